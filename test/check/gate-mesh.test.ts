import { describe, expect, test } from 'vitest';
import { gateMesh } from '../../src/check/gates/gate-mesh.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { box, cylinder, tube } from '../../src/scaffold/solids.ts';
import { stlOf } from '../plan/sections.ts';
import { flipped, joined, kept, moved } from '../plan-layers/soup-tools.ts';

const findings = (triangles: Float32Array) => {
  const { report } = readStl(stlOf(triangles), 'part.stl');
  return gateMesh([{ part: 'part', file: 'part.stl', report, layers: [] }]);
};
const codes = (triangles: Float32Array) => findings(triangles).map(({ code, severity }) => `${severity} ${code}`);
const isSide = (corners: Float32Array) => new Set([corners[2], corners[5], corners[8]]).size > 1;
const sides = (triangles: Float32Array) => kept(triangles, (_, corners) => isSide(corners));

describe('openings', () => {
  test('of a vessel are noted with area and width, and the lumen is reported', () => {
    const said = findings(sides(cylinder(2, 0, 15, 48)));
    expect(said.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'note mesh-ends-closed',
      'note mesh-lumen',
    ]);
    expect(said[0].what).toBe('2 flat openings of part were closed, the largest 12.53 mm² and 4.00 mm wide.');
    expect(said[1].what).toContain('printed as its lumen');
    expect(said[1].fix).toContain('shell');
  });

  test('of a pipe with a wall are its ends, and no lumen', () => {
    expect(codes(sides(tube(2, 3, 0, 10, 48)))).toEqual(['note mesh-ends-closed']);
  });

  test('of struts are no lumen, nor are missing triangles', () => {
    expect(codes(sides(box(2, 2, 0, 12)))).toEqual(['note mesh-ends-closed']);
    expect(codes(kept(cylinder(3, 0, 6, 96), (t) => t % 50 !== 7))).toEqual(['note mesh-ends-closed']);
  });

  test('of a cup are refused with area, width and share', () => {
    const said = findings(kept(cylinder(4, 0, 5, 48), (_, c) => Math.min(c[2], c[5], c[8]) < 4.9));
    expect(said.map(({ code }) => code)).toEqual(['mesh-opening']);
    expect(said[0].what).toMatch(
      /1 opening of part was closed by a guess, the largest 50\.12 mm² and 8\.00 mm wide \(29 %/,
    );
    expect(said[0].severity).toBe('refuse');
  });
});

test('bodies that stand in the file once each way are refused, faces between two bodies are not', () => {
  const [one, two] = [box(4, 4, 0, 4), moved(box(4, 4, 0, 4), 8)];
  const said = findings(joined(one, two, flipped(two)));
  expect(said.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['refuse mesh-cancels']);
  expect(said[0].numbers!['vanishedMm2']).toBeCloseTo(96, 4);
  expect(codes(joined(one, moved(one, 0, 0, 4)))).toEqual([]);
});
