import { beforeAll, describe, expect, test } from 'vitest';
import { gateMesh } from '../../src/check/gates/gate-mesh.ts';
import { InputError } from '../../src/finding/input-error.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { type FileUnit, mmPerUnit, transformMesh, transformReport } from '../../src/mesh/transform.ts';
import { planConstruct } from '../../src/plan/layers/plan-layers.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { stlOf } from '../plan/sections.ts';
import { draws, seedFrom } from '../proving.ts';
import type { MadeMesh } from './kinds/made-mesh.ts';
import { meshKinds } from './mesh-kinds.ts';
import { scannedArea } from './scan-section.ts';
import { shuffled } from './soup-tools.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

const seeds = Array.from({ length: draws(1, 12) }, (_, i) => seedFrom(i + 1));
const scanLines = 400;
/** Of the area of a layer, and of the mean layer where little is cut. */
const tolerance = 0.02;

interface Outcome {
  /** Code of the error, or of the findings that refuse. */
  readonly refusals: readonly string[];
  /** The worst layer: area planned and area meant, mm². */
  readonly worst: { readonly is: number; readonly meant: number; readonly z: number };
  readonly right: boolean;
}

async function planMade(given: Float32Array, units: FileUnit, workers = 1) {
  const job = validateJob(
    {
      printer: 'marlin-syringe',
      inks: { a: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.4 } },
      layers: { height: 0.7 },
      parts: [{ mesh: 'kind.stl', name: 'kind', ink: 'a', units, laydown: { angles: [0], spacing: 3 } }],
    },
    'job',
  );
  const read = readStl(stlOf(given), 'kind.stl', mmPerUnit[units]);
  const mesh = transformMesh(read.mesh, job.parts[0]);
  const report = transformReport(read.report, mesh, job.parts[0]);
  const planned = await planConstruct(job, [mesh], { polygons, workers });
  const areas = planned.construct.layers.map(({ inks }) =>
    Object.values(inks).reduce((sum, { areaMm2 }) => sum + areaMm2, 0),
  );
  return { planned, report, areas };
}

async function outcomeOf(made: MadeMesh): Promise<Outcome> {
  try {
    const { planned, report, areas } = await planMade(made.given, made.units ?? 'mm');
    const findings = gateMesh([{ part: 'kind', file: 'kind.stl', report, layers: planned.repairs[0].layers }]);
    const refusals = findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code);
    return { refusals, ...worstLayer(made, areas, planned.plan.plane, planned.shiftsMm[0][2]) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refusals: [error.code], worst: { is: 0, meant: 0, z: 0 }, right: false };
  }
}

function worstLayer({ meant }: MadeMesh, areas: readonly number[], planes: Float64Array, shift: number) {
  const expected = areas.map((_, l) => scannedArea(meant, planes[l] - shift, scanLines));
  const mean = expected.reduce((sum, area) => sum + area, 0) / Math.max(1, expected.length);
  let worst = { is: 0, meant: 0, z: 0 };
  let most = -1;
  areas.forEach((is, l) => {
    const off = Math.abs(is - expected[l]) / Math.max(expected[l], 0.2 * mean);
    if (off > most) [most, worst] = [off, { is, meant: expected[l], z: planes[l] - shift }];
  });
  return { worst, right: areas.length > 0 && most <= tolerance };
}

test('there are forty kinds and more, each with a name of its own', () => {
  expect(meshKinds.length).toBeGreaterThanOrEqual(40);
  expect(new Set(meshKinds.map(({ name }) => name)).size).toBe(meshKinds.length);
});

describe.each(meshKinds)('$name', ({ outcome, make }) => {
  test.each(seeds)('is right on each layer, or refused by name (seed %i)', async (seed) => {
    const { refusals, worst, right } = await outcomeOf(make(seededRandom(seed)));
    const said = JSON.stringify({ refusals, worst });
    if (outcome === 'right') expect(right && refusals.length === 0, said).toBe(true);
    if (outcome === 'closed') expect(right, said).toBe(true);
    if (outcome === 'refused') expect(refusals.length, said).toBeGreaterThan(0);
    expect(right || refusals.length > 0, said).toBe(true);
  });
});

/** What is closed by a guess may be closed by another one. */
const planable = meshKinds.filter(({ outcome }) => outcome === 'right' || outcome === 'closed');

/** One in five in `npm test`; their other proof, above, runs on all of them. */
const sampled = planable.filter((_, i) => i % draws(5, 1) === 0);

describe.each(sampled)('$name', ({ make }) => {
  test('gives the same plan for its triangles in another order', async () => {
    const { given, units = 'mm' } = make(seededRandom(seedFrom(7)));
    const one = await planMade(given, units);
    const other = await planMade(shuffled(given, seededRandom(8)), units);
    expect(other.planned.construct).toEqual(one.planned.construct);
    expect(other.planned.repairs).toEqual(one.planned.repairs);
  });

  test('gives the same areas when it is moved and turned by a quarter', async () => {
    const { given, units = 'mm' } = make(seededRandom(seedFrom(7)));
    const unit = 1 / mmPerUnit[units];
    const turnedBy = given.map((_, i) => [-given[i + 1], given[i - 1], given[i]][i % 3] + [30, -20, 10][i % 3] * unit);
    const [one, other] = [await planMade(given, units), await planMade(turnedBy, units)];
    expect(other.areas.length).toBe(one.areas.length);
    const mean = one.areas.reduce((sum, area) => sum + area, 0) / one.areas.length;
    one.areas.forEach((area, l) => expect(Math.abs(other.areas[l] - area)).toBeLessThan(0.01 * Math.max(area, mean)));
  });
});

test.each(planable.filter((_, i) => i % 6 === 0))('$name gives the same plan in two threads', async ({ make }) => {
  const { given, units = 'mm' } = make(seededRandom(seedFrom(7)));
  expect((await planMade(given, units, 2)).planned).toEqual((await planMade(given, units, 1)).planned);
});
