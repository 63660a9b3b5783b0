import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { plan } from '../../src/plan/plan.ts';
import { cylinder } from '../../src/scaffold/solids.ts';
import { parseVessel } from '../../src/vessel/parse-vessel.ts';
import type { Vessel } from '../../src/vessel/vessel.ts';
import { jobInput, planJob } from './plan-job.ts';

// A disc in a well whose walls lean: the widest that the needle can print is known from the two diameters alone.

const layer = 0.25;
const needle = { inner: 0.26, outer: 0.515, length: 25.4 };
const width = 0.3;

function discJob(diameter: number, more: object = {}): [object, Record<string, Uint8Array>] {
  const triangles = cylinder(diameter / 2, 0, layer, 720);
  const files = { 'disc.stl': writeStl({ name: 'disc', triangles, bounds: boundsOf(triangles) }) };
  const job = {
    printer: 'marlin-syringe',
    inks: { gel: { ink: 'alginate-i1g-4', nozzle: needle, width } },
    parts: [{ mesh: 'disc.stl', ink: 'gel', laydown: { spacing: 2 }, contours: 1 }],
    layers: { height: layer },
    speed: 8,
    ...more,
  };
  return [job, files];
}

const refused = (findings: readonly { gate: string; severity: string; code: string }[]) =>
  findings.filter(({ gate, severity }) => gate === 'vessel' && severity === 'refuse').map(({ code }) => code);

// Rim and floor from the drawings in Opentrons/opentrons shared-data, mm; and the depth between them.
describe.each([
  ['corning-6', 35.433, 34.798, 17.399],
  ['corning-12', 22.733, 22.098, 17.399],
  ['corning-24', 16.256, 15.621, 17.399],
  ['corning-48', 11.1, 10.643, 17.399],
  ['corning-96', 6.858, 6.35, 10.668],
])('%s', (plate, rim, floor, depth) => {
  // The needle's edge runs (outer - width) / 2 outside of the disc, at the height of the first layer.
  const fits = floor + ((rim - floor) * layer) / depth - (needle.outer - width);
  const judge = async (diameter: number) => {
    const { findings } = await planJob(...discJob(diameter, { vessel: { plate, wells: ['A1'] } }));
    return findings.filter(({ gate }) => gate === 'vessel');
  };

  test('a disc 0.05 mm smaller than the needle can reach is printed, one 0.05 mm larger is refused', async () => {
    expect(refused(await judge(fits - 0.05))).toEqual([]);
    const [finding] = await judge(fits + 0.05);
    expect(finding).toMatchObject({ code: 'needle-meets-wall', severity: 'refuse', where: { well: 'A1', layer: 0 } });
    expect(finding.numbers!['beyondMm']).toBeCloseTo(0.025, 2);
    expect(finding.numbers!['belowRimMm']).toBeCloseTo(depth - layer, 2);
  });
});

test('discs that touch the floor’s wall below a wider rim are refused (48 and 12 wells)', async () => {
  const nozzle = { gauge: 25, length: 25.4 };
  const inks = { gel: { ink: 'alginate-i1g-3', nozzle } };
  for (const [plate, diameter] of [
    ['corning-48', 10.9],
    ['corning-12', 22.2],
  ] as const) {
    const { findings } = await planJob(...discJob(diameter, { vessel: { plate, wells: ['A1'] }, inks }));
    expect(refused(findings), plate).toContain('needle-meets-wall');
  }
});

test('where no drawing gives the floor, it is judged with a margin that the finding states', async () => {
  const { findings, report } = await planJob(...discJob(10, { vessel: { plate: 'falcon-48', wells: ['A1'] } }));
  expect(report.vessel).toEqual({ id: 'falcon-48', wells: ['A1'], floorMarginMm: 0.4 });
  const [finding] = findings.filter(({ gate }) => gate === 'vessel');
  // 10.38 mm at the rim, taken to be 9.58 at the floor.
  const room = 9.58 + (0.8 * layer) / 17.78;
  expect(finding).toMatchObject({ code: 'needle-meets-wall', severity: 'refuse' });
  expect(finding.numbers).toMatchObject({ floorMarginMm: 0.4 });
  expect(finding.numbers!['beyondMm']).toBeCloseTo((10 + needle.outer - width - room) / 2, 2);
  expect(finding.what).toMatch(/width of the floor of .* is unknown: it is judged 0.4 mm narrower on each side/);
  const { findings: smaller } = await planJob(...discJob(8, { vessel: { plate: 'falcon-48', wells: ['A1'] } }));
  expect(smaller.filter(({ gate }) => gate === 'vessel')).toEqual([]);
});

/** Four wells of 16.26 mm at the rim that narrow to 6 mm, as an Opentrons file of either schema. */
function funnels(schemaVersion: number): Vessel {
  const well = { depth: 17.4, shape: 'circular', diameter: 16.26, totalLiquidVolume: 3400, z: 2.87 };
  const at = (x: number, y: number) => ({ ...well, x, y, geometryDefinitionId: 'g' });
  const section = { shape: 'conical', bottomDiameter: 6, topDiameter: 16.26, topHeight: 17.4, bottomHeight: 0 };
  const labware = {
    schemaVersion,
    ordering: [['A1', 'B1']],
    dimensions: { xDimension: 127.76, yDimension: 85.47, zDimension: 20.27 },
    wells: { A1: at(17.48, 71.67), B1: at(17.48, 52.37) },
    innerLabwareGeometry: { g: { sections: [section] } },
  };
  return parseVessel(JSON.stringify(labware), 'funnels.json');
}

test.each([2, 3])('the taper of an Opentrons file of schema %i is judged', async (schemaVersion) => {
  const judge = async (diameter: number) => {
    const input = jobInput(...discJob(diameter, { vessel: { labware: 'funnels.json', wells: ['A1'] } }));
    const { findings } = await plan({ ...input, vessel: funnels(schemaVersion) }, {});
    return refused(findings);
  };
  const fits = 6 + (10.26 * layer) / 17.4 - (needle.outer - width);
  expect(await judge(fits - 0.05)).toEqual([]);
  expect(await judge(fits + 0.05)).toEqual(['needle-meets-wall']);
  expect(await judge(10)).toEqual(['needle-meets-wall']);
});
