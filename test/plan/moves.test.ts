import { expect, test } from 'vitest';
import { quickJob } from '../../src/cli/plan/quick-job.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { box } from '../../src/scaffold/solids.ts';
import { cone } from './cone.ts';
import { planJob } from './plan-job.ts';

// Floor and centre are those of the meshes before any move; empty lowest layers are cut inside the mesh; then moves and
// the place of the job apply, in x, y and z, for one part as for many.

const stl = (triangles: Float32Array) => writeStl({ name: 'part', triangles, bounds: boundsOf(triangles) });
const files = {
  'block.stl': stl(box(6, 6, 0, 0.9)),
  'tall.stl': stl(box(4, 4, 0, 1.8)),
  'tip-down.stl': stl(cone(5, 10)),
};

const part = (more: object = {}) => ({
  mesh: 'block.stl',
  ink: 'gel',
  laydown: { spacing: 1.5, join: 'none' },
  ...more,
});

function jobOf(more: object = {}): object {
  return {
    printer: 'cellink-biox',
    vessel: { dish: 'petri-60' },
    inks: { gel: { ink: 'alginate-i1g-3', nozzle: { gauge: 22, length: 25.4 } } },
    parts: [part()],
    layers: { height: 0.3 },
    ...more,
  };
}

const profile = loadProfile('cellink-biox', libraryFolder('printers'));

/** Tops of the layers as the file itself runs them: the heights of the strands read back, lowest first, mm. */
function heightsOf({ gcode, findings }: Plan): number[] {
  if (gcode === null) throw new Error(findings.map(({ what }) => what).join('\n'));
  const { strands, motions } = readGcode(gcode, profile);
  const heights = Array.from(strands.firstMotion, (motion) => Math.round(motions.z[motion] / 100) / 1e4);
  return [...new Set(heights)].sort((a, b) => a - b);
}

/** Of the layers that hold strands; a tip begins with a dot, over which a valve opens without any motion. */
const lowestOf = ({ wells }: Plan) =>
  wells.constructs[0].construct.layers.find(({ strands }) => strands.length > 0)?.top;

const pointsOf = ({ wells }: Plan) =>
  wells.constructs[0].construct.layers.flatMap(({ strands }) => strands.map(({ points }) => [...points]));

const shifted = (points: readonly (readonly number[])[], x: number, y: number) =>
  points.map((own) => own.map((value, i) => value + [x, y][i % 2] * 1e6));

test('a single part that is moved up begins that much higher in the file', async () => {
  const still = await planJob(jobOf(), files);
  expect(heightsOf(still)).toEqual([0.3, 0.6, 0.9]);
  const moved = await planJob(jobOf({ parts: [part({ move: [0, 0, 4] })] }), files, { allow: ['overhang'] });
  expect(heightsOf(moved)).toEqual([4.3, 4.6, 4.9]);
  expect(moved.report.layers.map(({ z }) => z)).toEqual([4.3, 4.6, 4.9]);
});

test('in the air the overhang gate refuses, and names by how much to lower it', async () => {
  const moved = await planJob(jobOf({ parts: [part({ move: [0, 0, 4] })] }), files);
  expect(moved.refusedBy).toEqual(['overhang']);
  const finding = moved.findings.find(({ code }) => code === 'layer-without-support')!;
  expect(finding.fix).toContain('Lower the construct by 4 mm');
  expect((await planJob(jobOf({ parts: [part({ move: [0, 0, 4 - 4] })] }), files)).refusedBy).toEqual([]);
});

test.each([
  ['a move of the only part', { parts: [part({ move: [3, -2, 0] })] }],
  ['the same move of all parts', { parts: [part({ move: [3, -2, 0] }), part({ mesh: 'tall.stl', move: [3, -2, 0] })] }],
  ['the place of the construct in its well', { place: { x: 3, y: -2 } }],
  ['both together', { parts: [part({ move: [1, -3, 0] })], place: { x: 2, y: 1 } }],
])('%s moves every strand sideways by just that', async (_, more) => {
  const parts = 'parts' in more ? more.parts.map((own) => ({ ...own, move: [0, 0, 0] })) : [part()];
  const still = await planJob(jobOf({ parts }), files);
  const moved = await planJob(jobOf(more), files);
  expect(pointsOf(moved)).toEqual(shifted(pointsOf(still), 3, -2));
});

test('a place lifts like a move, and both add up', async () => {
  const lifted = jobOf({ parts: [part({ move: [0, 0, 1.5] })], place: { z: 2.5 } });
  expect(heightsOf(await planJob(lifted, files, { allow: ['overhang'] }))).toEqual([4.3, 4.6, 4.9]);
});

test('of two parts only the moved one rises; what was below the floor may be raised by the place', async () => {
  const parts = [part(), part({ mesh: 'tall.stl', move: [0, 0, 0.9] })];
  const raised = await planJob(jobOf({ parts }), files);
  expect(heightsOf(raised)).toEqual([0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4, 2.7]);
  const sunk = [part(), part({ mesh: 'tall.stl', move: [0, 0, -0.9] })];
  await expect(planJob(jobOf({ parts: sunk }), files)).rejects.toThrow(/tall reaches 0.9 mm below the floor/);
  const back = await planJob(jobOf({ parts: sunk, place: { z: 0.9 } }), files, { allow: ['overhang'] });
  expect(heightsOf(back)[0]).toBe(0.3);
});

test('on the bare bed the place is a place of the machine; the old name at says the same', async () => {
  const job = jobOf({ printer: 'marlin-syringe', vessel: undefined });
  const originOf = async (more: object) => {
    const { vessel } = await planJob({ ...job, ...more }, files);
    return [vessel.wells[0].x, vessel.wells[0].y];
  };
  expect(await originOf({ place: { x: 40, y: 30 } })).toEqual([40, 30]);
  expect(await originOf({ at: [40, 30] })).toEqual([40, 30]);
  expect(await originOf({ place: { x: 40 } })).toEqual([40, (await originOf({}))[1]]);
  await expect(planJob({ ...job, at: [40, 30], place: { x: 40 } }, files)).rejects.toThrow(/only one of at and place/);
});

test.each([
  ['place.x', { place: { x: 10_000 } }],
  ['at.0', { at: [10_000, 60] }],
  ['parts.0.move.2', { parts: [part({ move: [0, 0, 1e12] })] }],
])('a place beyond 2 m is refused by its key: %s', async (key, more) => {
  await expect(planJob(jobOf({ vessel: undefined, ...more }), files)).rejects.toThrow(
    new RegExp(`${key.replaceAll('.', '\\.')}.* 2000 mm`),
  );
});

test('a pointed bottom is cut inside the mesh, and its first printed layer stands on the floor', async () => {
  const parts = [part({ mesh: 'tip-down.stl', laydown: { spacing: 0.8 }, contours: 1 })];
  const job = jobOf({ parts, layers: { height: 0.1 } });
  const planned = await planJob(job, files, { allow: ['overhang'] });
  expect(lowestOf(planned)).toBe(0.1);
  const { numbers, severity } = planned.findings.find(({ code }) => code === 'bottom-cut')!;
  expect(severity).toBe('note');
  // A cone of radius 5 and height 10 over its cut tip: pi/3 (r/h)^2 d^3.
  const depth = numbers!['cutMm'];
  expect(depth).toBeGreaterThan(0);
  expect(depth).toBeLessThan(2.5);
  expect(Math.abs(numbers!['cutUl'] / ((Math.PI / 3) * 0.25 * depth ** 3) - 1)).toBeLessThan(0.1);
  // What is left is printed as high as it is.
  const { layers } = planned.wells.constructs[0].construct;
  expect(Math.abs(layers.at(-1)!.top - (10 - depth))).toBeLessThan(0.051);
  expect(layers[0].strands.length).toBeGreaterThan(0);
  expect(layers.map(({ index }) => index)).toEqual(layers.map((_, i) => i));
});

test('a cut bottom leaves a move what it is', async () => {
  const parts = [part({ mesh: 'tip-down.stl', laydown: { spacing: 0.8 }, contours: 1, move: [0, 0, 2] })];
  const planned = await planJob(jobOf({ parts }), files, { allow: ['overhang'] });
  expect(lowestOf(planned)).toBe(2.3);
});

test('a part that gives no strand at all is not cut away', async () => {
  const parts = [part(), part({ mesh: 'tip-down.stl', scale: 0.01, move: [0, 0, 0] })];
  const planned = await planJob(jobOf({ parts }), files);
  expect(planned.findings.map(({ code }) => code)).not.toContain('bottom-cut');
});

test('--at on the command line is a place of the machine, and says nothing beside a vessel', async () => {
  const flags = { printer: 'marlin-syringe', ink: 'alginate-i1g-4', nozzle: '22G', layer: '0.3', spacing: '1.5' };
  const planned = await planJob(quickJob([{ mesh: 'block.stl', material: '' }], { ...flags, at: '40,30' }, []), files);
  expect([planned.vessel.wells[0].x, planned.vessel.wells[0].y]).toEqual([40, 30]);
  expect(planned.findings.map(({ code }) => code)).not.toContain('at-renamed');
  const both = quickJob([{ mesh: 'block.stl', material: '' }], { ...flags, at: '40,30', vessel: 'corning-24' }, []);
  await expect(planJob(both, files)).rejects.toThrow(/^at changes nothing: /);
});
