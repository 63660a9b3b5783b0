import { InputError } from '../finding/input-error.ts';

/** A number given to a flag. Throws InputError naming the flag. */
export function parseNumber(text: string, flag: string, least?: 'positive'): number {
  const value = Number(text.trim().replace(/\s*mm$/, ''));
  if (text.trim() === '' || !Number.isFinite(value) || (least === 'positive' && value <= 0)) {
    const wanted = least === 'positive' ? 'a number above 0' : 'a number';
    throw new InputError('flag-number', `${flag} ${text}: not ${wanted}`, { fix: `write e.g. ${flag} 0.4` });
  }
  return value;
}

/** `22G` or an inner diameter in mm, as the job's nozzle settings. */
export function parseNozzle(
  text: string,
  length: string | undefined,
): { gauge?: number; inner?: number; length?: number } {
  const gauge = /^(\d+)\s*g$/i.exec(text.trim());
  const size = gauge ? { gauge: Number(gauge[1]) } : { inner: parseNumber(text, '--nozzle', 'positive') };
  return length === undefined ? size : { ...size, length: parseNumber(length, '--nozzle-length', 'positive') };
}

/** A list separated by commas, without empty words. */
export function parseList(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
