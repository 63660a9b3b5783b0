import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { plan } from '../../src/plan/plan.ts';
import { jobInput } from '../plan/plan-job.ts';

// What a file of lines may get wrong, in every format: named with branch and point, and with a way to fix it.

/** x y z r, mm; texts stand for what is no number. */
type Point = readonly (number | string)[];
type Branches = Readonly<Record<string, readonly Point[]>>;

const scaled = (point: Point, unit: number) =>
  point.map((v) => (typeof v === 'number' ? Number((v / unit).toFixed(6)) : v));

const formats = {
  csv: (branches: Branches) =>
    [
      'branch,x,y,z,r',
      ...Object.entries(branches).flatMap(([name, points]) => points.map((p) => [name, ...p].join(','))),
    ].join('\n'),
  'x-cavate': (branches: Branches) =>
    Object.entries(branches)
      .flatMap(([name, points]) => [
        `Vessel: ${name}, Number of Points: ${points.length}`,
        ...points.map((p) => scaled(p, 10).join(' ')),
      ])
      .join('\r\n'),
  swc: (branches: Branches) => {
    let id = 0;
    return Object.values(branches)
      .flatMap((points) => points.map((p, k) => `${++id} 2 ${scaled(p, 0.001).join(' ')} ${k === 0 ? -1 : id - 1}`))
      .join('\n');
  },
} as const;
type Format = keyof typeof formats;

async function failureOf(format: Format, branches: Branches, kind: 'network' | 'strands' = 'network') {
  const file = format === 'swc' ? 'tree.swc' : 'tree.txt';
  const job = {
    printer: 'marlin-syringe',
    vessel: { dish: 'petri-60' },
    bath: { material: 'nist-support', depth: 12 },
    inks: { a: { ink: 'alginate-i1g-2', nozzle: { gauge: 22, length: 100 }, speed: 4 } },
    parts: [{ [kind]: file, ink: 'a' }],
  };
  try {
    // Within try: a file is refused while it is read, or while it is planned.
    const input = jobInput(job, { [file]: new TextEncoder().encode(formats[format](branches)) });
    const { findings } = await plan(input, { allow: ['bounds'] });
    const refused = findings.filter(({ severity }) => severity === 'refuse');
    return refused.map(({ code, what, fix }) => ({ code, what, fix: fix ?? '' }));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [{ code: error.code, what: error.message, fix: error.fix ?? '' }];
  }
}

const line = (y: number, z = 1, r: number | string = 0.2): Point[] => [0, 2, 4, 6, 8, 10].map((x) => [x, y, z, r]);
/** A branch that begins on the third point of `line(0)`. */
const side = (r: number | string = 0.2): Point[] => [0, 1, 2, 3, 4, 5].map((y) => [4, y, 1, r]);
const spoilt = (points: readonly Point[], at: number, column: number, value: number | string): Point[] =>
  points.map((p, k) => (k === at ? p.map((v, c) => (c === column ? value : v)) : p));

/** In SWC a branch is named by the nodes that it runs between, and a point by its line. */
const named = (format: Format, branch: string, point: number) =>
  format === 'swc' ? /branch \d+(-\d+)?|line \d+/i : new RegExp(`branch ${branch}\\b.*point ${point}\\b`, 'i');

const faults: Readonly<Record<string, readonly [Branches, string, number, string, RegExp]>> = {
  'zero length': [
    { 0: line(0), 1: side().map(() => [4, 0, 1, 0.2]) },
    '1',
    1,
    'branch-length',
    /second point elsewhere/,
  ],
  'zero radius': [{ 0: line(0), 1: spoilt(side(), 3, 3, 0) }, '1', 4, 'branch-radius', /above 0/],
  NaN: [{ 0: line(0), 1: spoilt(side(), 2, 1, 'NaN') }, '1', 3, 'branch-number', /plain number|Write id/],
  'far away': [{ 0: line(0), 1: spoilt(side(), 2, 1, 1e6) }, '1', 3, 'branch-far', /unit of the file/],
  'farther than any number': [
    { 0: line(0), 1: spoilt(side(), 2, 1, '1e400') },
    '1',
    3,
    'branch-far',
    /unit of the file/,
  ],
  'wider than any number': [
    { 0: line(0), 1: spoilt(side(), 2, 3, '1e400') },
    '1',
    3,
    'branch-unit',
    /units: on the part/,
  ],
  unconnected: [{ 0: line(0), 1: line(5).slice(0, 4) }, '1', 1, 'branch-loose', /begin on the line of the branch/],
  'ten times too wide': [{ 0: line(0, 1, 3), 1: side(3) }, '0', 1, 'branch-unit', /units: on the part, or scale: 0\.1/],
  'ten times too thin': [
    { 0: line(0, 1, 0.02), 1: side(0.02) },
    '0',
    1,
    'branch-unit',
    /units: on the part, or scale: 10/,
  ],
  'through another': [
    {
      0: line(0),
      1: side(),
      2: [...line(3).map(([x, y, z, r]) => [Number(x), Number(y), z, r] as Point), [10, 0, 1, 0.2]],
    },
    '[12]',
    4,
    'branch-crossing',
    /Move one of them aside/,
  ],
  'through itself': [
    {
      0: [
        [0, 0, 1, 0.2],
        [4, 0, 1, 0.2],
        [8, 0, 1, 0.2],
        [8, 4, 1, 0.2],
        [4, 4, 1, 0.2],
        [4, -3, 1, 0.2],
      ],
    },
    '0',
    6,
    'branch-crossing',
    /Move one of them aside/,
  ],
  'outside the vessel': [
    { 0: [...line(0), [80, 0, 1, 0.2]], 1: side() },
    '0',
    1,
    'branch-outside',
    /Take a vessel at least [\d.]+ mm wide inside/,
  ],
};

describe.each(Object.keys(formats) as Format[])('%s', (format) => {
  test.each(Object.entries(faults))(
    '%s is named with its point, and how to fix it',
    async (_, [branches, branch, point, code, fix]) => {
      const failures = await failureOf(format, branches);
      const known = format === 'swc' && code === 'branch-number' ? 'branch-line' : code;
      const failure = failures.find((each) => each.code === known);
      expect(failures.map((each) => each.code)).toContain(known);
      expect(failure!.what).toMatch(named(format, branch, point));
      expect(failure!.what).not.toMatch(/NaN mm|Infinity mm/);
      expect(failure!.fix).toMatch(fix);
    },
  );
});

test.each(['zero length', 'zero radius', 'NaN', 'ten times too wide', 'ten times too thin', 'outside the vessel'])(
  'strands: %s is refused as well',
  async (fault) => {
    const [branches, branch, point, code, fix] = faults[fault];
    const failure = (await failureOf('csv', branches, 'strands')).find((each) => each.code === code);
    expect(failure?.what).toMatch(named('csv', branch, point));
    expect(failure!.fix).toMatch(fix);
  },
);
