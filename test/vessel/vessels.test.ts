import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { originOf } from '../../src/provenance/origin.ts';
import { listVessels, loadVessel } from '../../src/vessel/load-vessels.ts';
import { insideOf, openingAt } from '../../src/vessel/opening.ts';
import { parseOpentronsLabware } from '../../src/vessel/parse-opentrons.ts';
import { parseVessel } from '../../src/vessel/parse-vessel.ts';
import { findWell, placeVessel } from '../../src/vessel/place-vessel.ts';

const folder = resolve(import.meta.dirname, '../../vessels');
const seat = (orientation: 'landscape' | 'portrait') => ({
  vessel: { centre: [100, 50], orientation },
  frame: { x: 'right', y: 'back' } as const,
});

const labware = {
  ordering: [['A1', 'B1'], ['A2']],
  metadata: { displayName: 'Lab plate' },
  parameters: { loadName: 'lab_plate_3', isTiprack: false },
  dimensions: { xDimension: 127.76, yDimension: 85.48, zDimension: 20 },
  wells: {
    A1: { shape: 'circular', diameter: 10, depth: 15, totalLiquidVolume: 900, x: 20, y: 60, z: 2 },
    B1: { shape: 'circular', diameter: 10, depth: 15, totalLiquidVolume: 900, x: 20, y: 40, z: 2 },
    A2: { shape: 'rectangular', xDimension: 8, yDimension: 6, depth: 15, x: 40, y: 60, z: 3 },
  },
};

function errorOf(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('every vessel of the library is valid, has its own id and says where its numbers come from', () => {
  const vessels = listVessels(folder);
  expect(vessels.map((vessel) => vessel.id)).toEqual(expect.arrayContaining(['corning-24', 'petri-60', 'slide-25x75']));
  expect(new Set(vessels.map((vessel) => vessel.id)).size).toBe(vessels.length);
  for (const vessel of vessels) {
    for (const path of ['footprint.x', 'height']) expect(originOf(vessel.provenance, path), vessel.id).toBeDefined();
    for (const well of Object.keys(vessel.wells)) {
      expect(originOf(vessel.provenance, `wells.${well}.depth`), vessel.id).toBeDefined();
    }
  }
});

test.each([6, 12, 24, 48, 96, 384])(
  'the Corning %i-well plate has its wells apart and inside its footprint',
  (count) => {
    const vessel = loadVessel(`corning-${count}`, folder);
    const wells = Object.values(vessel.wells);
    expect(wells.length).toBe(count);
    const half = wells[0].shape.kind === 'circle' ? wells[0].shape.diameter / 2 : wells[0].shape.x / 2;
    for (const well of wells) {
      expect(well.x - half).toBeGreaterThan(0);
      expect(well.x + half).toBeLessThan(vessel.footprint.x);
      expect(well.y - half).toBeGreaterThan(0);
      expect(well.y + half).toBeLessThan(vessel.footprint.y);
    }
    const nearest = Math.min(...wells.slice(1).map((well) => Math.hypot(well.x - wells[0].x, well.y - wells[0].y)));
    expect(nearest).toBeGreaterThan(2 * half);
  },
);

test('the Corning 24 plate is as read: A1, last well, floor, rim', () => {
  const vessel = loadVessel('corning-24', folder);
  expect(vessel.wells['A1']).toMatchObject({ x: 17.46, y: 71.69, depth: 17.399, floor: 2.871 });
  expect(vessel.wells['D6'].x).toBeCloseTo(17.46 + 5 * 19.3, 9);
  expect(vessel.wells['D6'].y).toBeCloseTo(71.69 - 3 * 19.3, 9);
  const placed = placeVessel(vessel, seat('landscape'));
  expect(placed.rim).toBeCloseTo(17.399, 9);
  expect(placed.bed).toBeCloseTo(-2.871, 9);
});

test('in landscape A1 lies back left of the centre', () => {
  const placed = placeVessel(loadVessel('corning-24', folder), seat('landscape'));
  const a1 = findWell(placed, 'A1');
  expect(a1.x).toBeCloseTo(100 + 17.46 - 63.88, 9);
  expect(a1.y).toBeCloseTo(50 + 71.69 - 42.735, 9);
  expect(placed.wells.slice(0, 7).map((well) => well.name)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1']);
});

test('portrait turns the plate clockwise: A1 back right, footprint on its side', () => {
  const placed = placeVessel(loadVessel('corning-24', folder), seat('portrait'));
  const a1 = findWell(placed, 'A1');
  expect(a1.x).toBeCloseTo(100 + (71.69 - 42.735), 9);
  expect(a1.y).toBeCloseTo(50 + (63.88 - 17.46), 9);
  expect(placed.footprint!.x[1] - placed.footprint!.x[0]).toBeCloseTo(85.47, 9);
  const slide = placeVessel(loadVessel('slide-25x75', folder), seat('portrait'));
  expect(slide.wells[0].wall).toEqual({ kind: 'rectangle', x: 12.5, y: 37.5 });
  expect(slide.rim).toBe(0);
});

test('without a vessel there is one place, at the centre or where the job says', () => {
  expect(placeVessel(null, seat('landscape')).wells[0]).toMatchObject({ name: '-', x: 100, y: 50, wall: null });
  expect(placeVessel(null, seat('landscape'), { x: 10, y: 20 }).wells[0]).toMatchObject({ x: 10, y: 20 });
});

test('an Opentrons labware file is read by its path', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'bioweft-')), 'lab_plate.json');
  writeFileSync(path, JSON.stringify(labware));
  const vessel = loadVessel(path, folder);
  expect(vessel).toMatchObject({ id: 'lab-plate-3', name: 'Lab plate', height: 20, kind: 'plate' });
  expect(vessel.wells['A1']).toEqual({
    x: 20,
    y: 60,
    shape: { kind: 'circle', diameter: 10 },
    depth: 15,
    floor: 2,
    volumeUl: 900,
  });
  expect(vessel.wells['A2'].shape).toEqual({ kind: 'rectangle', x: 8, y: 6 });
  // Nothing in the file draws the floors: they are judged with a margin, which the vessel says.
  expect(vessel.floorMargin).toBe(0.4);
  expect(originOf(vessel.provenance, 'floorMargin')).toMatchObject({ verified: false });
  // Wells of different floors: the first is z 0, the other 1 mm above it.
  const placed = placeVessel(vessel, seat('landscape'));
  expect(findWell(placed, 'A2').floor).toBe(1);
  expect(placed.rim).toBe(18);
});

test('what cannot be used is named with its file and a way out', () => {
  const unknown = errorOf(() => loadVessel('corning-25', folder));
  expect(unknown.message).toContain('corning-25');
  expect(unknown.fix).toMatch(/Did you mean "corning-24"\? Available: .*vwr-96\. The path of an Opentrons/);
  expect(errorOf(() => loadVessel('./nowhere/plate.json', folder)).message).toContain('./nowhere/plate.json');
  expect(errorOf(() => parseVessel('{"id": ', 'p.json')).code).toBe('not-json');
  expect(errorOf(() => parseVessel('{"id": "x"}', 'p.json')).message).toContain('footprint');
  expect(errorOf(() => parseVessel('null', 'p.json')).code).toBe('vessel-invalid');
  const rack = { ...labware, parameters: { loadName: 'tips', isTiprack: true } };
  expect(errorOf(() => parseOpentronsLabware(JSON.stringify(rack), 'tips.json')).message).toContain('tip rack');
  const bare = { ...labware, wells: { A1: { shape: 'circular', depth: 1, x: 1, y: 1, z: 1 } } };
  expect(errorOf(() => parseVessel(JSON.stringify(bare), 'b.json')).message).toContain('A1');
  const outside = { ...loadVessel('petri-35', folder), footprint: { x: 10, y: 10 } };
  expect(errorOf(() => parseVessel(JSON.stringify(outside), 'o.json')).message).toContain('(17.5, 17.5)');
  const placed = placeVessel(loadVessel('corning-24', folder), seat('landscape'));
  expect(errorOf(() => findWell(placed, 'E1')).message).toContain('A1 to D6');
});

/** The library's file with what `well` of an Opentrons file would say instead of A1's. */
const drawn = (sections: unknown, well: object = { geometryDefinitionId: 'g' }) =>
  JSON.stringify({
    ...labware,
    wells: { A1: { ...labware.wells.A1, ...well } },
    innerLabwareGeometry: { g: { sections } },
  });

test('the sections of an Opentrons file are read in any order, with odd and missing fields', () => {
  const cone = { shape: 'conical', bottomDiameter: 8, topDiameter: 10, topHeight: 15 };
  const ball = { shape: 'spherical', radiusOfCurvature: 4, topHeight: 4 };
  // The upper section comes first, says no lower end, and has a misspelt key beside the right one.
  const vessel = parseVessel(drawn([{ ...cone, TopDiameter: 10 }, ball]), 'p.json');
  expect(vessel.floorMargin).toBeUndefined();
  expect(vessel.insides!['g']).toEqual([
    { kind: 'spherical', bottom: 0, top: 4, radius: 4 },
    { kind: 'conical', bottom: 4, top: 15, bottomDiameter: 8, topDiameter: 10 },
  ]);
  const [lower, upper] = insideOf(vessel, vessel.wells['A1']);
  // 1 mm up in a ball of radius 4: sqrt(1 x (8 - 1)).
  expect(openingAt(lower, 1).halfX).toBeCloseTo(Math.sqrt(7), 9);
  expect(openingAt(upper, 9.5).halfX).toBeCloseTo(4.5, 9);
  for (const shape of ['cuboidal', 'pyramidal']) {
    const sides = { bottomXDimension: 6, bottomYDimension: 5, topXDimension: 8, topYDimension: 6 };
    const box = parseVessel(drawn([{ shape, ...sides, topHeight: 15, bottomHeight: 0 }]), 'p.json');
    expect(box.insides!['g'][0]).toMatchObject({ kind: 'cuboidal', bottomX: 6, topY: 6 });
  }
  const mixed = { circleDiameter: 6, rectangleXDimension: 9, rectangleYDimension: 9, topHeight: 15, bottomHeight: 0 };
  for (const [shape, kind] of [
    ['squaredcone', 'squared-cone'],
    ['roundedpyramid', 'rounded-pyramid'],
  ]) {
    const read = parseVessel(drawn([{ shape, bottomCrossSection: 'circular', ...mixed }]), 'p.json');
    expect(read.insides!['g'][0]).toMatchObject({ kind, circleAt: 'bottom', diameter: 6, x: 9 });
  }
  // No inside is named for this well, though the file has one; null stands for none in schema 3.
  for (const id of [undefined, null]) {
    expect(parseVessel(drawn([cone], { geometryDefinitionId: id }), 'p.json').floorMargin).toBe(0.4);
  }
});

test.each([
  ['an unknown shape', [{ shape: 'wavy', topHeight: 15, bottomHeight: 0 }], 'shape "wavy"'],
  ['no shape', [{ topHeight: 15 }], 'unknown here'],
  ['a missing diameter', [{ shape: 'conical', bottomDiameter: 8, topHeight: 15, bottomHeight: 0 }], 'topDiameter'],
  ['a height that is no number', [{ shape: 'spherical', radiusOfCurvature: 9, topHeight: '4' }], 'topHeight'],
  ['sections that end below the rim', [{ shape: 'spherical', radiusOfCurvature: 9, topHeight: 4 }], 'end at 4 mm'],
  ['more than half a ball', [{ shape: 'spherical', radiusOfCurvature: 9, topHeight: 15 }], 'half a ball'],
  [
    'a gap',
    [
      { shape: 'conical', bottomDiameter: 8, topDiameter: 8, topHeight: 5, bottomHeight: 0 },
      { shape: 'conical', bottomDiameter: 8, topDiameter: 10, topHeight: 15, bottomHeight: 6 },
    ],
    'begins at 6 mm',
  ],
  [
    'compartments',
    [{ shape: 'conical', xCount: 2, bottomDiameter: 8, topDiameter: 10, topHeight: 15, bottomHeight: 0 }],
    'xCount 2',
  ],
  ['no sections', [], 'empty'],
  ['no list', undefined, 'no list'],
  ['a list that is no map', [7], 'no map'],
])('an inside of a well with %s is refused by the name of the well', (_, sections, words) => {
  const error = errorOf(() => parseVessel(drawn(sections), 'p.json'));
  expect(error.code).toBe('labware-invalid');
  expect(error.message).toContain('well A1');
  expect(error.message).toContain(words);
});

test('wells whose bottom is not drawn are refused where it is not flat, or only volumes are told', () => {
  const groups = (wellBottomShape: string) => [{ wells: ['A1'], metadata: { wellBottomShape } }];
  const file = (more: object, well: object = {}) =>
    JSON.stringify({ ...labware, wells: { A1: { ...labware.wells.A1, ...well } }, ...more });
  expect(parseVessel(file({ groups: groups('flat') }), 'p.json').floorMargin).toBe(0.4);
  for (const shape of ['v', 'u']) {
    const error = errorOf(() => parseVessel(file({ groups: groups(shape) }), 'p.json'));
    expect(error.message).toContain(`well A1: its bottom has the shape "${shape}"`);
  }
  const sections = [{ shape: 'conical', bottomDiameter: 2, topDiameter: 10, topHeight: 15, bottomHeight: 0 }];
  const known = { groups: groups('v'), innerLabwareGeometry: { g: { sections } } };
  expect(parseVessel(file(known, { geometryDefinitionId: 'g' }), 'p.json').insides!['g']).toHaveLength(1);
  const volumes = { g: { heightToVolumeMap: [{ height: 0, volume: 0 }] } };
  const reported = file({ innerLabwareGeometry: volumes }, { geometryDefinitionId: 'g' });
  expect(errorOf(() => parseVessel(reported, 'p.json')).message).toContain('heightToVolumeMap');
});

test('an inside that does not exist or is of an early form is refused', () => {
  const nowhere = errorOf(() => parseVessel(drawn([], { geometryDefinitionId: 'toString' }), 'p.json'));
  expect(nowhere.message).toContain('"toString" does not exist');
  const early = JSON.stringify({ ...labware, innerWellGeometry: [{ frusta: [] }] });
  expect(errorOf(() => parseVessel(early, 'p.json')).message).toContain('innerWellGeometry');
});

test('a vessel of our own form is refused where its insides do not fit its wells', () => {
  const own = loadVessel('corning-24', folder);
  const wrong = (change: object) =>
    errorOf(() => parseVessel(JSON.stringify({ ...own, ...change }), 'own.json')).message;
  const inside = (topDiameter: number, top: number) => ({
    insides: { tapered: [{ kind: 'conical', bottom: 0, top, bottomDiameter: 15, topDiameter }] },
  });
  expect(wrong({ insides: {} })).toContain('no inside "tapered"');
  expect(wrong(inside(16.256, 12))).toContain('end at 12 mm');
  expect(wrong(inside(15.256, 17.399))).toContain('0.5 mm');
  const dish = loadVessel('petri-35', folder);
  expect(errorOf(() => parseVessel(JSON.stringify({ ...dish, floorMargin: 17 }), 'd.json')).message).toContain('17 mm');
});
