import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearancesAt, excessIn, radiusAt, sharesOfWay } from '../../src/check/space/clearance.ts';
import { nearestWell, type VesselSpace, vesselSpace } from '../../src/check/space/vessel-space.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';
import type { Section } from '../../src/vessel/section.ts';
import type { Vessel } from '../../src/vessel/vessel.ts';

// The room in a well against solids written down in another way: each section as a test of points, sampled densely
// around the needle and along it. mm.

const seed = 20261126;

/** Whether a point (x, y, height above the floor) is in the room of a section. */
const holds: {
  readonly [K in Section['kind']]: (s: Extract<Section, { kind: K }>, x: number, y: number, z: number) => boolean;
} = {
  conical: (s, x, y, z) => {
    // Rulings of a cone meet in its apex.
    const slope = (s.topDiameter - s.bottomDiameter) / 2 / (s.top - s.bottom);
    return Math.hypot(x, y) <= s.topDiameter / 2 - slope * (s.top - z);
  },
  cuboidal: (s, x, y, z) => {
    const up = (z - s.bottom) / (s.top - s.bottom);
    return (
      2 * Math.abs(x) <= s.bottomX * (1 - up) + s.topX * up && 2 * Math.abs(y) <= s.bottomY * (1 - up) + s.topY * up
    );
  },
  spherical: (s, x, y, z) => Math.hypot(x, y, z - s.bottom - s.radius) <= s.radius,
  'squared-cone': (s, x, y, z) => {
    const t = (z - s.bottom) / (s.top - s.bottom);
    const fromCircle = s.circleAt === 'bottom' ? t : 1 - t;
    const side = (wanted: number) => s.diameter / 2 + fromCircle * (wanted / 2 - s.diameter / 2);
    const cone = s.diameter / 2 + fromCircle * (Math.hypot(s.x, s.y) / 2 - s.diameter / 2);
    return Math.abs(x) <= side(s.x) && Math.abs(y) <= side(s.y) && Math.hypot(x, y) <= cone;
  },
  // The room between a circle and a rectangle: no farther in any direction than the two ends, mixed (support function).
  'rounded-pyramid': (s, x, y, z) => {
    const t = (z - s.bottom) / (s.top - s.bottom);
    const fromCircle = s.circleAt === 'bottom' ? t : 1 - t;
    for (let i = 0; i < 360; i++) {
      const [nx, ny] = [Math.cos((i * Math.PI) / 180), Math.sin((i * Math.PI) / 180)];
      const square = (Math.abs(nx) * s.x + Math.abs(ny) * s.y) / 2;
      if (x * nx + y * ny > (s.diameter / 2) * (1 - fromCircle) + square * fromCircle + 1e-12) return false;
    }
    return true;
  },
};

const holdsPoint = (section: Section, x: number, y: number, z: number): boolean =>
  (holds[section.kind] as (s: Section, x: number, y: number, z: number) => boolean)(section, x, y, z);

const width = fc.double({ min: 4, max: 12, noNaN: true });
const lower = fc.double({ min: 0.5, max: 4, noNaN: true });
const circleAt = fc.constantFrom('bottom' as const, 'top' as const);
const bottom: fc.Arbitrary<Section> = fc.oneof(
  fc.record({
    kind: fc.constant('conical' as const),
    bottom: fc.constant(0),
    top: lower,
    bottomDiameter: width,
    topDiameter: width,
  }),
  lower.chain((top) =>
    fc.record({
      kind: fc.constant('spherical' as const),
      bottom: fc.constant(0),
      top: fc.constant(top),
      radius: fc.double({ min: top, max: top + 4, noNaN: true }),
    }),
  ),
);
const upper: fc.Arbitrary<(from: number) => Section> = fc.oneof(
  fc.tuple(width, width).map(
    ([bottomDiameter, topDiameter]) =>
      (from: number): Section => ({ kind: 'conical', bottom: from, top: 10, bottomDiameter, topDiameter }),
  ),
  fc.tuple(width, width, width, width).map(
    ([bottomX, bottomY, topX, topY]) =>
      (from: number): Section => ({ kind: 'cuboidal', bottom: from, top: 10, bottomX, bottomY, topX, topY }),
  ),
  fc.tuple(circleAt, width, width, width).map(
    ([end, diameter, x, y]) =>
      (from: number): Section => ({ kind: 'squared-cone', bottom: from, top: 10, circleAt: end, diameter, x, y }),
  ),
  fc.tuple(circleAt, width, width, width).map(
    ([end, diameter, x, y]) =>
      (from: number): Section => ({ kind: 'rounded-pyramid', bottom: from, top: 10, circleAt: end, diameter, x, y }),
  ),
);
const stack = fc.tuple(bottom, upper).map(([low, high]): Section[] => [low, high(low.top)]);
const body = fc.record({
  radius: fc.double({ min: 0.1, max: 1, noNaN: true }),
  topRadius: fc.double({ min: 0.1, max: 2, noNaN: true }),
  height: fc.double({ min: 0.5, max: 14, noNaN: true }),
});
const place = fc.double({ min: -5, max: 5, noNaN: true });

function spaceOf(sections: Section[]): VesselSpace {
  const vessel: Vessel = {
    id: 'one',
    name: 'One well',
    kind: 'dish',
    footprint: { x: 40, y: 40 },
    height: 11,
    wells: { '-': { x: 20, y: 20, shape: { kind: 'circle', diameter: 12 }, depth: 10, floor: 1, inside: 'a' } },
    insides: { a: sections },
    provenance: [],
  };
  return vesselSpace(
    placeVessel(vessel, { vessel: { centre: [0, 0], orientation: 'landscape' }, frame: { x: 'right', y: 'back' } }),
  );
}

/** Whether no sampled point of the body's surface leaves the room; `slack` shrinks the body. */
function fitsSampled(
  sections: readonly Section[],
  needle: { radius: number; topRadius: number; height: number },
  x: number,
  y: number,
  z: number,
  slack: number,
): boolean {
  const top = Math.min(z + needle.height, 10);
  for (let i = 0; i <= 60; i++) {
    const at = z + ((top - z) * i) / 60;
    const radius = radiusAt(needle, at - z) - slack;
    for (const section of sections) {
      if (at < section.bottom || at > section.top) continue;
      for (let k = 0; k < 48; k++) {
        const angle = (k * Math.PI) / 24;
        if (!holdsPoint(section, x + radius * Math.cos(angle), y + radius * Math.sin(angle), at)) return false;
      }
    }
  }
  return true;
}

describe('the room that a needle has in a well', () => {
  test('agrees with points sampled over the needle, for every kind of section', () => {
    const both = { fits: 0, cuts: 0 };
    fc.assert(
      fc.property(
        stack,
        body,
        place,
        place,
        fc.double({ min: 0, max: 9, noNaN: true }),
        (sections, needle, x, y, z) => {
          const space = spaceOf(sections);
          const nm = { radius: needle.radius * 1e6, topRadius: needle.topRadius * 1e6, height: needle.height * 1e6 };
          const excess = excessIn(clearancesAt(space, space.wells[0], nm, z * 1e6), x * 1e6, y * 1e6) / 1e6;
          both[excess > 0 ? 'cuts' : 'fits']++;
          // Free by the gate: no sampled point outside. Cut by more than the sampling misses: one is.
          if (excess <= 0) expect(fitsSampled(sections, needle, x, y, z, 1e-6)).toBe(true);
          if (excess > 0.15) expect(fitsSampled(sections, needle, x, y, z, 0)).toBe(false);
        },
      ),
      { seed, numRuns: 250 },
    );
    expect(Math.min(both.fits, both.cuts)).toBeGreaterThan(40);
  });

  test('a sloped way is tightest where an end of the needle passes from one section into the next', () => {
    fc.assert(
      fc.property(
        stack,
        body,
        place,
        place,
        fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 2, maxLength: 2 }),
        (sections, needle, x, y, [az, bz]) => {
          const space = spaceOf(sections);
          const [well] = space.wells;
          const nm = { radius: needle.radius * 1e6, topRadius: needle.topRadius * 1e6, height: needle.height * 1e6 };
          const at = (share: number) =>
            excessIn(clearancesAt(space, well, nm, (az + share * (bz - az)) * 1e6), share * x * 1e6, share * y * 1e6);
          const worst = Math.max(...sharesOfWay(well, nm, az * 1e6, bz * 1e6).map(at));
          for (let i = 0; i <= 40; i++) expect(at(i / 40)).toBeLessThanOrEqual(worst + 2);
        },
      ),
      { seed, numRuns: 250 },
    );
  });

  test('turned by a quarter, x and y change places', () => {
    const sections: Section[] = [{ kind: 'cuboidal', bottom: 0, top: 10, bottomX: 4, bottomY: 8, topX: 6, topY: 10 }];
    const vessel: Vessel = {
      id: 'one',
      name: 'One well',
      kind: 'dish',
      footprint: { x: 40, y: 20 },
      height: 11,
      wells: { '-': { x: 20, y: 10, shape: { kind: 'rectangle', x: 6, y: 10 }, depth: 10, floor: 1, inside: 'a' } },
      insides: { a: sections },
      provenance: [],
    };
    const space = vesselSpace(
      placeVessel(vessel, { vessel: { centre: [0, 0], orientation: 'portrait' }, frame: { x: 'right', y: 'back' } }),
    );
    const needle = { radius: 1e6, topRadius: 1e6, height: Number.POSITIVE_INFINITY };
    const clearances = clearancesAt(space, nearestWell(space, 0, 0), needle, 5e6);
    // Halfway up 5 mm in what is now y, 9 mm in what is now x.
    expect(excessIn(clearances, 0, 1.4e6)).toBeCloseTo(-0.1e6, 3);
    expect(excessIn(clearances, 3.4e6, 0)).toBeCloseTo(-0.1e6, 3);
  });
});
