import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { box, cylinder, tube } from '../../src/scaffold/solids.ts';
import { meshOf } from './mesh-of.ts';

describe('a written mesh', () => {
  test('comes back with the same triangles, bounds and volume', () => {
    const triangles = box(10, 20, 0, 5);
    const { mesh, report, findings } = readStl(writeStl(meshOf(triangles)), 'box.stl');
    expect([...mesh.triangles]).toEqual([...triangles]);
    expect(mesh.bounds).toEqual({ min: [-5, -10, 0], max: [5, 10, 5] });
    expect(report).toMatchObject({ format: 'binary', triangles: 12, watertight: true, volumeMm3: 1000, repairs: [] });
    expect(findings).toEqual([]);
  });

  test('of a cylinder and of a tube has the volume of its polygons', () => {
    const segments = 64;
    const polygon = (r: number) => (segments / 2) * r * r * Math.sin((2 * Math.PI) / segments);
    const disc = readStl(writeStl(meshOf(cylinder(4, 0, 2, segments))), 'disc.stl').report;
    expect(disc.volumeMm3).toBeCloseTo(2 * polygon(4), 4);
    expect(disc.watertight).toBe(true);
    const graft = readStl(writeStl(meshOf(tube(2, 3, 0, 20, segments))), 'graft.stl').report;
    expect(graft.volumeMm3).toBeCloseTo(20 * (polygon(3) - polygon(2)), 3);
    expect(graft.watertight).toBe(true);
  });
});
