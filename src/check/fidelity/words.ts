/** A number of a sentence, three digits. */
export const text = (value: number): string => String(Number(value.toPrecision(3)));
