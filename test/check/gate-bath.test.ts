import { expect, test } from 'vitest';
import { tipDeflection } from '../../src/check/gates/gate-bath.ts';
import { folderShelf } from '../../src/finding/load-shelf.ts';
import type { GateId } from '../../src/plan/gates.ts';
import { bathMaterial } from '../../src/plan/inputs/bath-material.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { plan } from '../../src/plan/plan.ts';
import { jobInput } from '../plan/plan-job.ts';

const lines = 'strand,x,y,z,width\na,0,0,0.2,0.4\na,10,0,0.2,0.4\nb,-5,0,4.8,0.4\nb,5,0,4.8,0.4\n';

async function planIn(
  depth: number,
  length = 38,
  allow: GateId[] = ['bath'],
  vessel: object = { vessel: { dish: 'petri-60' } },
) {
  const job = {
    printer: 'marlin-syringe',
    ...vessel,
    bath: { material: 'nist-support', depth },
    inks: { a: { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length } } },
    parts: [{ strands: 'lines.csv', ink: 'a' }],
  };
  const input = jobInput(job, { 'lines.csv': new TextEncoder().encode(lines) });
  const made = await plan(input, { allow });
  return made.findings.filter(({ gate }) => gate === 'bath');
}

test('a needle bends as a cantilever under an even load over its end: 98 µm of 30G in 50 Pa, 20 of 25.4 mm deep', () => {
  const needle = { inner: 0.159, outer: 0.311, length: 25.4 };
  expect(1000 * tipDeflection(10.5 * 50, 200e9, needle, 20)).toBeCloseTo(98, 0);
  // Wholly immersed: w L⁴ / 8 E I.
  const w = 10.5 * 50 * 0.311e-3;
  const inertia = (Math.PI / 64) * (0.311e-3 ** 4 - 0.159e-3 ** 4);
  const whole = (w * 25.4e-3 ** 4) / (8 * 200e9 * inertia);
  expect(tipDeflection(10.5 * 50, 200e9, needle, 25.4) / 1000).toBeCloseTo(whole, 9);
});

test.each([
  ['strands above it', 3, 38, 'bath-too-shallow', 5.1, 38],
  ['ink and needle that push it over the rim', 13.9999, 38, 'bath-overflows', 13.9, 38],
  ['a hub that dips in', 12, 8, 'bath-needle-short', 12, 11.7],
])('%s: refused, and passed with the computed fix', async (_, depth, length, code, fixedDepth, fixedLength) => {
  const refused = await planIn(depth, length);
  expect(refused.filter(({ severity }) => severity !== 'note').map((finding) => finding.code)).toEqual([code]);
  expect(refused[0].fix).toContain(String(code === 'bath-needle-short' ? fixedLength : fixedDepth));
  const passed = await planIn(fixedDepth, fixedLength);
  expect(passed.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

test.each([
  ['a slide', { vessel: { slide: 'slide-25x75' } }],
  ['the bare bed', {}],
])('%s holds no bath', async (_, vessel) => {
  const findings = await planIn(11, 38, ['bath'], vessel);
  expect(findings.map(({ code }) => code)).toEqual(['bath-without-vessel']);
});

test('what hangs without a bath is carried by it, and the filling is that of the dish', async () => {
  const findings = await planIn(11, 38, []);
  const fill = findings.find(({ code }) => code === 'bath-fill')!;
  // A cone's stump: 0.4 mm narrower at the floor on each side, 14 mm high, filled to 11.
  const [low, high] = [25.45, 25.45 + (0.4 * 11) / 14];
  expect(fill.numbers!['fillMl']).toBeCloseTo(((Math.PI * 11) / 3 / 1000) * (low * low + low * high + high * high), 3);
});

test('an ink that is no support bath is refused by its name, with those that are', () => {
  const shelf = folderShelf(libraryFolder('inks'));
  const of = (material: string) => () => bathMaterial({ bath: { material, depth: 5 } }, shelf);
  expect(of('pluronic-25')).toThrow(/^bath\.material: .*Pluronic.* is no support bath, but a /);
  expect(of('nist-support')()?.kind).toBe('support');
});
