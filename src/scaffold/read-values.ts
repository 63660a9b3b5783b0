import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import type { Parameter, ScaffoldKind, Values } from './scaffold.ts';

/**
 * All values of a scaffold: what is given (numbers, or texts as typed), the defaults for the rest. Throws InputError for
 * unknown names, for values that are no number, out of range or no choice, and for values that exclude each other.
 */
export function readValues(name: string, kind: ScaffoldKind, given: Readonly<Record<string, unknown>>): Values {
  const { parameters } = kind;
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(parameters, key)) continue;
    throw new InputError('scaffold-parameter', `${name} has no parameter "${key}".`, {
      fix: suggest(key, Object.keys(parameters)),
    });
  }
  const values: Record<string, number | string> = {};
  for (const [key, parameter] of Object.entries(parameters)) {
    values[key] = Object.hasOwn(given, key) ? readValue(name, key, parameter, given[key]) : parameter.default;
  }
  const conflict = kind.conflict?.(values as Values);
  if (conflict) throw new InputError('scaffold-conflict', `${name}: ${conflict.what}`, { fix: conflict.fix });
  return values as Values;
}

function readValue(name: string, key: string, parameter: Parameter, given: unknown): number | string {
  if ('choices' in parameter) {
    if (parameter.choices.some((choice) => choice === given)) return String(given);
    throw new InputError('scaffold-value', `${name}: ${key} ${String(given)} is no choice.`, {
      fix: suggest(String(given), parameter.choices),
    });
  }
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new InputError('scaffold-value', `${name}: ${key} ${String(given)} is no number.`, {
      fix: `${key} is ${rangeText(parameter)}; the default is ${parameter.default}.`,
    });
  }
  if (value >= parameter.min && value <= parameter.max && !(parameter.whole && !Number.isInteger(value))) return value;
  throw new InputError('scaffold-value', `${name}: ${key} ${value} is out of its range.`, {
    fix: `${key} is ${rangeText(parameter)}; the default is ${parameter.default}.`,
  });
}

/** `2 to 50 mm`, `a whole number from 0 to 3`, `gyroid | diamond`. */
export function rangeText(parameter: Parameter): string {
  if ('choices' in parameter) return parameter.choices.join(' | ');
  const { min, max, unit, whole } = parameter;
  return `${whole ? 'a whole number from ' : ''}${min} to ${max}${unit && ` ${unit}`}`;
}
