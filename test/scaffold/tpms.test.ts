import { expect, test } from 'vitest';
import { readValues } from '../../src/scaffold/read-values.ts';
import {
  levelByShare,
  type SolidKind,
  type SurfaceName,
  solidLevel,
  surfaceNames,
  surfaces,
} from '../../src/scaffold/tpms/surfaces.ts';
import { tpmsBlock } from '../../src/scaffold/tpms/tpms-block.ts';
import { tpmsCylinder } from '../../src/scaffold/tpms/tpms-cylinder.ts';
import { volumeOf } from '../mesh/odd-meshes.ts';
import { surfaceOf } from '../mesh/surface-of-field.ts';
import { draws } from '../proving.ts';
import { topologyOf } from './topology.ts';

// Shares of a unit cell below a level, counted on grids of 256 cubed by another program; for the gyroid also as a fit.
test.each([
  ['gyroid', 'network', -0.91383, 0.2],
  ['gyroid', 'network', -0.61663, 0.3],
  ['gyroid', 'network', 0.5, 0.5 + 0.32139 * 0.5 + 0.00829 * 0.125],
  ['gyroid', 'sheet', 0.3, 0.19328],
  ['schwarz-p', 'network', -0.69927, 0.3],
  ['schwarz-p', 'sheet', 0.5, 0.28565],
  ['diamond', 'network', -0.48635, 0.3],
  ['diamond', 'sheet', 0.2, 0.16373],
  ['neovius', 'network', -0.97408, 0.3],
  ['i-wp', 'network', 0.23148, 0.5],
  ['i-wp', 'network', -1.33985, 0.3],
] as const)('the level of %s, %s at %f holds that share of the cell', (surface, kind, level, share) => {
  const found = levelByShare(solidLevel(surface, kind))(share);
  expect(Math.abs(found - level)).toBeLessThan(0.012);
});

test.each(surfaceNames)('%s repeats after a cell, and each axis is like the others', (name) => {
  const level = surfaces[name];
  for (const [x, y, z] of [
    [0.3, 1.1, 2.7],
    [4.4, 0.2, 5.1],
  ]) {
    expect(level(x + 2 * Math.PI, y, z - 4 * Math.PI)).toBeCloseTo(level(x, y, z), 12);
    expect(level(y, z, x)).toBeCloseTo(level(x, y, z), 12);
  }
});

/** The same body by marching tetrahedra on a grid that shares no point with the voxels: volume and topology. */
function secondMesh(surface: SurfaceName, kind: SolidKind, cell: number, size: number, share: number, step: number) {
  const level = solidLevel(surface, kind);
  const turn = (2 * Math.PI) / cell;
  const cut = levelByShare(level)(share);
  const half = size / 2;
  const field = (x: number, y: number, z: number) =>
    Math.max((level(turn * x, turn * y, turn * z) - cut) / turn, Math.abs(x) - half, Math.abs(y) - half, -z, z - size);
  const points = Math.ceil((size + 4 * step) / step) + 1;
  const start = 1.73 * step;
  return surfaceOf(field, { origin: [-half - start, -half - start, -start], points: [points, points, points], step });
}

const bodies: readonly (readonly [SurfaceName, SolidKind, number])[] = [
  ['gyroid', 'network', 0.65],
  ['schwarz-p', 'network', 0.6],
  ['diamond', 'network', 0.6],
  ['neovius', 'network', 0.55],
  ['i-wp', 'network', 0.65],
  ['gyroid', 'sheet', 0.6],
  ['schwarz-p', 'sheet', 0.6],
  ['diamond', 'sheet', 0.55],
  ['neovius', 'sheet', 0.55],
  ['i-wp', 'sheet', 0.55],
];

// A few in `npm test`; all in `npm run prove`, on finer voxels.
test.each(bodies.slice(0, draws(3, bodies.length)))(
  '%s %s holds a porosity of %f within .002',
  (surface, kind, porosity) => {
    const [cell, size] = [3, 6];
    const voxels = draws(0, 32);
    const given = { surface, kind, porosity, cell, width: size, depth: size, height: size, voxels };
    const { parts } = tpmsBlock.build(readValues('tpms-block', tpmsBlock, given));
    const [{ mesh }] = parts;
    expect(topologyOf(mesh.triangles).unpaired).toBe(0);
    expect(Math.abs(1 - volumeOf(mesh.triangles) / size ** 3 - porosity)).toBeLessThan(0.002);
    // The level of the endless surface gives the same body but for its rim.
    const second = secondMesh(surface, kind, cell, size, 1 - porosity, draws(0.2, 0.08));
    expect(Math.abs(volumeOf(second) / volumeOf(mesh.triangles) - 1)).toBeLessThan(0.06);
  },
);

test('the shipped bodies have the topology that marching tetrahedra give them', () => {
  const block = tpmsBlock.build(readValues('tpms-block', tpmsBlock, {}));
  expect(topologyOf(block.parts[0].mesh.triangles)).toEqual(
    topologyOf(secondMesh('gyroid', 'network', 4, 8, 0.35, 0.31)),
  );
});

test('a graded body holds its mean porosity, and more pores at the top', () => {
  const given = { porosity: 0.5, change: 0.3, width: 6, depth: 6, height: 8 };
  const { parts, facts } = tpmsBlock.build(readValues('tpms-block', tpmsBlock, given));
  const { triangles } = parts[0].mesh;
  expect(Math.abs(1 - volumeOf(triangles) / 288 - 0.65)).toBeLessThan(0.002);
  // Where its volume lies: the middle of what is denser below lies below the middle of the body.
  let moment = 0;
  for (let i = 0; i < triangles.length; i += 9) {
    const [a, b, c] = [0, 3, 6].map((k) => [...triangles.subarray(i + k, i + k + 3)]);
    const six =
      a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
    moment += (six / 24) * (a[2] + b[2] + c[2]);
  }
  // Of a density that falls from .5 to .2 over 8 mm: the integral of z (.5 - .3 z / 8) over that of the density.
  const meant = ((0.5 * 64) / 2 - (0.3 / 8) * (512 / 3)) / (0.35 * 8);
  expect(Math.abs(moment / volumeOf(triangles) - meant)).toBeLessThan(0.25);
  expect(facts!.join(' ')).toContain('from 0.5 to 0.800');
});

test('a filled body: struts and gel are the whole cylinder', () => {
  const given = { fill: 'gel', surface: 'gyroid', cell: 4, diameter: 6, height: 4 };
  const { parts, envelopeMm3 } = tpmsCylinder.build(readValues('tpms-cylinder', tpmsCylinder, given));
  expect(parts.map(({ file }) => file)).toEqual(['scaffold.stl', 'gel.stl']);
  const sum = parts.reduce((all, { mesh }) => all + volumeOf(mesh.triangles), 0);
  expect(Math.abs(sum / envelopeMm3 - 1)).toBeLessThan(1e-6);
  expect(Math.abs(envelopeMm3 / (Math.PI * 9 * 4) - 1)).toBeLessThan(0.004);
});

test('networks of pores are counted: one of a network, two of a sheet, each open all around', () => {
  const facts = (given: Record<string, unknown>) =>
    tpmsBlock.build(readValues('tpms-block', tpmsBlock, { width: 6, depth: 6, height: 6, ...given })).facts!.join(' ');
  expect(facts({})).toContain('The pores are one network, open at the bottom, the top and the side.');
  expect(facts({ surface: 'schwarz-p', kind: 'sheet', porosity: 0.6 })).toContain(
    'The pores are 2 networks, each open',
  );
});
