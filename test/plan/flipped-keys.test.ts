import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { InputError } from '../../src/finding/input-error.ts';
import { jobSchema } from '../../src/job/job.ts';
import { type GateId, gateIds } from '../../src/plan/gates.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { createPlanner } from '../../src/plan/planner.ts';
import { draws } from '../proving.ts';

// Every leaf of every job that ships, set to other legal values in turn: the file, the report or a refusal has to be
// another one. A key that nothing reads, or that a part has no use for in silence, is found here by its path. Jobs that
// plan at once are flipped in `npm test`, all of them in `npm run prove`.

type Data = Record<string, unknown>;
type Path = readonly (string | number)[];

const root = join(import.meta.dirname, '../..');
const quick = ['letter-f', 'cardiac-patch', 'grid-disc', 'tube', 'porous-disc.yaml', 'cells-in-wells.yaml'];
const shipped = [
  ...readdirSync(join(root, 'scaffolds')).map((name) => [name, join(root, 'scaffolds', name), 'job.yaml'] as const),
  ...readdirSync(join(root, 'examples'))
    // A network is planned for half a minute, and again for each key.
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('network'))
    .map((name) => [name, join(root, 'examples'), name] as const),
];

/** Keys that are not flipped, by the end of their path, and why. */
const without: Readonly<Record<string, string>> = {
  mesh: 'another file is another part',
};

/** Keys that jobs leave out, at values beside their default: of a part, and of the job. */
const added = {
  part: {
    crossSection: ['round', 'flattened', 'slot'],
    'laydown.angles': [[33]],
    'laydown.shift': [0.3],
    contours: [1, 2, 3],
    precedence: [1],
    move: [[1, 0, 0]],
  },
  job: { steady: ['overrun'], layerDwell: [2], hop: [2.5, 6], travelSpeed: [33], bedTemperature: [21], seed: [5] },
} as const;

/** All options of an enumeration, by the path in the schema. */
const schema = z.toJSONSchema(jobSchema, { io: 'input', unrepresentable: 'any' }) as Node;
interface Node {
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

function nodesAt(path: Path): Node[] {
  return path.reduce<Node[]>(
    (nodes, key) =>
      nodes
        .flatMap((node) => node.anyOf ?? [node])
        .flatMap(({ properties, additionalProperties, items }) => {
          if (typeof key === 'number') return items === undefined ? [] : [items];
          const named =
            properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
          return typeof named === 'object' ? [named] : [];
        }),
    [schema],
  );
}

const words: Readonly<Record<string, readonly string[]>> = {
  line: ['HeLa', '10T1/2'],
  printer: ['marlin-syringe', 'allevi-biobot1'],
  dish: ['petri-35', 'petri-90'],
  plate: ['corning-24', 'corning-6'],
  tool: ['T1', 'T9'],
};

/** Other values of a leaf: the nearest first. */
function othersOf(path: Path, value: unknown, inks: readonly string[]): unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') {
    const tried = Number.isInteger(value) ? [value + 1, value + 5, Math.ceil(value / 2)] : [];
    return [...tried, 1.25 * value, 0.8 * value, 4 * value, value / 100].filter((other) => other !== value);
  }
  const text = String(value);
  const options = nodesAt(path).flatMap((node) => (node.anyOf ?? [node]).flatMap((each) => each.enum ?? []));
  if (options.length > 0) return options.filter((other) => other !== text);
  const [, amount, unit] = /^([\d.]+)( ?(?:mL|min|ms|s|mm|uL))$/.exec(text) ?? [];
  if (unit !== undefined) return [1.25, 0.0001].map((factor) => `${factor * Number(amount)}${unit}`);
  const key = String(path.at(-1));
  if (path[0] === 'inks' && key === 'ink') return ['ama', 'pluronic-25'].filter((other) => other !== text);
  if (key === 'ink' || path.includes('inks')) return [...inks.filter((other) => other !== text), 'none of them'];
  return [...(words[key] ?? []), `${text} 2`].filter((other) => other !== text);
}

function* leavesOf(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  if (value === null || typeof value !== 'object') {
    if (!Object.hasOwn(without, String(path.at(-1)))) yield [path, value];
    return;
  }
  for (const [key, child] of Object.entries(value))
    yield* leavesOf(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

function flipsOf(job: Data): [path: Path, others: readonly unknown[]][] {
  const inks = Object.keys(job['inks'] as Data);
  const parts = (job['parts'] as Data[]).flatMap((part, i) =>
    Object.entries(added.part).flatMap(([key, values]): [Path, readonly unknown[]][] => {
      const path = ['parts', i, ...key.split('.')];
      const lines = part['network'] !== undefined || part['strands'] !== undefined;
      return lines || valueAt(job, path) !== undefined ? [] : [[path, values]];
    }),
  );
  const own = Object.entries(added.job).flatMap(([key, values]): [Path, readonly unknown[]][] =>
    job[key] === undefined ? [[[key], values]] : [],
  );
  return [
    ...[...leavesOf(job)].map(([path, value]): [Path, unknown[]] => [path, othersOf(path, value, inks)]),
    ...parts,
    ...own,
  ];
}

const valueAt = (job: unknown, path: Path): unknown =>
  path.reduce((node: unknown, key) => (node as Data | undefined)?.[key], job);

function withValue(job: Data, path: Path, value: unknown): Data {
  const changed = structuredClone(job);
  const last = path.at(-1)!; // A path has a key at least.
  const holder = path.slice(0, -1).reduce((node: Data, key) => {
    node[key] ??= {};
    return node[key] as Data;
  }, changed);
  holder[last] = value;
  return changed;
}

const allow = gateIds.filter((gate) => gate !== 'readback') as GateId[];
const planner = createPlanner();

/** All that a person gets to see of a job: its file and its report, or why there is none. */
async function outcomeOf(data: Data, folder: string, name: string): Promise<string> {
  try {
    const input = await loadInputs({ data, folder, name });
    const { gcode, report } = await planner.plan({ ...input, hashes: {} }, { allow });
    return `${new TextDecoder().decode(gcode ?? new Uint8Array())}${JSON.stringify(report)}`;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const flipped = shipped.filter(([name]) => quick.includes(name) || draws(0, 1) === 1);

test.each(flipped)(
  'every key of %s that is set to another value is seen in the file, the report or a refusal',
  async (name, folder, file) => {
    const job = parse(readFileSync(join(folder, file), 'utf8')) as Data;
    const before = await outcomeOf(job, folder, name);
    const silent: string[] = [];
    for (const [path, others] of flipsOf(job)) {
      let isSeen = false;
      for (const other of others) {
        isSeen ||= (await outcomeOf(withValue(job, path, other), folder, name)) !== before;
        if (isSeen) break;
      }
      if (!isSeen) silent.push(`${path.join('.')}: ${JSON.stringify(others)}`);
    }
    expect(silent).toEqual([]);
  },
  1_800_000,
);
