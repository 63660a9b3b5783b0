import { expect, test } from 'vitest';
import { gateBounds } from '../../src/check/gates/gate-bounds.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';
import { construct, jobOf, makeProfile, type PlanParts, plan, strand, tool } from '../program/plan-fixture.ts';

const line = strand([
  [-3, 0],
  [3, 0],
]);

function judge(parts: PlanParts = {}, what = construct([[line]])) {
  const profile = parts.profile ?? makeProfile();
  return gateBounds(plan(what, parts), profile, placeVessel(null, profile));
}

test('a plan in the middle of the bed passes', () => {
  expect(judge()).toEqual([]);
});

test('a strand that leaves the bed: by how much, where, and which way to move', () => {
  const findings = judge({ job: jobOf(['a'], { at: [1, 60] }) });
  const strands = findings.filter(({ code }) => code === 'strand-outside-machine');
  expect(strands).toHaveLength(1);
  expect(strands[0]).toMatchObject({
    severity: 'refuse',
    where: { tool: 'T0', well: '-', layer: 0, strand: 0 },
    numbers: { beyondMm: 2, askedMm: -2, limitMm: 0, count: 1 },
  });
  expect(strands[0].what).toContain('by 2 mm at the left');
  expect(strands[0].fix).toContain('by 2 mm to the right');
});

test.each([
  [[119, 60], 'right', 2],
  [[60, -0.5], 'front', 0.5],
  [[60, 121], 'back', 1],
] as const)('at %j it is the %s side', (at, side, mm) => {
  const [first] = judge({ job: jobOf(['a'], { at }) });
  expect(first.what).toContain(`at the ${side}`);
  expect(first.numbers!['beyondMm']).toBeCloseTo(mm, 9);
});

test('the offset of the tool counts: what T0 reaches, T1 may not', () => {
  const profile = makeProfile({ tools: [tool('T0'), tool('T1', { offset: { x: 48.33, y: 0, z: 0 } })] });
  const at = { at: [40, 60] };
  expect(judge({ profile, job: jobOf(['a'], at) })).toEqual([]);
  const job = jobOf(['a'], at, { tool: 'T1' });
  const [first] = judge({ profile, job });
  expect(first.numbers!['beyondMm']).toBeCloseTo(11.33, 9);
  expect(first.what).toContain('offset of 48.33 mm of T1 in x');
});

test('a lift above the machine is refused', () => {
  const profile = makeProfile({ bed: { x: [0, 120], y: [0, 120], z: [0, 8], origin: 'corner' } });
  const findings = judge({ profile });
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ code: 'travel-outside-machine', numbers: { beyondMm: 2, limitMm: 8 } });
  expect(findings[0].what).toContain('A lift leaves Bench printer by 2 mm at the top');
});

test('many strands outside give one finding with the first place, the worst amount and the count', () => {
  const strands = Array.from({ length: 50 }, (_, i) =>
    strand([
      [-3 - i * 0.1, i * 0.5],
      [3, i * 0.5],
    ]),
  );
  const findings = judge({ job: jobOf(['a'], { at: [2, 60] }) }, construct([strands]));
  const [first] = findings.filter(({ code }) => code === 'strand-outside-machine');
  expect(findings.length).toBeLessThanOrEqual(2);
  expect(first.where.strand).toBe(0);
  expect(first.numbers!['beyondMm']).toBeCloseTo(5.9, 9);
  expect(first.numbers!['count']).toBe(50);
});
