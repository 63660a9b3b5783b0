import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { InputError } from '../../src/finding/input-error.ts';
import { jobSchema } from '../../src/job/job.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from '../plan/plan-job.ts';
import { draws } from '../proving.ts';

// Every number of the schema has a limit that is told by its key; whatever passes is planned or refused, never broken.

interface Node {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

/** Paths of all numbers, in the order of the schema. */
function numbersBelow(node: Node, path: readonly string[] = []): string[] {
  if (['wells', 'sweep'].includes(path.join('.')) || path.join('.') === 'vessel.wells') return [];
  const isNumber = [node.type ?? []].flat().some((type) => type === 'number' || type === 'integer');
  const own = isNumber ? [path.join('.')] : [];
  const inner: [string, Node][] = [
    ...Object.entries(node.properties ?? {}),
    ...(typeof node.additionalProperties === 'object' ? [['a', node.additionalProperties] as [string, Node]] : []),
    ...(node.items ? [['0', node.items] as [string, Node]] : []),
    ...(node.prefixItems ?? []).map((item, i): [string, Node] => [String(i), item]),
  ];
  const all = [
    ...own,
    ...(node.anyOf ?? []).flatMap((option) => numbersBelow(option, path)),
    ...inner.flatMap(([key, child]) => numbersBelow(child, [...path, key])),
  ];
  return [...new Set(all)];
}

const numbers = numbersBelow(z.toJSONSchema(jobSchema, { io: 'input', unrepresentable: 'any' }) as Node);

const base = {
  printer: 'marlin-syringe',
  inks: { a: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, cells: { line: 'UE7T-13', density: 1e6 } } },
  parts: [{ mesh: 'a.stl', ink: 'a', laydown: {} }],
  layers: { height: 0.3 },
};

/** What must stand beside some keys. */
const beside: Readonly<Record<string, object>> = {
  'inks.a.cells.law': { a: 1, b: 1, c: 1 },
  bath: { material: 'nist-support', depth: 5 },
  'parts.0.shell': { ink: 'a', thickness: 1 },
  'parts.0.laydown.gradient': { along: 'surface', from: 1, to: 2 },
  'layers.zones.0': { until: 1, height: 0.2 },
  'pauses.0': { beforeLayer: 1, message: 'x' },
  'crosslink.0.photo': { wavelength: 405, seconds: 1 },
  'crosslink.0.ionic': { agent: 'x', seconds: 1 },
  'crosslink.0.thermal': { seconds: 1 },
  'parts.0.size': [1, 1, 1],
  'parts.0.move': [0, 0, 0],
  'parts.0.rotate': [0, 0, 0],
  'parts.0.scale': [1, 1, 1],
  'parts.0.laydown.angles': [0],
  'vessel.a1': [0, 0],
  at: [60, 60],
  place: { z: 0 },
};

function withNumber(path: string, value: number): Record<string, unknown> {
  const job = structuredClone(base) as Record<string, unknown>;
  const keys = path.split('.');
  let node = job;
  keys.slice(0, -1).forEach((key, i) => {
    const here = keys.slice(0, i + 1).join('.');
    node[key] ??= structuredClone(beside[here] ?? (/^\d+$/.test(keys[i + 1]) ? [] : {}));
    node = node[key] as Record<string, unknown>;
  });
  node[keys[keys.length - 1]] = value;
  return job;
}

test('the schema holds numbers at all', () => {
  expect(numbers.length).toBeGreaterThan(70);
  expect(numbers).toContain('inks.a.width');
  expect(numbers).toContain('parts.0.move.2');
});

const unlimited = ['seed', 'inks.a.nozzle.gauge'];

describe('far too large is refused by its key', () => {
  test.each(numbers.filter((path) => !unlimited.includes(path)))('%s', (path) => {
    for (const value of [1e15, -1e15, Number.POSITIVE_INFINITY]) {
      try {
        validateJob(withNumber(path, value), 'job.yaml');
        expect.unreachable(`${path}: ${value}`);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        expect((error as InputError).message).toContain(`job.yaml: ${path}: `);
      }
    }
  });
});

const triangles = box(2, 2, 0, 0.9);
const files = { 'a.stl': writeStl({ name: 'a', triangles, bounds: boundsOf(triangles) }) };

describe('far too small is planned or refused, never an internal error', () => {
  test.each(numbers)('%s', async (path) => {
    for (const value of draws(1, 3) === 3 ? [0, 1e-300, 1e-6] : [1e-6]) {
      try {
        await planJob(withNumber(path, value), files);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
  });
});

test('limits are told with the key, the value and the range', () => {
  expect(() => validateJob(withNumber('inks.a.width', 1e15), 'job.yaml')).toThrow(
    'job.yaml: inks.a.width: 1000000000000000 mm: must be at most 20 mm',
  );
  expect(() => validateJob(withNumber('speed', 5000), 'job.yaml')).toThrow(
    'job.yaml: speed: must lie between 0.001 and 1000 mm/s',
  );
});
