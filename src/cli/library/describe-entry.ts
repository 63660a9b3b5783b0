import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Provenance } from '../../provenance/provenance.ts';
import type { Vessel } from '../../vessel/vessel.ts';
import { colour, facts } from '../terminal.ts';
import { describeWells } from './describe-wells.ts';

/** What the published schema of a shelf says of a value; units and the meaning of `null` are read from there. */
interface Node {
  readonly unit?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node | boolean;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

/**
 * One entry of the library as a data sheet: every value with its name in words and its unit, then where each number
 * comes from. `folder` holds the shelf's `schema.json`, or is null where a shelf has none.
 */
export function describeEntry(entry: Readonly<Record<string, unknown>>, folder: string | null): string {
  const { provenance, $schema: _, ...rest } = entry;
  const schema: Node = folder === null ? {} : JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'));
  const lines = describeObject(rest, schema, '');
  if (provenance !== undefined) lines.push('', ...describeSources(provenance as Provenance));
  return lines.join('\n');
}

function describeSources(provenance: Provenance): string[] {
  const lines = [`  ${colour.bold('where the numbers come from')}`];
  for (const { of, source, verified } of provenance) {
    const mark = verified ? colour.green('sourced   ') : colour.yellow('unverified');
    const values = of.map((path) => (path === '' ? 'all else' : path)).join(', ');
    lines.push(`    ${mark}  ${values}`, `                ${colour.dim(source)}`);
  }
  return lines;
}

/** Short values as an aligned block first, then each value that holds others under a heading of its own. */
function describeObject(value: Readonly<Record<string, unknown>>, schema: Node, indent: string): string[] {
  const short: [string, string][] = [];
  const long: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (isEmpty(inner)) continue;
    const node = below(schema, key, inner);
    const text = key === 'wells' ? undefined : inWords(key, inner, node);
    if (text === undefined)
      long.push(`${indent}  ${colour.bold(nameOf(key))}`, ...describeLong(key, inner, node, indent));
    else short.push([nameOf(key), text]);
  }
  const block = short.length === 0 ? [] : facts(short).split('\n');
  return [...block.map((line) => indent + line), ...long];
}

function describeLong(key: string, value: unknown, node: Node, above: string): string[] {
  const indent = `${above}  `;
  if (key === 'wells') return describeWells(value as Vessel['wells']).map((line) => `${indent}  ${line}`);
  if (!Array.isArray(value)) return describeObject(value as Record<string, unknown>, node, indent);
  return value.flatMap((item, i) => {
    if (typeof item !== 'object' || item === null) return [`${indent}  ${String(item)}`];
    const lines = describeObject(item, branchOf(itemsOf(node), item), indent);
    return i === 0 ? lines : ['', ...lines];
  });
}

/** A value on one line, with its unit; undefined where it needs lines of its own. */
function inWords(key: string, value: unknown, node: Node): string | undefined {
  const unit = node.unit === undefined ? '' : ` ${node.unit}`;
  if (value === null) return /null: ([^;(]+)/.exec(node.description ?? '')?.[1].trim() ?? 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return `${value}${unit}`;
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) return membersInWords(value, node);
  if (value.every((item) => typeof item === 'number')) {
    const range = value.length === 2 && node.items === false && !points.has(key);
    return `${value.join(range ? ' to ' : ', ')}${unit}`;
  }
  const text = value.join(', ');
  return value.every((item) => typeof item === 'string') && text.length < lineRoom ? text : undefined;
}

function membersInWords(value: object, node: Node): string | undefined {
  const members = Object.entries(value).filter(([, inner]) => !isEmpty(inner));
  const parts = members.map(([key, inner]) => {
    const text = inWords(key, inner, below(node, key, inner));
    return text === undefined ? undefined : `${nameOf(key)} ${text}`;
  });
  const text = parts.join(', ');
  return parts.includes(undefined) || text.length >= lineRoom ? undefined : text;
}

const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

const lineRoom = 80;

/** Pairs of numbers that are a place, x and y; all other pairs are the ends of a range. */
const points: ReadonlySet<string> = new Set(['centre', 'a1']);

/** `bedTemperature` as `bed temperature`; short names (`K`, `etaInf`, `T0`) are those of the formulas and stay. */
function nameOf(key: string): string {
  if (/^eta|^tau/.test(key)) return key;
  return key.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ ul$/, '');
}

const itemsOf = (node: Node): Node => (typeof node.items === 'object' ? node.items : {});

function below(node: Node, key: string, value: unknown): Node {
  const { properties, additionalProperties } = node;
  const others = typeof additionalProperties === 'object' ? additionalProperties : {};
  return branchOf(properties?.[key] ?? others, value);
}

/** Of a union the branch that a value takes, by its constants; `null` takes what the union says of itself. */
function branchOf(node: Node, value: unknown): Node {
  const { anyOf, oneOf, ...own } = node;
  const branches = anyOf ?? oneOf;
  if (branches === undefined || value === null) return node;
  const taken = branches.find((branch) =>
    Object.entries(branch.properties ?? {}).every(
      ([key, inner]) => inner.const === undefined || inner.const === (value as Record<string, unknown>)[key],
    ),
  );
  return taken === undefined ? own : { ...branchOf(taken, value), ...own };
}
