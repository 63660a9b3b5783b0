import { expect, test } from 'vitest';
import { dialectOf } from '../../src/firmware/dialects.ts';
import { createLivePlanner } from '../../src/machine/live-planner.ts';
import { appendMove, createChain, moveTime, runChain } from '../../src/machine/look-ahead.ts';
import { benchMotion, cornerRule, motionLimits } from '../../src/machine/motion-limits.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';

const machines = {
  jerk: motionLimits(
    { ...benchMotion, junction: { by: 'jerk', speed: 5, fromRest: true } },
    dialectOf('marlin').motion,
  ),
  deviation: motionLimits(
    { ...benchMotion, junction: { by: 'deviation', distance: 0.02 } },
    dialectOf('marlin').motion,
  ),
  square: motionLimits({ ...benchMotion, junction: { by: 'square', speed: 5 } }, dialectOf('klipper').motion),
  grbl: motionLimits({ ...benchMotion, junction: { by: 'deviation', distance: 0.01 } }, dialectOf('grbl').motion),
} as const;

type Way = readonly [dx: number, dy: number, dz: number, speed: number];

/** Legs of 0.05 to 8 mm that turn by all kinds of angles. */
function waysOf(count: number, seed: number): Way[] {
  const random = seededRandom(seed);
  let angle = 0;
  return Array.from({ length: count }, () => {
    angle += random() < 0.6 ? random() - 0.5 : 6 * random();
    const mm = random() < 0.5 ? 0.05 + 0.4 * random() : 8 * random();
    return [mm * Math.cos(angle), mm * Math.sin(angle), random() < 0.05 ? 0.3 : 0, 5 + 60 * random()] as const;
  });
}

function whole(limits: (typeof machines)['jerk'], ways: readonly Way[]): number {
  const chain = createChain(limits.rule);
  for (const [row, [dx, dy, dz, speed]] of ways.entries()) appendMove(chain, limits, row, dx, dy, dz, speed);
  return runChain(chain, limits, 0, new Float64Array(ways.length));
}

test.each(Object.entries(machines))(
  '%s: fed in time through 16 blocks, it takes what the whole chain takes',
  (_, limits) => {
    for (const seed of [1, 2, 3]) {
      const ways = waysOf(400, seed);
      const planner = createLivePlanner(limits);
      let now = 0;
      for (const [dx, dy, dz, speed] of ways) {
        if (planner.ends.length >= 16) now = planner.ends[0];
        planner.move(dx, dy, dz, speed, true, now);
      }
      // Sixteen legs of a quarter millimetre are a little less than the way to rest from the fastest of these moves.
      expect(planner.ends.at(-1)! / whole(limits, ways)).toBeGreaterThan(
        limits.rule === cornerRule.square ? 0.995 : 0.999,
      );
      expect(planner.ends.at(-1)! / whole(limits, ways)).toBeLessThan(1.03);
      const all = createLivePlanner(limits);
      for (const [dx, dy, dz, speed] of ways) all.move(dx, dy, dz, speed, true, 0);
      expect(all.ends.at(-1)! / whole(limits, ways)).toBeCloseTo(1, limits.rule === cornerRule.square ? 2 : 4);
      expect([...all.ends]).toEqual([...all.ends].sort((a, b) => a - b));
    }
  },
);

test('what runs dry stops after each move', () => {
  const { deviation } = machines;
  const planner = createLivePlanner(deviation);
  let now = 0;
  for (let i = 0; i < 5; i++) {
    planner.move(10, 0, 0, 20, true, now);
    expect(planner.ends[0] - now).toBeCloseTo(moveTime(10, 0, 0, 20, deviation.acceleration), 9);
    now = planner.ends[0];
  }
  planner.settle(now);
  expect(planner.ends).toEqual([]);
});

test('a move that follows in time goes on from the speed of the one before', () => {
  const { deviation } = machines;
  const planner = createLivePlanner(deviation);
  planner.move(10, 0, 0, 20, true, 0);
  planner.move(10, 0, 0, 20, true, 0.3);
  planner.settle(0.55);
  planner.move(10, 0, 0, 20, true, 0.6);
  expect(planner.ends.at(-1)).toBeCloseTo(moveTime(30, 0, 0, 20, deviation.acceleration), 6);
});

test('a plunger alone goes from standstill to standstill, and clearing forgets what was queued', () => {
  const { deviation } = machines;
  const planner = createLivePlanner(deviation);
  planner.move(10, 0, 0, 20, true, 0);
  planner.alone(-2, 5, 0);
  planner.move(10, 0, 0, 20, true, 0);
  const leg = moveTime(10, 0, 0, 20, deviation.acceleration);
  const draw = moveTime(2, 0, 0, 5, deviation.acceleration);
  expect([...planner.ends]).toEqual([leg, leg + draw, 2 * leg + draw].map((end) => expect.closeTo(end, 9)));
  planner.clear();
  planner.move(10, 0, 0, 20, true, 7);
  expect([...planner.ends]).toEqual([expect.closeTo(7 + leg, 9)]);
});
