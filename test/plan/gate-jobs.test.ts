import { expect, test } from 'vitest';
import { readback } from '../../src/check/readback/readback.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import type { GateId } from '../../src/plan/gates.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { type Plan, plan } from '../../src/plan/plan.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { box } from '../../src/scaffold/solids.ts';
import { jobInput, planJob } from './plan-job.ts';

// One job for each way in which a gate of the machine, the vessel or the mesh refuses; those of the flow, the cells,
// the supply, the clock, the light and the overhang are in test/check/physics-refused-jobs.test.ts.

const stl = (triangles: Float32Array) => writeStl({ name: 'box', triangles, bounds: boundsOf(triangles) });
const block = box(6, 6, 0, 0.96);

/** A box whose lid is missing. */
function opened(triangles: Float32Array): Float32Array {
  const kept: number[] = [];
  const top = Math.max(...triangles.filter((_, i) => i % 3 === 2));
  for (let i = 0; i < triangles.length; i += 9) {
    const face = triangles.subarray(i, i + 9);
    if (![2, 5, 8].every((corner) => face[corner] === top)) kept.push(...face);
  }
  return Float32Array.from(kept);
}

const files = {
  'block.stl': stl(block),
  'open.stl': stl(opened(block)),
  'square.stl': stl(box(12, 12, 0, 0.96)),
  'bar.stl': stl(box(80, 4, 0, 0.96)),
};

type Job = Record<string, unknown> & { inks: Record<string, Record<string, unknown>> };

/** A small lattice on the bare bed of a bench printer. */
function jobOf(more: Record<string, unknown> = {}, gel: Record<string, unknown> = {}): Job {
  return {
    printer: 'marlin-syringe',
    inks: { gel: { ink: 'alginate-i1g-4', tool: 'T0', nozzle: { gauge: 22 }, ...gel } },
    parts: [part('block.stl')],
    layers: { height: 0.32 },
    speed: 8,
    ...more,
  };
}

const part = (mesh: string, more: object = {}) => ({
  mesh,
  ink: 'gel',
  laydown: { spacing: 1.5, join: 'none' },
  ...more,
});

/** The first number before a word of a fix: what it tells to do. */
function reported(finding: Finding, pattern: RegExp): number {
  const match = pattern.exec(finding.fix ?? '');
  if (match === null) throw new Error(`"${finding.fix}" does not tell ${pattern}`);
  return Number(match[1]);
}

interface Broken {
  readonly gate: GateId;
  readonly code: string;
  readonly job: Job;
  /** What is changed in the printer's own profile, where that is too careful to break anything. */
  readonly profile?: (profile: Profile) => Profile;
  readonly fixProfile?: (profile: Profile, finding: Finding) => Profile;
  /** What the finding must point at, beside gate and code. */
  readonly where: object;
  readonly remedy: (finding: Finding) => Job;
}

const twelve = { plate: 'corning-24', wells: ['A1'] };
const gelma = { ink: 'gelma', nozzle: { gauge: 25 } };
const onBiox = (more: object, gel: object = gelma) => jobOf({ printer: 'cellink-biox', ...more }, { ...gel });
/** Two heads over a bar that is longer than they are apart. */
const twoTools = (): Job => ({
  ...jobOf({ parts: [part('bar.stl'), part('block.stl', { ink: 'other' })] }),
  inks: {
    gel: { ink: 'alginate-i1g-4', tool: 'T0', nozzle: { gauge: 22 } },
    other: { ink: 'alginate-i1g-4', tool: 'T1', nozzle: { gauge: 22 } },
  },
});

const broken: readonly Broken[] = [
  {
    gate: 'bounds',
    code: 'strand-outside-machine',
    job: jobOf({ at: [118.5, 60] }),
    where: { tool: 'T0', layer: 0 },
    remedy: (finding) => jobOf({ at: [118.5 - reported(finding, /by ([\d.]+) mm to the left/), 60] }),
  },
  {
    gate: 'bounds',
    code: 'strand-outside-machine',
    job: jobOf({ at: [60, 1] }),
    where: { tool: 'T0', layer: 0 },
    remedy: (finding) => jobOf({ at: [60, 1 + reported(finding, /by ([\d.]+) mm to the back/)] }),
  },
  {
    gate: 'vessel',
    code: 'hub-meets-wall',
    job: jobOf({ vessel: twelve, parts: [part('square.stl', { scale: 0.75 })] }),
    where: { tool: 'T0', well: 'A1' },
    remedy: (finding) => {
      const length = reported(finding, /needle of at least ([\d.]+) mm/);
      return jobOf({ vessel: twelve, parts: [part('square.stl', { scale: 0.75 })] }, { nozzle: { gauge: 22, length } });
    },
  },
  {
    gate: 'vessel',
    code: 'needle-meets-wall',
    job: jobOf(
      { vessel: twelve, parts: [part('square.stl', { contours: 1 })] },
      { nozzle: { gauge: 22, length: 25.4 } },
    ),
    where: { tool: 'T0', well: 'A1', layer: 0 },
    // "Make it smaller": by what it reaches into the wall, at the corner of its contour, which shrinks with it.
    remedy: ({ numbers }) => {
      const reach = Math.hypot(6, 6);
      const scale = Math.floor(100 * (1 - (numbers!['beyondMm'] + 0.3) / reach)) / 100;
      return jobOf(
        { vessel: twelve, parts: [part('square.stl', { contours: 1, scale })] },
        { nozzle: { gauge: 22, length: 25.4 } },
      );
    },
  },
  {
    gate: 'collision',
    code: 'idle-needle-through-strands',
    job: twoTools(),
    profile: (profile) => secondHead(profile, 0),
    where: { tool: 'T1' },
    remedy: () => twoTools(),
    fixProfile: (profile, finding) => secondHead(profile, reported(finding, /lift by ([\d.]+) mm when idle/)),
  },
  {
    gate: 'temperature',
    code: 'ink-outside-window',
    job: onBiox({}, { ...gelma, temperature: 60 }),
    where: { ink: 'gel', tool: 'T0' },
    remedy: ({ numbers }) => onBiox({}, { ...gelma, temperature: numbers!['highC'] }),
  },
  {
    gate: 'temperature',
    code: 'bed-out-of-range',
    job: onBiox({ bedTemperature: 90 }),
    where: {},
    remedy: ({ numbers }) => onBiox({ bedTemperature: numbers!['lowC'] + 10 }),
  },
  {
    gate: 'temperature',
    code: 'ink-not-for-cells',
    job: onBiox({}, { ink: 'pluronic-25', nozzle: { gauge: 22 }, cells: { line: 'UE7T-13', density: 1e6 } }),
    where: { ink: 'gel' },
    // "Load the cells in a bioink."
    remedy: () => onBiox({}, { ...gelma, cells: { line: 'UE7T-13', density: 1e6 } }),
  },
  {
    gate: 'flow',
    code: 'flow-too-high',
    job: jobOf({ speed: 60 }, { nozzle: { inner: 1.4 }, width: 1.4 }),
    where: { tool: 'T0', layer: 0 },
    remedy: ({ numbers }) => jobOf({ speed: numbers!['fixSpeed'] }, { nozzle: { inner: 1.4 }, width: 1.4 }),
  },
  {
    gate: 'supply',
    code: 'barrel-too-small',
    job: jobOf({}, { load: '60 mL' }),
    where: { ink: 'gel', tool: 'T0' },
    remedy: ({ numbers }) => jobOf({}, { load: Math.floor(numbers!['barrelUl']) }),
  },
  {
    gate: 'mesh',
    code: 'mesh-opening',
    job: jobOf({ parts: [part('open.stl')] }),
    where: { part: 'open', file: 'open.stl' },
    // "Close the opening": the same box with its lid on.
    remedy: () => jobOf(),
  },
];

/** A printer whose second needle hangs half a millimetre lower, and lifts by so much when it is idle. */
function secondHead(profile: Profile, idleLift: number): Profile {
  const [first, second] = profile.tools;
  const idle = idleLift > 0 ? 'lifts' : 'stays';
  return { ...profile, tools: [first, { ...second, offset: { ...second.offset, z: -0.5 }, idle, idleLift }] };
}

function planOn(job: Job, change: (profile: Profile) => Profile = (profile) => profile): Promise<Plan> {
  const input = jobInput(job, files);
  return plan({ ...input, profile: change(input.profile) });
}

const refusals = (plan: Plan) => plan.findings.filter(({ severity }) => severity === 'refuse');

test.each(broken)('$gate: $code is refused with its place, nothing is written, and its fix passes', async (entry) => {
  const refused = await planOn(entry.job, entry.profile);
  expect(refused.refusedBy).toContain(entry.gate);
  expect(refused.gcode).toBeNull();
  expect(refused.report.gcode).toBeNull();
  const finding = refused.findings.find(({ code, severity }) => code === entry.code && severity === 'refuse');
  if (finding === undefined) throw new Error(`no ${entry.code} among ${refusals(refused).map(({ code }) => code)}`);
  expect(finding.gate).toBe(entry.gate);
  expect(finding.where).toMatchObject(entry.where);
  expect(Object.values(finding.numbers ?? {}).every(Number.isFinite)).toBe(true);
  const fixed = await planOn(entry.remedy(finding), (profile) => entry.fixProfile?.(profile, finding) ?? profile);
  expect(refusals(fixed)).toEqual([]);
  expect(fixed.gcode).not.toBeNull();
});

const mutations: readonly (readonly [what: string, change: (text: string) => string])[] = [
  [
    'a point moved by 10 µm',
    (text) => text.replace(/(G1 X)(-?\d+\.\d+)( .*E)/, (_, g, x, e) => `${g}${(Number(x) + 0.01).toFixed(3)}${e}`),
  ],
  ['ink taken from one move', (text) => text.replace(/(G1 [^\n]*) E[\d.]+/, '$1')],
  ['a strand that is gone', (text) => text.replace(/;BIO:strand=3 [\s\S]*?;BIO:end\n/, '')],
  ['a speed doubled', (text) => text.replace(/ F480\b/, ' F960')],
  ['another tool', (text) => text.replace(/^T0$/m, 'T1')],
  ['a travel through the print', (text) => text.replace(/(;BIO:end\n)/, '$1G1 X60 Y60\n')],
  ['a heater switched on', (text) => text.replace(/(;BIO:end\n)/, '$1M104 S200\n')],
];

test('a file that is not the program is refused, wherever it was changed', async () => {
  const { program, gcode } = await planJob(jobOf(), files);
  const profile = loadProfile('marlin-syringe', libraryFolder('printers'));
  const text = new TextDecoder().decode(gcode!);
  const read = (changed: string) => readback(program, profile, new TextEncoder().encode(changed));
  expect(read(text)).toEqual([]);
  for (const [what, change] of mutations) {
    const changed = change(text);
    expect(changed, what).not.toBe(text);
    const found = read(changed);
    expect(
      found.some(({ gate, severity }) => gate === 'readback' && severity === 'refuse'),
      what,
    ).toBe(true);
  }
});
