import { expect, test } from 'vitest';
import type { VirtualFirmware } from '../../src/firmware/virtual-firmware.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { isOver } from '../../src/send/sender-state.ts';
import type { FaultName } from '../../src/send/virtual/faults.ts';
import { draws, seedFrom } from '../proving.ts';
import { firmwareOf, practiceMarlin } from './practice-firmware.ts';
import { drain, executedOf, simulate } from './simulate.ts';

// Thousands of cables and printers with a temper, each drawn from its seed: nothing may be lost or doubled, and what
// does not end well must end safely.

const job = Array.from({ length: 60 }, (_, i) => (i % 9 === 4 ? 'G4 P0.02' : `G1 X${i} Y${i % 7} F600`));

interface Outcome {
  readonly seed: number;
  readonly faults: string;
  readonly why: string;
}

/** Runs one schedule; null when all is well. */
function judge(seed: number, firmware: VirtualFirmware, faults: readonly string[], gapAllowed = false): Outcome | null {
  const sim = simulate({ lines: job, firmware, faults, seed });
  sim.run();
  drain(sim);
  const { state } = sim.sender;
  const executed = executedOf(sim, ['M400', 'G4 P0.01']);
  const reported = { seed, faults: faults.join(' ') };
  if (!isOver(state)) return { ...reported, why: `did not end: ${state.kind}` };
  const wrong = executed.findIndex((line, i) => line !== job[i]);
  if (wrong >= 0 && !(gapAllowed && state.kind === 'failed' && isGap(executed, wrong))) {
    return { ...reported, why: `executed ${executed[wrong]} as number ${wrong}, ${state.kind}` };
  }
  if (state.kind === 'done' && executed.length !== job.length)
    return { ...reported, why: `${executed.length} lines only` };
  if (state.kind === 'failed' && state.text === '') return { ...reported, why: 'failed without a reason' };
  return null;
}

/** Lines that were on their way behind a lost one: still in order, none twice. */
function isGap(executed: readonly string[], from: number): boolean {
  let at = from;
  for (const line of executed.slice(from)) {
    at = job.indexOf(line, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function schedule(names: readonly FaultName[], random: () => number, most: number): string[] {
  return names.filter(() => random() < 0.4).map((name) => `${name}:${(random() * most).toFixed(4)}`);
}

const cable: FaultName[] = [
  'lost-ok',
  'garbled-ok',
  'doubled-ok',
  'lost-line',
  'garbled-line',
  'lost-newline',
  'noise',
  'lost-resend',
  'doubled-resend',
];

test.each([
  ['Marlin 2.1', draws(200, 3000), () => practiceMarlin()],
  ['Marlin 1.1, which asks again for what it has', draws(120, 2000), () => practiceMarlin({ old: true })],
  ['Marlin with numbered answers', draws(120, 2000), () => practiceMarlin({ advancedOk: true })],
  ['Marlin that asks again without ok', draws(80, 1000), () => practiceMarlin({ resendWithoutOk: () => true })],
] as const)(
  '%s: every line once and in order through %i schedules',
  (_, count, firmware) => {
    const wrong: Outcome[] = [];
    let done = 0;
    for (let seed = 1; seed <= count; seed++) {
      const outcome = judge(seed, firmware(), schedule(cable, seededRandom(seedFrom(seed * 7919)), 0.1));
      if (outcome) wrong.push(outcome);
      else done++;
    }
    expect(wrong).toEqual([]);
    expect(done).toBe(count);
  },
  120_000,
);

// These firmwares cannot ask again. What was behind a lost line on its way is executed before the loss shows (GRBL has
// up to 100 bytes there), and then the print stops. A schedule either loses or doubles: both at once cancel out unseen.
test.each([
  ['klipper', draws(60, 600), ['lost-ok', 'garbled-ok', 'noise'], ['doubled-ok', 'noise']],
  ['grbl', draws(60, 700), ['lost-ok', 'garbled-ok', 'lost-line', 'noise'], ['doubled-ok', 'noise']],
  ['rrf', draws(60, 700), ['lost-ok', 'garbled-ok', 'lost-line', 'garbled-line', 'noise'], ['doubled-ok', 'noise']],
] as const)('%s: every line once and in order, or a safe stop, through %i schedules', (id, count, losses, doubles) => {
  const wrong: Outcome[] = [];
  for (let seed = 1; seed <= count; seed++) {
    const names = seed % 3 === 0 ? doubles : losses;
    const outcome = judge(
      seed,
      firmwareOf(id),
      schedule(names, seededRandom(seedFrom(seed * 104729)), 0.02),
      id === 'grbl',
    );
    if (outcome) wrong.push(outcome);
  }
  expect(wrong).toEqual([]);
});
