import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadSendInputs, type SendInputs } from '../../src/cli/send/send-inputs.ts';
import type { SendOptions } from '../../src/cli/send/send-options.ts';
import { createSendScreen } from '../../src/cli/send/send-screen.ts';
import type { PrintSession } from '../../src/send/print-session.ts';
import type { SenderEvent } from '../../src/send/sender-state.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';
import { partly } from '../partly.ts';
import { smallPlug } from './small-plug.ts';

// What the operator sees of a print, from the sender's events, on a clock that stands still.

const morning = new Date(2026, 0, 5, 10, 0).getTime();
const minute = 60_000;
const terminal = process.stderr.isTTY;
let written: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: morning });
  written = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  process.stderr.isTTY = terminal;
});

interface Watched {
  readonly inputs: SendInputs;
  /** The printer has this much motion queued, s. */
  queue(seconds: number): void;
  event(event: SenderEvent): void;
  /** All events up to this line of the file, as the printer answers them. */
  answerTo(line: RegExp): number;
  /** The block as it stands, without colours, after a renewal. */
  block(): string;
  /** Lets this time pass. */
  pass(ms: number): void;
  end(): void;
}

async function watch(options: SendOptions = {}, limitMin: number | null = null, tty = true): Promise<Watched> {
  process.stderr.isTTY = tty;
  const file = join(scratchFolder(), 'plug.gcode');
  const cure = ';BIO:cure=1 layer=3 well=A1 wavelength=405 intensity=100 seconds=10\nM42 P4 S255\nG4 P10000\nM42 P4 S0';
  writeFileSync(file, new TextDecoder().decode(smallPlug()).replace('G4 P6000', cure));
  const inputs = { ...(await loadSendInputs(file, options)), limitMin };
  const stats = { sent: 0, acknowledged: 0, resends: 2, probes: 0, stray: 0 };
  const began = Date.now();
  let queuedS = 0;
  const session = partly<PrintSession>({
    sender: { stats },
    elapsed: () => Date.now() - began,
    queuedS: () => queuedS,
  });
  const screen = createSendScreen(inputs, options);
  screen.begin(session, 0);
  screen.event({ kind: 'state', state: { kind: 'printing' } });
  return {
    inputs,
    queue(seconds) {
      queuedS = seconds;
    },
    event: screen.event,
    answerTo(line) {
      const index = inputs.job.text.findIndex((text, i) => i >= stats.acknowledged && line.test(text));
      while (stats.acknowledged <= index) screen.event({ kind: 'acknowledged', index: stats.acknowledged++ });
      return index;
    },
    block() {
      vi.advanceTimersByTime(250);
      return plain(written.at(-1)!);
    },
    pass: (ms) => void vi.advanceTimersByTime(ms),
    end: screen.end,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours and the movements of the cursor
const plain = (text: string) => text.replace(/\u001b\[[\d;]*[A-Za-z]/g, '');

test('the place in the construct, the share of the time, and what is answered', async () => {
  const { answerTo, block, inputs, pass, end } = await watch();
  expect(block()).toMatch(/ 0\.0 %/);
  expect(block()).toMatch(/before the first layer/);
  answerTo(/^G1 X21 Y2\.5$/);
  const index = answerTo(/^G1 X21 Y3$/);
  const total = inputs.times.at(-1)!;
  const share = ((inputs.times[index] / total) * 100).toFixed(1);
  expect(block()).toContain(`${share} %`);
  expect(block()).toMatch(/well B1 · layer 1 of 4 · strand 13 · Z 0\.25 mm · needle at X21 Y3/);
  expect(block()).toContain(`line ${inputs.job.fileLine[index]} · ${index + 1} answered · 2 sent again`);
  expect(block()).toMatch(/\n {2}printing\n/);
  // Twice as slow as planned so far: so is what is left, rounded as the screen rounds it.
  pass(inputs.times[index] * 2000 - 1250);
  const left = /about (?:(\d+) min )?(\d+) s to go/.exec(block())!;
  expect(Number(left[1] ?? 0) * 60 + Number(left[2])).toBeCloseTo((total - inputs.times[index]) * 2, -1);
  end();
});

test('the step in words, and temperatures against their targets', async () => {
  const { answerTo, block, event, end } = await watch();
  answerTo(/^M42 P4 S255$/);
  expect(block()).toMatch(/\n {2}curing layer 4, 405 nm, 10 s\n/);
  event({
    kind: 'temperatures',
    temperatures: [
      { of: 'T0', celsius: 36.94, target: 37 },
      { of: 'T1', celsius: 21, target: 0 },
      { of: 'B', celsius: 4.12, target: 4 },
    ],
  });
  expect(block()).toMatch(/T0 36\.9 \/ 37 °C · B 4\.1 \/ 4 °C\n/);
  expect(block()).not.toMatch(/T1/);
  event({ kind: 'state', state: { kind: 'paused', why: 'file', text: 'add calcium' } });
  expect(block()).toMatch(/paused: add calcium .*r resumes, s stops/);
  expect(written.map(plain)).toContain('  ‖ paused: add calcium\n');
  end();
});

test('the time since the incubator against the limit, with one warning before it ends', async () => {
  const { answerTo, block, pass, end } = await watch({ leftIncubator: '09:40' }, 45);
  // All but done, so that what is left adds nothing.
  answerTo(/^G1 E22/);
  expect(block()).toMatch(/cells out of the incubator for 20 of 45 min\n/);
  const warnings = () => written.filter((text) => plain(text).startsWith('  ! cells have been out of the incubator'));
  pass(15 * minute);
  expect(warnings()).toEqual([]);
  pass(minute + 1000);
  expect(block()).toMatch(/for 36 of 45 min: their time runs out\n/);
  pass(5 * minute);
  expect(warnings().map(plain)).toEqual(['  ! cells have been out of the incubator for 36 of 45 min\n']);
  pass(4 * minute);
  expect(block()).toMatch(/for 45 of 45 min: the print ends after the limit\n/);
  end();
});

test('a print that would end after the limit is told from its begin; without a time the clock starts with the print', async () => {
  const { block, inputs, end } = await watch({}, 1);
  expect(inputs.times.at(-1)).toBeGreaterThan(60);
  expect(block()).toMatch(/for 0 of 1 min: the print ends after the limit\n/);
  end();
});

test('cells that left the incubator before midnight', async () => {
  vi.setSystemTime(new Date(2026, 0, 5, 0, 10));
  const { answerTo, block, end } = await watch({ leftIncubator: '23:50' }, 120);
  answerTo(/^G1 E22/);
  expect(block()).toMatch(/for 20 of 120 min\n/);
  end();
});

test('where nobody watches: a line every ten seconds; or every event as JSON; or nothing', async () => {
  const lines = await watch({}, null, false);
  expect(plain(written[0])).toMatch(/^ {2}\d+ lines to Marlin, about /);
  lines.answerTo(/^G1 X21 Y3$/);
  lines.pass(9_000);
  expect(written.length).toBe(1);
  lines.pass(12_000);
  expect(written.length).toBe(3);
  expect(plain(written[1])).toMatch(
    /^\d+\.\d % · well B1 · layer 1 of 4 · strand 13 · Z 0\.25 mm · needle at X21 Y3 · about .* to go\n$/,
  );
  lines.end();
  written = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const json = await watch({ json: true }, null, false);
  const index = json.answerTo(/^G90$/);
  json.pass(60_000);
  const events = stdout.mock.calls.map(([text]) => JSON.parse(String(text)));
  expect(events.at(-1)).toEqual({ ms: 0, kind: 'acknowledged', index, line: json.inputs.job.fileLine[index] });
  json.end();
  const quiet = await watch({ quiet: true }, 1, false);
  quiet.answerTo(/^G90$/);
  quiet.pass(60_000);
  quiet.end();
  expect(written).toEqual([]);
});

test('what is queued is not done yet, and a pause counts for nothing', async () => {
  const { answerTo, block, event, inputs, pass, queue, end } = await watch();
  const index = answerTo(/^G1 X21 Y3$/);
  const total = inputs.times.at(-1)!;
  queue(12);
  expect(block()).toContain(`${(((inputs.times[index] - 12) / total) * 100).toFixed(1)} %`);
  queue(0);
  pass(inputs.times[index] * 1000 - 500);
  const before = /about (.*) to go/.exec(block())![1];
  event({ kind: 'state', state: { kind: 'paused', why: 'operator', text: 'key' } });
  pass(600_000);
  expect(/about (.*) to go/.exec(block())![1]).toBe(before);
  end();
});

test('without a terminal each line says that it is paused, the temperatures and where the needle is', async () => {
  const { answerTo, event, pass, end } = await watch({}, null, false);
  answerTo(/^G1 X21 Y3$/);
  event({ kind: 'temperatures', temperatures: [{ of: 'T0', celsius: 36.94, target: 37 }] });
  event({ kind: 'state', state: { kind: 'paused', why: 'operator', text: 'paused by the operator' } });
  written = [];
  pass(10_000);
  expect(plain(written.join(''))).toMatch(
    / % · paused: paused by the operator · .*needle at X21 Y3 · T0 36\.9 \/ 37 °C · about/,
  );
  end();
});

test('in a narrow window no row wraps', async () => {
  const columns = process.stderr.columns;
  process.stderr.columns = 40;
  const { answerTo, block, end } = await watch();
  answerTo(/^G1 X21 Y3$/);
  for (const row of block().trimEnd().split('\n')) expect(row.length).toBeLessThan(40);
  process.stderr.columns = columns;
  end();
});
