import * as z from 'zod';

/**
 * Quantities of a job file: a plain number in the unit the field expects, or a text with a unit (`1.5 mL`, `45 min`).
 * The table holds what one of each unit is in the field's own unit.
 */
export function quantity(units: Readonly<Record<string, number>>, own: string, least: 'positive' | 'zero') {
  return z.union([z.number(), z.string()]).transform((value, context): number => {
    if (typeof value === 'number') return within(value, own, least, context);
    const match = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([^\d\s]*)\s*$/i.exec(value);
    const factor = match ? (match[2] === '' ? 1 : units[match[2]]) : undefined;
    if (match === null || factor === undefined) {
      context.addIssue({
        code: 'custom',
        message: `"${value}" is not a quantity in ${own}: write a number, or one with ${Object.keys(units).join(', ')}`,
      });
      return z.NEVER;
    }
    return within(Number(match[1]) * factor, own, least, context);
  });
}

function within(value: number, own: string, least: 'positive' | 'zero', context: z.RefinementCtx): number {
  const good = Number.isFinite(value) && (least === 'positive' ? value > 0 : value >= 0);
  if (good) return value;
  context.addIssue({
    code: 'custom',
    message: `${value} ${own}: must be ${least === 'positive' ? 'above' : 'at least'} 0`,
  });
  return z.NEVER;
}

const volumes = { µL: 1, uL: 1, ul: 1, µl: 1, mL: 1000, ml: 1000, mm3: 1 };
const lengths = { mm: 1, um: 0.001, µm: 0.001, cm: 10 };

export const volumeUl = quantity(volumes, 'µL', 'zero');
export const durationS = quantity({ s: 1, min: 60, h: 3600, ms: 0.001 }, 's', 'zero');
export const durationMin = quantity({ min: 1, h: 60, s: 1 / 60 }, 'min', 'zero');
export const lengthMm = quantity(lengths, 'mm', 'zero');
export const positiveMm = quantity(lengths, 'mm', 'positive');
