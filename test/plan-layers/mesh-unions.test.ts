import { beforeAll, expect, test } from 'vitest';
import { readStl } from '../../src/mesh/read-stl.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { solidOf } from '../../src/region/solid-of.ts';
import { sliceMesh } from '../../src/slice/slice-mesh.ts';
import { stackLayers } from '../../src/slice/stack-layers.ts';
import { stlOf } from '../plan/sections.ts';
import { draws, seedFrom } from '../proving.ts';
import { anyBody, between } from './kinds/made-mesh.ts';
import { scannedArea } from './scan-section.ts';
import { flipped, joined, moved, type Random } from './soup-tools.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

/** Bodies that pierce each other or not, none of which lies in another: their middles are too far apart for that. */
function apart(random: Random): Float32Array[] {
  const middles: number[][] = [];
  const wanted = 2 + Math.floor(4 * random());
  for (let tries = 0; tries < 60 && middles.length < wanted; tries++) {
    const middle = [0, 1, 2].map(() => between(random, -6, 6));
    if (middles.every((other) => Math.hypot(...other.map((value, k) => value - middle[k])) > 5)) middles.push(middle);
  }
  return middles.map(([x, y, z]) => centred(anyBody(random), x, y, z));
}

function centred(body: Float32Array, x: number, y: number, z: number): Float32Array {
  const mean = [0, 1, 2].map(
    (k) => body.reduce((sum, value, i) => (i % 3 === k ? sum + value : sum), 0) / (body.length / 3),
  );
  return moved(body, x - mean[0], y - mean[1], z - mean[2]);
}

const unions = draws(80, 300);

test(`${unions} unions of bodies of either sense are right on each layer`, () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= unions; seed++) {
    const random = seededRandom(seedFrom(seed));
    const bodies = apart(random);
    const { mesh } = readStl(
      stlOf(joined(...bodies.map((body) => (random() < 0.5 ? flipped(body) : body)))),
      'union.stl',
    );
    const [low, high] = [mesh.bounds.min[2], mesh.bounds.max[2]];
    const plane = Float64Array.from(
      { length: 4 },
      (_, l) => low + ((l + 0.5 + 0.3 * (random() - 0.5)) / 4) * (high - low),
    );
    const plan = { ...stackLayers(3, { height: 1 }), plane };
    const { outlines, repairs } = sliceMesh(mesh, plan, [0, 0, 0]);
    outlines.forEach((outline, l) => {
      const solid = solidOf(outline, polygons);
      const meant = scannedArea(joined(...bodies), plane[l], 250);
      const off = Math.abs(outlineArea(solid.outline) / meant - 1);
      if (off > 0.02 || solid.lostMm2 > 0 || repairs.length > 0) wrong.push(`seed ${seed}, z ${plane[l]}: ${off}`);
    });
  }
  expect(wrong).toEqual([]);
});
