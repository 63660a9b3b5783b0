import { z } from 'zod';

/**
 * Quantities of a job file: a plain number in the unit the field expects, or a text with a unit (`1.5 mL`, `45 min`).
 * The table holds what one of each unit is in the field's own unit.
 */
export function quantity(units: Readonly<Record<string, number>>, own: string) {
  return z.union([z.number(), z.string()]).transform((value, context): number => {
    if (typeof value === 'number') return value;
    const match = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([^\d\s]*)\s*$/i.exec(value);
    const factor = match ? (match[2] === '' ? 1 : units[match[2]]) : undefined;
    if (match === null || factor === undefined) {
      context.addIssue({
        code: 'custom',
        message: `"${value}" is not a quantity in ${own}: write a number, or one with ${Object.keys(units).join(', ')}`,
      });
      return z.NEVER;
    }
    return Number(match[1]) * factor;
  });
}

export const volumeUl = quantity({ µL: 1, uL: 1, ul: 1, µl: 1, mL: 1000, ml: 1000, mm3: 1 }, 'µL');
export const durationS = quantity({ s: 1, min: 60, h: 3600, ms: 0.001 }, 's');
export const durationMin = quantity({ min: 1, h: 60, s: 1 / 60 }, 'min');
export const lengthMm = quantity({ mm: 1, um: 0.001, µm: 0.001, cm: 10 }, 'mm');
