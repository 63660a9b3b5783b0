/**
 * Plain data as text: equal text, equal data. JSON says nothing of -0, of what is not finite and of what is undefined,
 * and each of them may make a difference.
 */
export function keyText(data: unknown): string {
  return JSON.stringify(data, exact);
}

const mark = '\u0000';

function exact(_key: string, value: unknown): unknown {
  if (value === undefined) return `${mark}undefined`;
  if (typeof value === 'string') return value.startsWith(mark) ? `${mark}text ${value}` : value;
  if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return Object.is(value, -0) ? `${mark}-0` : `${mark}${value}`;
}
