import { colour, facts } from '../terminal.ts';

/** What a JSON schema says of a value: units and the meaning of `null` are read from it. */
export interface SchemaNode {
  readonly unit?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/**
 * Values by their names in words and with their units: short ones as an aligned block first, then each that holds
 * others under a heading of its own.
 */
export function describeValues(value: Readonly<Record<string, unknown>>, schema: SchemaNode, indent = ''): string[] {
  const short: [string, string][] = [];
  const long: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (isEmpty(inner)) continue;
    const node = below(schema, key, inner);
    const text = inWords(key, inner, node);
    if (text === undefined) long.push(`${indent}  ${colour.bold(nameOf(key))}`, ...describeLong(inner, node, indent));
    else short.push([nameOf(key), text]);
  }
  const block = short.length === 0 ? [] : facts(short).split('\n');
  return [...block.map((line) => indent + line), ...long];
}

function describeLong(value: unknown, node: SchemaNode, above: string): string[] {
  const indent = `${above}  `;
  if (!Array.isArray(value)) return describeValues(value as Record<string, unknown>, node, indent);
  return value.flatMap((item, i) => {
    if (typeof item !== 'object' || item === null) return [`${indent}  ${String(item)}`];
    const lines = describeValues(item, branchOf(itemsOf(node), item), indent);
    return i === 0 ? lines : ['', ...lines];
  });
}

/** A value on one line, with its unit; undefined where it needs lines of its own. */
function inWords(key: string, value: unknown, node: SchemaNode): string | undefined {
  const own = node.unit ?? unitInName(key);
  const unit = own === undefined ? '' : ` ${own}`;
  if (value === null) return /null: ([^;(]+)/.exec(node.description ?? '')?.[1].trim() ?? 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return `${rounded(value)}${unit}`;
  if (typeof value !== 'object')
    return /^[0-9a-f]{64}$/.test(String(value)) ? `${String(value).slice(0, 16)}…` : String(value);
  if (!Array.isArray(value)) return membersInWords(value, node);
  if (value.every((item) => typeof item === 'number')) {
    const range = value.length === 2 && node.items === false && !points.has(key);
    return `${value.map(rounded).join(range ? ' to ' : ', ')}${unit}`;
  }
  const text = value.join(', ');
  return value.every((item) => typeof item === 'string') && text.length < lineRoom ? text : undefined;
}

function membersInWords(value: object, node: SchemaNode): string | undefined {
  const members = Object.entries(value).filter(([, inner]) => !isEmpty(inner));
  const parts = members.map(([key, inner]) => {
    const text = inWords(key, inner, below(node, key, inner));
    return text === undefined ? undefined : `${nameOf(key)} ${text}`;
  });
  const text = parts.join(', ');
  return parts.includes(undefined) || text.length >= lineRoom ? undefined : text;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

const lineRoom = 80;

/** Pairs of numbers that are a place, x and y; all other pairs are the ends of a range. */
const points: ReadonlySet<string> = new Set(['centre', 'a1']);

/** Units that stand at the end of a name, as in reports and records: `pressureKpa`, `volumeUl`. */
const endings: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/Kpa$/, 'kPa'],
  [/Pa$/, 'Pa'],
  [/UlS$/, 'µL/s'],
  [/Ul$/, 'µL'],
  [/PerMl$/, '/mL'],
  [/Mm3$/, 'mm³'],
  [/Mm2$/, 'mm²'],
  [/Mm$/, 'mm'],
  [/Min$/, 'min'],
  [/Rate$/, '1/s'],
  [/S$/, 's'],
  [/C$/, '°C'],
];

const unitInName = (key: string): string | undefined => endings.find(([ending]) => ending.test(key))?.[1];

/** `bedTemperature` as `bed temperature`; names of formulas (`K`, `etaInf`, `T0`) and of files and parts stay. */
function nameOf(key: string): string {
  if (/^eta|^tau/.test(key) || !/^[a-z][a-zA-Z0-9]*$/.test(key)) return key;
  const bare = endings.reduce((name, [ending]) => (name === key ? name.replace(ending, '') : name), key);
  return bare.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Nine digits that count: data files have no more, and computed numbers do not mean more. */
const rounded = (value: number): number => Number(value.toPrecision(9));

const itemsOf = (node: SchemaNode): SchemaNode => (typeof node.items === 'object' ? node.items : {});

function below(node: SchemaNode, key: string, value: unknown): SchemaNode {
  const { properties, additionalProperties } = node;
  const others = typeof additionalProperties === 'object' ? additionalProperties : {};
  return branchOf(properties?.[key] ?? others, value);
}

/** Of a union the branch that a value takes, by its constants; `null` takes what the union says of itself. */
function branchOf(node: SchemaNode, value: unknown): SchemaNode {
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
