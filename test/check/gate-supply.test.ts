import { expect, test } from 'vitest';
import { gateSupply } from '../../src/check/gates/gate-supply.ts';
import { contextOf, type Request } from './physics-fixture.ts';

// Four layers of eleven strands of 10 mm, 0.4 mm thick: 440 mm, 55.292 µL a well.
const perWell = 440 * Math.PI * 0.04;
const find = (request: Request) => gateSupply(contextOf(request));

test('what the print takes is told when nobody says what is loaded', () => {
  const [note] = find({ cells: {}, wells: ['A1', 'A2'], prime: 5, purge: 2, settings: { deadVolume: 50 } });
  expect(note).toMatchObject({ code: 'supply-to-load', severity: 'note' });
  expect(note.numbers?.['printedUl']).toBeCloseTo(2 * perWell, 9);
  expect(note.numbers?.['wasteUl']).toBeCloseTo(9, 9);
  expect(note.numbers?.['neededUl']).toBeCloseTo(2 * perWell + 59, 9);
  expect(note.numbers?.['fixLoadUl']).toBe(190);
  expect(note.numbers?.['cells']).toBeCloseTo(190e-3 * 3e6, 3);
});

test('enough ink passes in silence', () => {
  expect(find({ settings: { load: 500 } })).toEqual([]);
});

test('the strand, layer and well where the ink ends are named, and what does pass', () => {
  const request = { wells: ['A1', 'A2', 'A3'], settings: { load: 130, deadVolume: 10 }, cells: {} };
  const [finding] = find(request);
  expect(finding).toMatchObject({ code: 'supply-short', severity: 'refuse' });
  // 120 µL usable: two wells of 55.292 µL and seven strands of 1.2566 µL of the third.
  expect(finding.where).toMatchObject({ well: 'A3', layer: 0, strand: 88 + 7 });
  expect(finding.numbers?.['completeWells']).toBe(2);
  expect(finding.fix).toContain('2 of the 3 wells');
  expect(find({ ...request, settings: { load: finding.numbers?.['fixLoadUl'], deadVolume: 10 } })).toEqual([]);
  expect(find({ ...request, wells: ['A1', 'A2'] }).map(({ severity }) => severity)).not.toContain('refuse');
});

test('dead volume, prime and purge count', () => {
  expect(find({ settings: { load: 62, deadVolume: 0 } })).toEqual([]);
  expect(find({ settings: { load: 62, deadVolume: 10 } })[0].severity).toBe('refuse');
  expect(find({ settings: { load: 62 }, prime: 10 })[0].severity).toBe('refuse');
  expect(find({ settings: { load: 62 }, purge: 10 })[0].severity).toBe('refuse');
});

test('without a word on dead volume that of the needle counts, and is said', () => {
  const [finding] = find({});
  // 22G, 12.7 mm: a cylinder of 0.413 mm.
  expect(finding.numbers?.['deadUl']).toBeCloseTo((Math.PI / 4) * 0.413 ** 2 * 12.7, 9);
  expect(finding.what).toContain('the needle alone');
  expect(find({ settings: { deadVolume: 0 } })[0].what).not.toContain('the needle alone');
});

test('less than a tenth in reserve warns', () => {
  const [finding] = find({ settings: { load: 58 } });
  expect(finding).toMatchObject({ code: 'supply-tight', severity: 'warn' });
});

test('a load that does not fit the barrel is refused', () => {
  const dispenser = { by: 'plunger', bore: 4, stroke: 5 };
  const [finding] = find({ settings: { load: 100 }, tool: { kind: 'piston', dispenser, pressure: null } });
  expect(finding).toMatchObject({ code: 'barrel-too-small', severity: 'refuse' });
  expect(finding.numbers?.['barrelUl']).toBeCloseTo(20 * Math.PI, 9);
});

// Bore and stroke as makers round them, and the volume for which each syringe is sold, µL.
test.each([
  [10.3, 60, 5000],
  [4.61, 60, 1000],
  [2.3, 60, 250],
  [7.285, 60, 2500],
])('a syringe of %f x %f mm takes its nominal %f µL, and no per cent more', (bore, stroke, nominal) => {
  const dispenser = { by: 'plunger', bore, stroke };
  const codes = (load: number) =>
    find({ settings: { load }, tool: { kind: 'piston', dispenser, pressure: null } }).map(({ code }) => code);
  expect(codes(nominal)).not.toContain('barrel-too-small');
  expect(codes(nominal * 1.01)).toContain('barrel-too-small');
});

test('an ink that is never used is not judged', () => {
  expect(find({ layers: 0, settings: { load: 1 } })).toEqual([]);
});
