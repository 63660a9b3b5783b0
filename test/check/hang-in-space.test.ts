import { expect, test } from 'vitest';
import { hangsInSpace } from '../../src/check/space/hang-in-space.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import type { PathStrand } from '../../src/program/program-path.ts';

/** A straight strand along x, 10 mm long, round, of a width; its centre line at y and z, mm. */
function strandAt(id: number, width: number, y: number, z: number): PathStrand {
  const strand: Strand = {
    points: Int32Array.of(0, 0, 10e6, 0),
    closed: false,
    role: 'lattice',
    ink: 'a',
    part: 'a',
    width,
    height: width,
    area: (Math.PI / 4) * width ** 2,
  };
  const tip = z + width / 2;
  return { kind: 'strand', id, strand, xNm: 0, yNm: y * 1e6, zNm: tip * 1e6, tool: 'T0', layer: 0, well: '-' };
}

test.each([0.4, 0.8, 1.6, 3])(
  'a strand of %s mm rests on one that lies a little beside it, wherever it stands',
  (width) => {
    const r = width / 2;
    for (let shift = 0; shift < 1; shift += 0.05) {
      const low = strandAt(0, width, shift, r);
      // Within three quarters of both radii, and touching it.
      const upper = strandAt(1, width, shift + 0.72 * width, r + 0.69 * width);
      const [first, second] = hangsInSpace([low, upper], 0);
      expect(first.hang).toMatchObject({ floating: false, bridge: 0 });
      expect(second.hang).toMatchObject({ floating: false, bridge: 0, cantilever: 0 });
    }
  },
);

test('a strand beside another, or above it without touching, floats', () => {
  const low = strandAt(0, 1.6, 0, 0.8);
  expect(hangsInSpace([low, strandAt(1, 1.6, 1.3, 2)], 0)[1].hang.floating).toBe(true);
  expect(hangsInSpace([low, strandAt(1, 1.6, 0, 3)], 0)[1].hang.floating).toBe(true);
});
