import { expect, test } from 'vitest';
import { doseLedgers, gateDose } from '../../src/check/gates/gate-dose.ts';
import { contextOf, type Request } from './physics-fixture.ts';

const find = (request: Request) => gateDose(contextOf(request));
const photo = { wavelength: 405, irradiance: 20, seconds: 10, attenuation: 0.0978 };
const spot = [{ id: 'uv', wavelengths: [405], offset: { x: 10, y: 0 }, irradiance: 20, on: [], blocking: true }];
const flood = [{ ...spot[0], offset: null }];
const eight: Request = { layers: 8, height: 0.3, crosslink: [{ photo }], lamps: spot, cure: {} };

test('the ledger of eight layers is that of the reference', () => {
  const [ledger] = doseLedgers(contextOf(eight));
  const expected = [1447.12, 1284.25, 1116.53, 943.82, 765.97, 582.82, 394.22, 200];
  expect(ledger.layers).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expected.forEach((dose, i) => expect(Math.abs(ledger.doses[i] - dose)).toBeLessThan(0.01));
});

test('below the limit all is quiet, without light too', () => {
  expect(find({ ...eight, limits: { dose: 1448 } })).toEqual([]);
  expect(find({ limits: { dose: 1 } })).toEqual([]);
});

test('the layer that gathers too much is named, with seconds that pass', () => {
  const [finding] = find({ ...eight, limits: { dose: 1000 } });
  expect(finding).toMatchObject({ code: 'dose-too-high', severity: 'refuse' });
  expect(finding.where).toEqual({ well: 'A1', layer: 0 });
  expect(finding.numbers?.['dose']).toBeCloseTo(1447.12, 1);
  expect(finding.source).toBe('job, limits.dose');
  const seconds = finding.numbers?.['fixSeconds'] ?? Number.NaN;
  expect(find({ ...eight, limits: { dose: 1000 }, cure: { seconds } })).toEqual([]);
});

test('light over the whole plate reaches the wells that are printed already', () => {
  const wells = ['A1', 'A2'];
  const alone = doseLedgers(contextOf({ ...eight, wells }));
  expect(alone[0].doses[7]).toBeCloseTo(200, 9);
  const shared = doseLedgers(contextOf({ ...eight, wells, lamps: flood }));
  // The first well gets the eight flashes of the second on top, all of them on its finished height.
  expect(shared[0].doses[7]).toBeCloseTo(200 * 9, 6);
  expect(shared[1].doses[7]).toBeCloseTo(200, 9);
  const everywhere = doseLedgers(contextOf({ ...eight, wells, cure: { well: '*' } }));
  expect(everywhere[0].doses[7]).toBeCloseTo(200 * 9, 6);
});

test('an unknown irradiance is refused where a limit is set, else told', () => {
  const cure = { irradiance: null };
  expect(find({ ...eight, cure, limits: { dose: 1000 } })[0]).toMatchObject({
    code: 'irradiance-unknown',
    severity: 'refuse',
  });
  expect(find({ ...eight, cure })[0].severity).toBe('warn');
});

test('without a limit a dose known to be cytotoxic warns where there are cells', () => {
  const cure = { seconds: 60 };
  expect(find({ ...eight, cells: {}, cure })[0]).toMatchObject({ severity: 'warn', numbers: { limit: 5760 } });
  expect(find({ ...eight, cure })).toEqual([]);
});

test('light by hand counts against the limit as well', () => {
  const byHand = { layers: 8, crosslink: [{ photo, every: 2 }] };
  expect(find({ ...byHand, limits: { dose: 800 } })).toEqual([]);
  const [finding] = find({ ...byHand, limits: { dose: 700 } });
  expect(finding).toMatchObject({ code: 'dose-too-high', severity: 'refuse', numbers: { dose: 800, flashes: 4 } });
  expect(finding.numbers?.['fixSeconds']).toBe(8.75);
  const blind = { layers: 8, crosslink: [{ photo: { wavelength: 365, seconds: 10 } }], limits: { dose: 700 } };
  expect(find(blind)[0]).toMatchObject({ code: 'irradiance-unknown', severity: 'refuse' });
});

test('of several attenuations of one light the least counts, and those of another light do not', () => {
  const dense = { photo: { ...photo, attenuation: 2 } };
  const other = { photo: { ...photo, wavelength: 470, attenuation: 0 } };
  const lowest = (crosslink: object[]) => doseLedgers(contextOf({ ...eight, crosslink }))[0].doses[0];
  const alone = lowest([{ photo }]);
  expect(lowest([{ photo }, dense, other])).toBe(alone);
  expect(lowest([dense, { photo }])).toBe(alone);
  // Ten seconds of 20 mW/cm² on each of eight layers; what is dense lets next to nothing through.
  expect(lowest([dense])).toBeLessThan(0.4 * alone);
});
