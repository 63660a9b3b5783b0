import * as z from 'zod';

/** What a quantity may be, in its own unit; `least` itself is allowed. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/** A plain number within a range: beyond it there is a slip in a unit or a key. */
export function numberIn(least: number, most: number, unit = '') {
  const message = `must lie between ${least} and ${most}${unit === '' ? '' : ` ${unit}`}`;
  const number = z.number().min(least, message).max(most, message);
  return unit === '' ? number : number.meta({ unit });
}

/**
 * Quantities of a job file: a plain number in the unit the field expects, or a text with a unit (`1.5 mL`, `45 min`).
 * The table holds what one of each unit is in the field's own unit.
 */
function quantity(units: Readonly<Record<string, number>>, own: string, range: Range) {
  const read = z.union([z.number(), z.string()]).transform((value, context): number => {
    if (typeof value === 'number') return within(value, own, range, context);
    const match = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([^\d\s]*)\s*$/i.exec(value);
    const factor = match ? (match[2] === '' ? 1 : units[match[2]]) : undefined;
    if (match === null || factor === undefined) {
      context.addIssue({
        code: 'custom',
        message: `"${value}" is not a quantity in ${own}: write a number, or one with ${Object.keys(units).join(', ')}`,
      });
      return z.NEVER;
    }
    return within(Number(match[1]) * factor, own, range, context);
  });
  return read.meta({ unit: own });
}

function within(value: number, own: string, { least, most }: Range, context: z.RefinementCtx): number {
  if (value >= least && value <= most) return value;
  const limit =
    value > most ? `at most ${most} ${own}` : least > 0 && value <= 0 ? 'above 0' : `at least ${least} ${own}`;
  context.addIssue({ code: 'custom', message: `${value} ${own}: must be ${limit}` });
  return z.NEVER;
}

const volumes = { µL: 1, uL: 1, ul: 1, µl: 1, mL: 1000, ml: 1000, mm3: 1 };
const lengths = { mm: 1, um: 0.001, µm: 0.001, cm: 10 };

/** Nothing that is printed, driven or waited for is smaller than this, in any unit, unless it is 0. */
const tiny = 1e-6;

export const volumeUl = (most: number) => quantity(volumes, 'µL', { least: 0, most });
export const durationS = (most: number) => quantity({ s: 1, min: 60, h: 3600, ms: 0.001 }, 's', { least: 0, most });
export const durationMin = (most: number) => quantity({ min: 1, h: 60, s: 1 / 60 }, 'min', { least: 0, most });
export const lengthMm = (most: number) => quantity(lengths, 'mm', { least: 0, most });
export const positiveMm = (most: number) => quantity(lengths, 'mm', { least: tiny, most });
