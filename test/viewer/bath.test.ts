import { Box3, Mesh, type Object3D, ShapeGeometry, Vector3 } from 'three';
import { expect, test } from 'vitest';
import { plan } from '../../src/plan/plan.ts';
import { bathDepth } from '../../viewer/data/bath.ts';
import { profileById, vesselById } from '../../viewer/data/load/shelves.ts';
import { createSurroundings } from '../../viewer/scene/surroundings.ts';
import { jobInput } from '../plan/plan-job.ts';
import { printOf } from './print-of.ts';

// What the viewer shows of a print into a bath, from the written file alone: the bath's level and the needle in it.

const threeHeights = [{ strands: 'heights.csv', ink: 'a' }];
const heights =
  'strand,x,y,z,width\na,0,0,0.2,0.4\na,10,0,0.2,0.4\nb,10,5,8.2,0.4\nb,0,5,8.2,0.4\nc,0,18,2.2,0.4\nc,10,18,2.2,0.4\n';
const lines = 'strand,x,y,z,width\na,0,0,0.2,0.4\na,10,0,0.2,0.4\nb,-5,0,4.8,0.4\nb,5,0,4.8,0.4\n';

async function shownOf(bath: object) {
  const job = {
    printer: 'marlin-syringe',
    vessel: { dish: 'petri-60' },
    inks: { a: { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 38 } } },
    parts: [{ strands: 'lines.csv', ink: 'a' }],
    ...bath,
  };
  const input = jobInput(job, {
    'lines.csv': new TextEncoder().encode(lines),
    'heights.csv': new TextEncoder().encode(heights),
  });
  const { gcode } = await plan(input, { allow: ['overhang'] });
  const print = printOf(new TextDecoder().decode(gcode!), profileById('marlin-syringe'));
  const vessel = vesselById(print.header['vessel'])!;
  return { print, bodies: createSurroundings(print, profileById('marlin-syringe'), vessel, 'dark') };
}

/** Extents of the flat surfaces above the floor and below the rim. */
function surfaces(ground: Object3D): Box3[] {
  const found: Box3[] = [];
  ground.updateMatrixWorld(true);
  ground.traverse((body) => {
    if (!(body instanceof Mesh && body.geometry instanceof ShapeGeometry)) return;
    const box = new Box3().setFromObject(body);
    if (box.min.z > 0.1 && box.max.z < 13.5) found.push(box);
  });
  return found;
}

test('the bath stands in the dish at its depth, as wide as the dish is there', async () => {
  const { print, bodies } = await shownOf({ bath: { material: 'nist-support', depth: 11 } });
  expect(bathDepth(print)).toBe(11);
  const [surface, ...others] = surfaces(bodies.ground);
  expect(others).toEqual([]);
  expect([surface.min.z, surface.max.z]).toEqual([11, 11]);
  // The dish is a cone, 25.45 mm at the floor and 0.4 mm wider on each side at its rim, 14 mm above.
  const size = surface.getSize(new Vector3());
  expect(size.x).toBeCloseTo(2 * (25.45 + (0.4 * 11) / 14), 3);
  const { x, y } = print.wells[0];
  const middle = surface.getCenter(new Vector3());
  expect([middle.x, middle.y]).toEqual([expect.closeTo(x, 3), expect.closeTo(y, 3)]);
});

test('a print without a bath has no level', async () => {
  const { print, bodies } = await shownOf({});
  expect(bathDepth(print)).toBeNull();
  expect(surfaces(bodies.ground)).toEqual([]);
});

test('the needle in the bath is as long and wide as it is, its tip where the strand is', async () => {
  const { print, bodies } = await shownOf({ bath: { material: 'nist-support', depth: 11 } });
  const row = print.strands.firstRow[0];
  bodies.placeNeedles(row, 0);
  const shafts: Box3[] = [];
  bodies.needles.updateMatrixWorld(true);
  bodies.needles.traverseVisible((body) => {
    if (body instanceof Mesh) shafts.push(new Box3().setFromObject(body));
  });
  // 22G is 0.718 mm outside; the hub, above it, is wider.
  const [shaft] = shafts.sort((a, b) => a.min.z - b.min.z);
  const size = shaft.getSize(new Vector3());
  expect(size.x).toBeCloseTo(0.718, 2);
  expect(size.z).toBeCloseTo(38, 3);
  expect(shaft.min.z).toBeCloseTo(0.4, 3);
  const above = shafts.filter((box) => box.getSize(new Vector3()).x > 1);
  expect(above.length).toBeGreaterThan(0);
  for (const hub of above) expect(hub.min.z).toBeGreaterThan(11);
});

test('lines in space have a layer for each strand, in the order of printing, whatever their heights', async () => {
  const { print } = await shownOf({ bath: { material: 'nist-support', depth: 11 }, parts: threeHeights });
  expect(print.strands.count).toBe(3);
  expect([...print.strands.layer.slice(0, 3)]).toEqual([0, 1, 2]);
  expect(print.layers.map(({ strands }) => strands)).toEqual([1, 1, 1]);
  // Nearest first: the highest lies between the two others.
  expect(print.layers.map(({ z }) => Number(z.toFixed(3)))).toEqual([0.4, 8.4, 2.4]);
});
