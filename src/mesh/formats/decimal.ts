/** A short decimal text that reads back as the same single-precision number: fewest decimals, nine digits at most. */
export function decimalOf(value: number): string {
  for (let scale = 1e3; scale <= 1e9; scale *= 10) {
    const rounded = Math.round(value * scale) / scale;
    if (Math.fround(rounded) === value) return plain(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

/** Zero has no sign: a corner at minus zero is the same corner. */
function plain(value: number): string {
  return String(value === 0 ? 0 : value);
}
