/** How sentences write numbers: as a person would, without zeros that say nothing. */

/** With three digits that count: 0.12345 → 0.123. */
export function short(value: number): string {
  return digits(value, 3);
}

/** With so many digits that count. */
export function digits(value: number, count: number): string {
  return String(Number(value.toPrecision(count)));
}

/** At most so many decimals: 12.300 → 12.3. */
export function decimals(value: number, most: number): string {
  return String(Number(value.toFixed(most)));
}

/** A share, with one decimal: 0.5 → 50.0 %. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** "1 triangle", "12 triangles". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
