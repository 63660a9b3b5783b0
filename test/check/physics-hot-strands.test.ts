import { expect, test } from 'vitest';
import { hotStrands } from '../../src/check/physics/hot-strands.ts';
import type { PhysicsContext } from '../../src/check/physics/physics-context.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { contextOf } from './physics-fixture.ts';

const melt = loadInk('pcl', new URL('../../inks', import.meta.url).pathname);

/** Layer 0 in PCL at 80 °C, the layers above in alginate with cells, which begin `pause` s later. */
function hybrid(pause: number): PhysicsContext {
  const context = contextOf({ cells: {}, layers: 3 });
  const gel = context.tools.get('T0')!;
  const pcl = { ...gel, material: melt, cells: null, cellLaw: null, flow: null, celsius: 80 };
  const strands = context.strands.map((step) => (step.layer === 0 ? { ...step, tool: 'T1' } : step));
  const startTimes = Array.from(context.startTimes, (start, id) => (strands[id].layer === 0 ? start : start + pause));
  return { ...context, strands, startTimes, tools: new Map([...context.tools, ['T1', pcl]]) };
}

test('cells laid upon a melt that is still hot warn, with the seconds to wait', () => {
  const [finding] = hotStrands(hybrid(0));
  expect(finding).toMatchObject({ severity: 'warn', where: { layer: 1, strand: 11 } });
  // 0.4 mm from 80 to 40 °C in air of 22 °C: 4.18 s x ln(58 / 18).
  expect(finding.numbers?.['waitS']).toBeCloseTo(4.18 * Math.log(58 / 18), 6);
  const { fixDwellS = 0 } = finding.numbers ?? {};
  expect(hotStrands(hybrid(fixDwellS))).toEqual([]);
  expect(finding.changes).toMatchObject([{ path: ['layerDwell'], value: fixDwellS }]);
});

test('a wait after the layer is proposed on top of that of the job, and not for cells in the layer of the melt', () => {
  const context = hybrid(0);
  const waiting = { ...context, job: { ...context.job, layerDwell: 3 } };
  const [{ numbers: { waitS = 0 } = {}, changes }] = hotStrands(waiting);
  expect(changes?.[0].value).toBe(Math.ceil(3 + waitS));
  const strands = context.strands.map((step) => (step.layer === 1 ? { ...step, layer: 0 } : step));
  const [beside] = hotStrands({ ...context, strands });
  expect(beside).toMatchObject({ code: 'hot-strand-beside-cells' });
  expect(beside.changes).toBeUndefined();
  expect(beside.fix).not.toContain('layerDwell');
});

test('cells alone, or two layers above the melt, are at rest', () => {
  expect(hotStrands(contextOf({ cells: {} }))).toEqual([]);
  const context = hybrid(0);
  const above = context.strands.filter((step) => step.layer !== 1);
  expect(hotStrands({ ...context, strands: above })).toEqual([]);
});
