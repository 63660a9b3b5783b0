import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTally, notePlace, type Tally } from '../../src/check/foreign/tally-places.ts';
import type { HeadBody } from '../../src/check/space/head-bodies.ts';
import { longerNeedle } from '../../src/check/space/longer-needle.ts';
import type { ProgramPath } from '../../src/program/program-path.ts';
import { construct, plan, strand } from '../program/plan-fixture.ts';
import { runs } from '../proving.ts';

// A gate that is made up: places, each free once the needle has a length of its own, that all ask for what the worst
// one asks for; and what happens to other bodies from a length on.

const program = plan(
  construct([
    [
      strand([
        [0, 0],
        [1, 0],
      ]),
    ],
  ]),
);
const [{ tool, nozzle }] = program.header.tools;

interface Place {
  readonly what: HeadBody['what'];
  readonly idle?: boolean;
  /** Met below this length, or from it on, mm. */
  readonly below?: number;
  readonly from?: number;
}

function lengthThatPasses(places: readonly Place[]): { proposed: number | null; judged: number } {
  let judged = 0;
  const judge = (of: ProgramPath): Tally<{ body: HeadBody }> => {
    judged++;
    const [{ nozzle: now }] = of.header.tools;
    const tally = createTally<{ body: HeadBody }>();
    for (const [i, { what, idle = false, below = 0, from = Number.POSITIVE_INFINITY }] of places.entries()) {
      const missing = below > now.length ? below - now.length : now.length >= from ? now.length - from + 1 : 0;
      const body = { tool, what, idle, length: now.length } as HeadBody;
      if (missing > 0)
        notePlace(
          tally,
          `${what} ${idle} ${i}`,
          missing * 1e6,
          () => ({}),
          () => ({ body }),
        );
    }
    return tally;
  };
  const proposed = longerNeedle(
    {
      program,
      before: judge(program),
      judge,
      lengthFor: ({ detail: { body }, worst }) => body.length + worst / 1e6,
      refuses: () => true,
    },
    tool,
  );
  return { proposed, judged };
}

const more = fc.double({ min: 0.1, max: 50, noNaN: true });

test('what is proposed is the shortest needle that leaves nothing, and was judged', () => {
  fc.assert(
    fc.property(fc.array(more, { minLength: 1, maxLength: 5 }), (lengths) => {
      const { proposed, judged } = lengthThatPasses(lengths.map((mm) => ({ what: 'hub', below: nozzle.length + mm })));
      expect(proposed).toBeCloseTo(nozzle.length + Math.max(...lengths), 6);
      expect(judged).toBeGreaterThan(1);
    }),
    runs(211, 40),
  );
});

test.each<[string, Place]>([
  ['the needle itself met it before', { what: 'needle', below: 1000 }],
  ['the needle itself meets something new', { what: 'needle', from: nozzle.length + 1 }],
  ['another body does, once it is idle', { what: 'needle', idle: true, from: nozzle.length + 1 }],
  ['an idle one gets deeper into it', { what: 'needle', idle: true, from: nozzle.length - 1 }],
])('none where %s', (_, other) => {
  expect(lengthThatPasses([{ what: 'hub', below: nozzle.length + 2 }, other]).proposed).toBeNull();
});

test('none where nothing is met by a hub', () => {
  expect(lengthThatPasses([]).proposed).toBeNull();
});
