import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Finding } from '../../src/finding/finding.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import type { Mesh } from '../../src/mesh/mesh.ts';
import { type PlannedConstruct, planConstruct } from '../../src/plan/layers/plan-layers.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { box, meshOf, sphere } from '../slice/soups.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

const ink = { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.4 };

/** Plates of 6 x 6 mm on each other; the first number is the foot of the lowest, each further one a boundary. */
function stack(levels: readonly number[], layers: object = { height: 0.2 }, moved = false): Promise<PlannedConstruct> {
  const parts = levels.slice(1).map((_, i) => ({
    mesh: `${i}.stl`,
    name: `plate${i}`,
    ink: i % 2 === 0 ? 'a' : 'b',
    laydown: { solid: true },
    move: [0, 0, moved ? levels[i] : 0],
  }));
  const meshes = levels.slice(1).map((top, i) => {
    const foot = moved ? levels[i] : 0;
    return meshOf(box([0, 0, levels[i] - foot], [6, 6, top - foot]));
  });
  const job = validateJob({ printer: 'marlin-syringe', inks: { a: ink, b: ink }, layers, parts }, 'job');
  return planConstruct(job, meshes, { polygons, workers: 1 });
}

/** Two parts of an ink each, as they stand. */
function planBoth(meshes: readonly Mesh[]): Promise<PlannedConstruct> {
  const parts = ['a', 'b'].map((key, i) => ({ mesh: `${i}.stl`, ink: key, laydown: { solid: true } }));
  const inks = { a: ink, b: ink };
  const job = validateJob({ printer: 'marlin-syringe', inks, layers: { height: 0.2 }, parts }, 'job');
  return planConstruct(job, meshes, { polygons, workers: 1 });
}

const sections = ({ fidelity }: PlannedConstruct): number[][] =>
  fidelity.figures.map(({ parts }) => parts.map(({ sectionMm2 }) => Math.round(sectionMm2)));
const rests = ({ construct }: PlannedConstruct): readonly Finding[] =>
  construct.findings.filter(({ code }) => code === 'part-height');

describe('a face that two parts share, in the middle of a layer', () => {
  test.each([0.9, 0.3, 1.1, 0.7, 1.7])('at %f mm: every layer belongs to one of them', async (level) => {
    for (const moved of [false, true]) {
      for (const parts of sections(await stack([0, level, 2], { height: 0.2 }, moved))) {
        expect(parts[0] + parts[1], `moved: ${moved}`).toBe(36);
      }
    }
  });

  test('faces less than half a micrometre apart or into each other are one', async () => {
    for (const apart of [-4e-4, 4e-4]) {
      const meshes = [meshOf(box([0, 0, 0], [6, 6, 0.9])), meshOf(box([0, 0, 0.9 + apart], [6, 6, 2]))];
      const planned = await planBoth(meshes);
      expect(sections(planned).every(([a, b]) => a + b === 36)).toBe(true);
    }
  });
});

describe('parts whose boundary lies within a layer', () => {
  test('nothing where layers end at it', async () => {
    expect(rests(await stack([0, 0.4, 2]))).toEqual([]);
    expect(rests(await stack([0, 0.3, 2], { height: 0.2, zones: [{ until: 0.3, height: 0.15 }] }))).toEqual([]);
  });

  test('a third more of a plate of 0.3 mm, and a seventeenth less of the one on it', async () => {
    const [more, less] = rests(await stack([0, 0.3, 2]));
    expect(more.severity).toBe('warn');
    expect(more.where).toEqual({ layer: 1, part: 'plate0' });
    expect(more.what).toBe(
      'Layers are whole: plate0 ends at 0.4 mm instead of 0.3 mm, so that 3.6 µL more of it (33.3 %) are printed.',
    );
    expect(more.numbers!['volumeUl']).toBeCloseTo(3.6, 3);
    expect(less.severity).toBe('note');
    expect(less.what).toBe(
      'Layers are whole: plate1 begins at 0.4 mm instead of 0.3 mm, so that 3.6 µL of it (5.9 %) are not printed.',
    );
  });

  test('twice the ink of a skin of 0.1 mm', async () => {
    const [skin] = rests(await stack([0, 0.1, 2]));
    expect(skin.severity).toBe('warn');
    expect(skin.numbers!['volumeUl']).toBeCloseTo(3.6, 3);
    expect(skin.what).toContain('(100.0 %) are printed');
  });

  test('the layers that are proposed leave no rest', async () => {
    for (const levels of [
      [0, 0.3, 2],
      [0, 0.5, 1.1],
      [0, 0.9, 1.8],
      [0, 0.13, 0.47, 2],
      [0, 1, 1.7, 1.75, 3],
    ]) {
      const [{ changes, fix }] = rests(await stack(levels));
      const zones = /layers: ({.*})\.$/.exec(fix!)?.[1];
      const layers = zones === undefined ? { height: changes![0].value } : (parse(zones) as object);
      expect(rests(await stack(levels, layers)), fix).toEqual([]);
    }
  });

  test('heights are proposed in few digits, whatever the floats of a mesh are', async () => {
    const [{ fix }] = rests(await stack([0, 0.9, 1], { height: 0.2 }, true));
    expect(fix).toContain('layers: { height: 0.1, zones: [{ until: 0.9, height: 0.225 }] }');
  });

  test('what is inside another part or ends in a point is no rest', async () => {
    const meshes = [meshOf(box([-5, -5, 0], [5, 5, 6])), meshOf(sphere([0, 0, 3.05], 2.5, 32))];
    expect(rests(await planBoth(meshes))).toEqual([]);
  });
});
