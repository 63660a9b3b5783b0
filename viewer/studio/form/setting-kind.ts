import type { Schema } from '../job-schema.ts';

/** What a setting is, for the form: how it is asked for and what is written. */
export type SettingKind =
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** A number, which may carry a unit of its own, or one of a few words. */
  | { readonly kind: 'number'; readonly unit: string }
  | { readonly kind: 'text' }
  /** So many numbers in a row: x, y and z. */
  | { readonly kind: 'row'; readonly length: number; readonly unit: string }
  | { readonly kind: 'list'; readonly unit: string }
  | { readonly kind: 'group'; readonly of: Schema }
  /** Groups one after the other, and groups by a name. */
  | { readonly kind: 'items'; readonly of: Schema }
  | { readonly kind: 'named'; readonly of: Schema };

/** The kind of a setting by its schema; null for what has no form (free maps, and what editors need). */
export function settingKind(schema: Schema): SettingKind | null {
  const { type, unit = '', items, prefixItems, properties, additionalProperties, anyOf } = schema;
  const types = typeof type === 'string' ? [type] : (type ?? []);
  if (schema.enum !== undefined) return { kind: 'choice', values: schema.enum.map(String) };
  if (types.includes('boolean')) return { kind: 'flag' };
  if (types.includes('number') || types.includes('integer')) return { kind: 'number', unit };
  if (types.includes('string')) return { kind: 'text' };
  if (prefixItems !== undefined) return { kind: 'row', length: prefixItems.length, unit: unit || unitOf(prefixItems) };
  if (typeof items === 'object') {
    return items.properties === undefined
      ? { kind: 'list', unit: unit || unitOf([items]) }
      : { kind: 'items', of: items };
  }
  if (properties !== undefined) return { kind: 'group', of: schema };
  if (typeof additionalProperties === 'object') {
    return additionalProperties.properties === undefined ? null : { kind: 'named', of: additionalProperties };
  }
  if (anyOf === undefined) return null;
  const kinds = anyOf.map(settingKind);
  // One number or several, one name or several: written as a list, or as the one.
  const list = kinds.find((kind) => kind?.kind === 'list');
  if (list !== undefined) return list;
  const number = kinds.find((kind) => kind?.kind === 'number');
  return number === undefined ? (kinds[0] ?? null) : { ...number, unit: unit || unitOf(anyOf) };
}

const unitOf = (schemas: readonly Schema[]): string => schemas.find(({ unit }) => unit !== undefined)?.unit ?? '';

/** What a field shows for a value of the job. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value)
    ? value.map(textOf).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}

/** What is written for the text in a field; undefined where it is left empty. */
export function written(text: string, kind: SettingKind['kind']): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (kind === 'text' || kind === 'choice') return trimmed;
  if (kind === 'flag') return trimmed === 'true';
  if (kind === 'number') return wordOf(trimmed);
  // In a list the comma parts the values.
  const words = trimmed.split(/\s*[,;]\s*|\s+/).filter((word) => word !== '');
  return words.map((word) => (isNumber(word) ? Number(word) : word));
}

const isNumber = (word: string): boolean => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(word);

/** `0,5` is half: many keyboards and labs write it so. */
function wordOf(word: string): string | number {
  const plain = word.replace(/^([-+]?\d+),(\d+)/, '$1.$2');
  return isNumber(plain) ? Number(plain) : plain;
}

/** A number one step up or down: a step of its last digit, or of a tenth of it where that is coarser than a tenth. */
export function nudged(text: string, up: boolean): string | null {
  const match = /^([-+]?\d*\.?\d+)(.*)$/.exec(text.trim().replace(/^([-+]?\d+),(\d+)/, '$1.$2'));
  if (match === null) return null;
  const [, number, unit] = match;
  const digits = number.split('.')[1]?.length ?? 0;
  const next = Number(number) + (up ? 1 : -1) * 10 ** -digits;
  return `${next.toFixed(digits)}${unit}`;
}

/** `thinWalls` as people say it. */
export const wordsOf = (key: string): string => {
  const words = key.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What a setting is where it is left out, in words. */
export function absentWords({ whenAbsent, default: preset }: Schema): string {
  if (whenAbsent !== undefined) return whenAbsent;
  if (preset === undefined || (typeof preset === 'object' && preset !== null && !Array.isArray(preset))) return '';
  return textOf(preset) || 'none';
}
