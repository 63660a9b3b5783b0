import { expect, test } from 'vitest';
import { dialectOf } from '../../src/firmware/dialects.ts';
import { appendMove, createChain, moveTime, runChain } from '../../src/machine/look-ahead.ts';
import { motionLimits } from '../../src/machine/motion-limits.ts';
import { carryOut } from '../../src/machine/run-program.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { Step } from '../../src/program/step.ts';
import { construct, jobOf, makeProfile, plan, pneumatic, strand, tool } from '../program/plan-fixture.ts';

const jerk: Profile['motion'] = makeProfile().motion; // 1000 mm/s², jerk 5 mm/s
const deviation = { ...jerk, junction: { by: 'deviation', distance: 0.02 } } as const;

type Move = readonly [x: number, y: number, z: number];

function chain(motion: Profile['motion'], moves: readonly Move[], speed: number): number {
  const limits = motionLimits(motion, dialectOf('marlin').motion);
  const queue = createChain(limits.rule);
  moves.forEach(([x, y, z], row) => {
    appendMove(queue, limits, row, x, y, z, speed);
  });
  return runChain(queue, limits, 0, new Float64Array(moves.length));
}

test('a move that reaches its speed: length / speed + speed / acceleration', () => {
  expect(chain(jerk, [[100, 0, 0]], 50)).toBeCloseTo(100 / 50 + 50 / 1000, 12);
});

test('a move too short to reach its speed: two ramps, 2 sqrt(length / acceleration)', () => {
  expect(chain(jerk, [[0.9, 0, 0]], 100)).toBeCloseTo(2 * Math.sqrt(0.9 / 1000), 12);
});

test('unequal ends: from 10 to 20 mm/s over 10 mm at most 40 mm/s', () => {
  // Ramps 10 to 40 and 40 to 20: (30 + 20) / 1000 s over (1500 + 1200) / 2000 mm; the rest at 40.
  expect(moveTime(10, 10, 20, 40, 1000)).toBeCloseTo(0.05 + (10 - 1.35) / 40, 12);
});

test('pieces of a straight line take as long as the line, also with thousands of them', () => {
  const pieces = Array.from({ length: 5000 }, () => [0.02, 0, 0] as const);
  expect(chain(jerk, pieces, 50)).toBeCloseTo(100 / 50 + 50 / 1000, 9);
  expect(chain(deviation, pieces, 50)).toBeCloseTo(100 / 50 + 50 / 1000, 9);
});

test('a right-angled corner is passed at the jerk: each leg ends at 5 mm/s', () => {
  const leg = moveTime(10, 0, 5, 50, 1000);
  expect(
    chain(
      jerk,
      [
        [10, 0, 0],
        [0, 10, 0],
      ],
      50,
    ),
  ).toBeCloseTo(2 * leg, 12);
});

test('junction deviation: v² = a d s / (1 - s), s = sin 45° at a right angle', () => {
  const s = Math.SQRT1_2;
  const speed = Math.sqrt((1000 * 0.02 * s) / (1 - s));
  const leg = moveTime(10, 0, speed, 50, 1000);
  expect(
    chain(
      deviation,
      [
        [10, 0, 0],
        [0, 10, 0],
      ],
      50,
    ),
  ).toBeCloseTo(2 * leg, 12);
});

test('turning back stops the needle under junction deviation', () => {
  expect(
    chain(
      deviation,
      [
        [10, 0, 0],
        [-10, 0, 0],
      ],
      50,
    ),
  ).toBeCloseTo(2 * (10 / 50 + 50 / 1000), 9);
});

test('the slowest axis limits a slanted move', () => {
  const slowZ = { ...jerk, maxSpeed: { x: 100, y: 100, z: 3 } };
  // Along (3, 0, 4): z takes 4/5 of the speed, so at most 3.75 mm/s.
  expect(chain(slowZ, [[3, 0, 4]], 50)).toBeCloseTo(5 / 3.75 + 3.75 / 1000, 12);
});

test('a printed square of 10 mm at 10 mm/s: four legs, three corners at the jerk', () => {
  const square = strand(
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ],
    { closed: true },
  );
  const program = plan(construct([[square]]), { profile: makeProfile({ tools: [tool('T0', pneumatic)] }) });
  const times = carryOut(program, makeProfile({ tools: [tool('T0', pneumatic)] })).run;
  const expected = moveTime(10, 0, 5, 10, 1000) + 2 * moveTime(10, 5, 5, 10, 1000) + moveTime(10, 5, 0, 10, 1000);
  expect(times.strandEnd[0] - times.strandStart[0]).toBeCloseTo(expected, 9);
});

test('strand times, dwells, flow at rest and light add up', () => {
  const profile = makeProfile({ tools: [tool('T0', pneumatic)] });
  const line = strand([
    [0, 0],
    [10, 0],
  ]);
  const job = jobOf(['a'], { layerDwell: 7 }, { preflow: 0.5, postflow: 0.25 });
  const program = plan(construct([[line], [line]]), { profile, job });
  const times = carryOut(program, profile).run;
  const stroke = 10 / 10 + 10 / 1000;
  expect(times.strandEnd[0] - times.strandStart[0]).toBeCloseTo(stroke, 9);
  // Straight up 9.8 mm; 7 s; over 10 mm and down 9.6 mm; each second of preflow counts.
  const up = 9.8 / 50 + 0.05;
  const over = moveTime(10, 0, 5, 50, 1000) + moveTime(9.6, 5, 0, 50, 1000);
  expect(times.strandStart[1] - times.strandEnd[0]).toBeCloseTo(0.25 + up + 7 + over + 0.5, 9);
  const cure: Step = {
    kind: 'cure',
    layer: 0,
    well: '-',
    wavelength: 0,
    irradiance: null,
    intensity: 100,
    seconds: 12,
    lamp: 'L',
  };
  const lit = carryOut({ ...program, steps: [...program.steps, cure] }, profile).run;
  expect(lit.totalS - times.totalS).toBeCloseTo(12, 9);
});

test('tools take the time of the profile to change', () => {
  const layers = construct([
    [
      strand([
        [0, 0],
        [3, 0],
      ]),
      strand(
        [
          [0, 1],
          [3, 1],
        ],
        { ink: 'b' },
      ),
    ],
  ]);
  const timeOf = (more: Record<string, unknown>) => {
    const profile = makeProfile({ tools: [tool('T0', more), tool('T1', more)] });
    return carryOut(plan(layers, { profile, job: jobOf(['a', 'b']) }), profile).run.totalS;
  };
  expect(timeOf({ changeSeconds: 4 }) - timeOf({})).toBeCloseTo(8, 9);
});

test('a very long chain is planned piece by piece at hardly any cost', () => {
  const count = 200_000;
  const points = Array.from({ length: count + 1 }, (_, i) => [i * 0.01, 0] as const);
  const program = plan(construct([[strand(points)]]));
  const profile = makeProfile();
  const times = carryOut(program, profile).run;
  const ideal = (count * 0.01) / 10 + 10 / 1000;
  expect(times.strandEnd[0] - times.strandStart[0]).toBeGreaterThan(ideal - 0.02);
  expect(times.strandEnd[0] - times.strandStart[0]).toBeLessThan(ideal + 0.1);
});

test('under constant pressure a strand takes its volume over the flow, and a dot is waited for', () => {
  const nominal = strand(
    [
      [0, 0],
      [40, 0],
    ],
    { area: 0.08 },
  );
  const wedge = strand(
    [
      [0, 5],
      [40, 5],
    ],
    { width: 0.6, area: 0.12, widths: Int32Array.of(200_000, 600_000) },
  );
  const dot = strand(
    [
      [0, 9],
      [0.2, 9],
    ],
    { area: 0.08 },
  );
  const profile = makeProfile({ tools: [tool('T0', pneumatic)] });
  const program = plan(construct([[nominal, wedge, dot]]), { profile, job: jobOf(['a'], { speed: 10 }) });
  const { strandStart, strandEnd } = carryOut(program, profile).run;
  const flow = 0.08 * 10;
  // From and to rest: 10 mm/s cost 10 ms, 20 and 6.7 mm/s together (20 + 6.7) / 2 ms.
  expect(strandEnd[0] - strandStart[0]).toBeCloseTo(4 + 0.01, 9);
  expect(Math.abs(strandEnd[1] - strandStart[1] - (40 * 0.08) / flow)).toBeLessThan(0.02);
  expect(strandEnd[2] - strandStart[2]).toBeCloseTo((0.2 * 0.08) / flow, 9);
  expect(program.header.totals.extrusionS).toBeCloseTo((40 * 0.08 + 40 * 0.08 + 0.2 * 0.08) / flow, 5);
});
