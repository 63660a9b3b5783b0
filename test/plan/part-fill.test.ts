import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { roundArea } from '../scaffold/round-area.ts';
import { oneInkJob, planJob } from './plan-job.ts';

const stl = (name: string, triangles: Float32Array) => writeStl({ name, triangles, bounds: boundsOf(triangles) });
const files = {
  'disc.stl': stl('disc', cylinder(5, 0, 2, 96)),
  'pin.stl': stl('pin', cylinder(3, 0, 1, 96)),
  'slab.stl': stl('slab', box(30, 30, 0, 1)),
};

/** A lattice of strands 0.41 mm wide in layers of 0.2 mm. */
async function lattice(mesh: keyof typeof files, laydown: object, contours: number, layers: object = {}) {
  const job = { ...oneInkJob({ mesh, width: 0.41, layer: 0.2, laydown, contours }) } as { layers: object };
  const planned = await planJob({ ...job, layers: { ...job.layers, ...layers } }, files, {
    allow: ['flow', 'supply', 'overhang'],
  });
  const about = planned.findings.filter(({ code }) => code === 'part-porosity' || code === 'first-layer-spacing');
  return { ...planned, fill: planned.report.parts[0], about };
}

test('a disc with a contour comes out denser than its lattice: reported with its numbers, and with a fix that works', async () => {
  const { report, fill, about } = await lattice('disc.stl', { angles: [0, 90], porosity: 0.6 }, 1);
  const volume = 2 * roundArea(5, 96);
  expect(fill.volumeMm3 / volume).toBeCloseTo(1, 3);
  expect(fill.inkMm3).toBeCloseTo(report.totals.inks['ink'].volumeUl, 6);
  // Ten rings half a strand inside the rim, each of them a slot of 0.41 x 0.2 mm.
  expect(fill.besideLatticeMm3 / (10 * 2 * Math.PI * (5 - 0.205) * 0.082)).toBeCloseTo(1, 2);
  expect(fill.porosity).toBeCloseTo(1 - fill.inkMm3 / fill.volumeMm3, 12);
  expect(fill.asked).toBe(0.6);
  expect(report.totals.inks['ink'].porosity).toBeCloseTo(0.6, 4);
  expect(report.totals.inks['ink'].geometricPorosity).toBeGreaterThan(0.6);
  expect(about.map(({ code, severity }) => [code, severity])).toEqual([['part-porosity', 'warn']]);
  const instead = Number(/porosity of about (0\.\d+)/.exec(about[0].fix ?? '')?.[1]);
  const fixed = await lattice('disc.stl', { angles: [0, 90], porosity: instead }, 1);
  expect(Math.abs(fixed.fill.porosity! - 0.6)).toBeLessThan(0.04);
});

test('contours that leave less than what was asked for: said with what they leave', async () => {
  const { fill, about } = await lattice('pin.stl', { porosity: 0.9 }, 3);
  const open = 1 - fill.besideLatticeMm3 / fill.volumeMm3;
  expect(open).toBeLessThan(0.9);
  expect(about).toHaveLength(1);
  expect(about[0].fix).toContain(`leave ${open.toFixed(3)}`);
});

test('nothing is said of a part as porous as its lattice, nor where no porosity was asked for', async () => {
  expect((await lattice('slab.stl', { porosity: 0.6 }, 0)).about).toEqual([]);
  const { fill, about } = await lattice('disc.stl', { pore: 0.5 }, 2);
  expect([fill.asked, about]).toEqual([null, []]);
});

test('a first layer of another height keeps the spacing, and its porosity is told', async () => {
  const { report, about } = await lattice('slab.stl', { porosity: 0.6, join: 'none' }, 0, { first: 0.3 });
  const [first, second] = report.layers.map(({ inks }) => inks['ink']);
  expect(first.strandLengthMm).toBeCloseTo(second.strandLengthMm, 6);
  expect(second.porosity).toBeCloseTo(0.6, 4);
  expect(first.porosity).toBeCloseTo(1 - (0.4 * 0.2) / 0.3, 4);
  expect(about.map(({ code, numbers }) => [code, numbers?.['porosity']])).toEqual([
    ['first-layer-spacing', expect.closeTo(first.porosity!, 6)],
  ]);
});
