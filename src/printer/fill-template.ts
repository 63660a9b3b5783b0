/**
 * Placeholders in the lines of a profile: `M42 P4 S{pwm}`. Which ones a list of lines may use depends on what is
 * known when it is written; `parseProfile` refuses any other.
 */
export const placeholders = {
  select: ['tool', 'z', 'safeZ'],
  valve: ['tool', 'kPa', 'psi', 'z'],
  pressure: ['tool', 'kPa', 'psi', 'bar', 'kPaList'],
  lamp: ['wavelength', 'intensity', 'pwm', 'fraction', 'seconds', 'ms', 'tool', 'safeZ'],
  bed: ['celsius'],
  frame: ['safeZ'],
} as const;

export type TemplateKind = keyof typeof placeholders;

export type TemplateValues = Readonly<Record<string, number | string>>;

const pattern = /\{(\w+)\}/g;

/** The placeholders a line holds, by name. */
export function placeholdersIn(line: string): string[] {
  return [...line.matchAll(pattern)].map((match) => match[1]);
}

/** The line with its placeholders replaced; numbers with at most four decimals. */
export function fillTemplate(line: string, values: TemplateValues): string {
  if (!line.includes('{')) return line;
  return line.replace(pattern, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? String(Number(value.toFixed(4))) : value;
  });
}

/** Pressures in the units machines speak. */
export function pressureValues(kPa: number): TemplateValues {
  return { kPa, psi: kPa / 6.894757293168361, bar: kPa / 100 };
}
