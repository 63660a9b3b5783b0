import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { createGrbl } from '../../src/firmware/grbl/virtual.ts';
import { createKlipper } from '../../src/firmware/klipper/virtual.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { encodeRecord, type JournalRecord } from '../../src/send/journal/journal-format.ts';
import { acknowledgedLines } from '../../src/send/journal/resume-point.ts';
import { partly } from '../partly.ts';
import { firmwareOf } from './practice-firmware.ts';
import { executedOf, type Simulation, type SimulationOptions, simulate } from './simulate.ts';

// Klipper answers ok to everything: what it refused, its state and its reasons stand in the lines beside.

const allevi = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));
const moves = Array.from({ length: 60 }, (_, i) => `G1 X${(i + 1) / 2} Y5 F600`);
const lines = [
  'G21',
  'G90',
  'G1 Z1 F600',
  'G1 X0 Y5 F600',
  ';BIO:well=A1 x=0 y=0',
  ';BIO:layer=0 z=0.25 height=0.25',
  ';BIO:strand=7 ink=bone part=bone.stl role=lattice layer=0 well=A1 tool=T0',
  'M400',
  'M42 P16 S255',
  ...moves,
  'M42 P16 S0',
  ';BIO:end',
];

function printing(options: Partial<SimulationOptions> = {}): Simulation {
  return simulate({ lines, profile: allevi, hands: false, firmware: firmwareOf('klipper'), ...options });
}

describe('a printer that answers and would not print', () => {
  test('a Klipper in shutdown is not taken for ready, and its reason is shown', () => {
    const sim = printing();
    sim.printer.receive('M112\n', 0);
    sim.run();
    expect(sim.sender.state).toMatchObject({
      kind: 'failed',
      text: 'the printer is not ready: Shutdown due to M112 command',
      fix: expect.stringMatching(/FIRMWARE_RESTART/),
    });
    expect(sim.written.map(({ text }) => text).join('')).not.toMatch(/G\d|M42/);
  });

  test('a GRBL that is locked by an alarm, except where the file homes it first', () => {
    const locked = (text: readonly string[]) => {
      const sim = simulate({ lines: text, firmware: createGrbl(), profile: null });
      sim.printer.receive('G1 X500 F60\n', 0);
      sim.printer.receive('\u0018', 1);
      sim.run();
      return sim;
    };
    const refused = locked(['G1 X5 F600']);
    expect(refused.sender.state).toMatchObject({ text: 'the printer is not ready: it is locked by an alarm' });
    expect(executedOf(refused)).toEqual(['G1 X500 F60']);
    expect(locked(['$H', 'G1 X5 F600']).sender.state).toEqual({ kind: 'done' });
  });

  test('the reason of a shutdown in the middle is fetched and shown', () => {
    const sim = printing({ faults: ['alarm@30'] });
    sim.run();
    expect(sim.sender.state).toMatchObject({
      kind: 'failed',
      text: "the printer halted: MCU 'mcu' shutdown: Timer too close",
      left: ['M42 P16 S0', 'M42 P17 S0', 'M42 P4 S0'],
    });
    expect(sim.written.at(-1)?.text).toBe('STATUS\n');
  });

  test('a printer that halts and says no more: what is known is told within a second', () => {
    const sim = printing({ faults: ['alarm@30'], firmware: { ...firmwareOf('klipper'), haltedAnswer: () => [] } });
    sim.run(() => sim.sender.state.kind === 'stopping');
    const at = sim.now;
    sim.run();
    expect(sim.now - at).toBeLessThanOrEqual(1000);
    expect(sim.sender.state).toMatchObject({ text: 'the printer halted: Klipper state: Shutdown' });
  });
});

describe('a line that was refused', () => {
  test('pauses with the part that is missing and what was executed behind it; resuming leaves it out', () => {
    const sim = printing({ faults: ['refuse@30'] });
    sim.run(() => sim.sender.state.kind === 'paused');
    const refused = sim.events.flatMap(({ event }) => (event.kind === 'refused' ? [event] : []));
    expect(refused).toHaveLength(1);
    const [{ index }] = refused;
    const number = /X([\d.]+)/.exec(sim.job.text[index])![1];
    const behind =
      executedOf(sim).filter((line) => moves.includes(line)).length - (index - sim.job.text.indexOf(moves[0]));
    expect(behind).toBeGreaterThan(0);
    expect(sim.sender.state).toMatchObject({
      kind: 'paused',
      text: expect.stringMatching(
        new RegExp(
          `^line \\d+ \\(G1 X${number} Y5 F600\\) was not carried out, Move out of range.*strand 7 of layer 1 in well A1 lacks its part from X${Number(number) - 0.5} Y5 to X${number} Y5. ${behind} lines behind it were on the way and executed. r resumes and leaves that part out`,
        ),
      ),
    });
    sim.sender.resume(sim.now);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(executedOf(sim).filter((line) => moves.includes(line))).toEqual(
      moves.filter((_, i) => moves[i] !== sim.job.text[index]),
    );
    // No line of it counts as taken.
    expect(sim.events.some(({ event }) => event.kind === 'acknowledged' && event.index === index)).toBe(false);
  });

  test('the journal knows the line: a stop there prints the strand again, resuming lets it go', () => {
    const session = partly<JournalRecord>({ kind: 'session', session: { from: 0 } });
    const taken: JournalRecord[] = Array.from({ length: 9 }, (_, index) => ({
      kind: 'acknowledged',
      index,
      line: index + 1,
      ms: 0,
    }));
    const event = (kind: string, more: object): JournalRecord => ({ kind: 'event', event: { ms: 0, kind, ...more } });
    const records = [session, ...taken, event('refused', { index: 4 })];
    const reading = (all: JournalRecord[]) => ({ records: all, soundBytes: 0, cutOff: false });
    expect(acknowledgedLines(reading(records))).toMatchObject({ count: 4, reached: 9 });
    const resumed = [...records, event('state', { state: 'resuming' })];
    expect(acknowledgedLines(reading(resumed))).toMatchObject({ count: 9, reached: 9 });
    expect(encodeRecord(records.at(-1)!).length).toBeGreaterThan(20);
  });

  test('of GRBL the line and the part are named, and the print ends', () => {
    const sim = simulate({
      lines: [...lines.slice(0, 7), ...moves.slice(0, 9), 'G1 E5', ...moves],
      firmware: createGrbl(),
    });
    sim.run();
    expect(sim.sender.state).toMatchObject({
      kind: 'failed',
      text: expect.stringMatching(/line 17 \(G1 E5\) was not carried out, error 36.*strand 7 of layer 1 in well A1/),
    });
  });
});

describe('axes that are not homed', () => {
  test.each([
    ['klipper', createKlipper({ macros: ['M42'] }), /Must home axis first/, /SET_KINEMATIC_POSITION|set the zero/],
    ['rrf', { ...firmwareOf('rrf'), prepared: false }, /insufficient axes homed/, /set the zero/],
  ] as const)('%s: found with the first travel, before a valve opens', (id, firmware, why, fix) => {
    const sim = printing({ firmware, driver: driverOf(id) });
    sim.run();
    expect(sim.sender.state).toMatchObject({
      kind: 'failed',
      text: expect.stringMatching(why),
      fix: expect.stringMatching(fix),
      left: [],
    });
    const sent = sim.written.map(({ text }) => text).join('');
    expect(sent).not.toContain('S255');
    // Alone on its way: neither another move of the file nor a lift was sent.
    expect(sent.match(/G1 /g)).toHaveLength(1);
  });

  test('each axis is tried once, then the window is used', () => {
    const sim = printing();
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(sim.printer.executed.filter((line) => moves.includes(line))).toEqual(moves);
  });

  test('a way back that is refused opens no valve: paused again, with the reason', () => {
    const sim = printing();
    sim.run(() => sim.printer.executed.length > 30);
    sim.sender.pause('operator', 'key', sim.now);
    sim.run(() => sim.sender.state.kind === 'paused');
    const before = sim.printer.executed.length;
    sim.printer.receive('M84\n', sim.now);
    sim.run(() => false, 10);
    sim.sender.resume(sim.now);
    sim.run(() => sim.sender.state.kind === 'paused', 60_000);
    expect(sim.sender.state).toMatchObject({
      kind: 'paused',
      text: expect.stringMatching(/refused G1 .*Must home axis first.*Nothing was opened/),
    });
    expect(sim.printer.executed.slice(before)).not.toContain('M42 P16 S255');
  });
});

describe('waits for temperature', () => {
  const heated = [
    ...lines.slice(0, 4),
    'SET_HEATER_TEMPERATURE HEATER=extruder TARGET=37',
    'TEMPERATURE_WAIT SENSOR=extruder MINIMUM=36 MAXIMUM=38',
    'M190 S30',
    ...moves,
  ];
  const options = { lines: heated, speedUp: 1 } as const;
  const celsius = (sim: Simulation, of: string, value: number) => {
    sim.printer.machine.heaters.get(of)!.celsius = value;
  };

  /** The virtual heater is at its target at once. */
  const cold = (sim: Simulation) => {
    sim.run(() => executedOf(sim).some((line) => line.startsWith('SET_HEATER_TEMPERATURE')), 60_000);
    celsius(sim, 'T0', 21);
  };

  test('for a target that the printer does not take end in a pause, with both numbers', () => {
    const sim = printing(options);
    cold(sim);
    sim.printer.machine.heaters.get('T0')!.target = 0;
    sim.run(() => sim.sender.state.kind === 'paused', 120_000);
    expect(sim.sender.state).toMatchObject({
      kind: 'paused',
      text: expect.stringMatching(/T0 was set to 37 C and the printer aims at 0 C/),
    });
    expect(executedOf(sim).filter((line) => moves.includes(line))).toEqual([]);
  });

  test('are kept by the sender, which says what it waits for; the lines go on when it is reached', () => {
    const sim = printing(options);
    cold(sim);
    sim.run(() => false, 60_000);
    const said = () =>
      sim.events.flatMap(({ event }) => (event.kind === 'said' && event.by === 'sender' ? [event.text] : []));
    expect(said().at(-1)).toBe('waiting for T0 to be at 36 to 38 °C; p pauses and s stops at once');
    expect(sim.written.map(({ text }) => text).join('')).not.toMatch(/TEMPERATURE_WAIT|M190|M140/);
    celsius(sim, 'T0', 37);
    sim.run(() => sim.written.some(({ text }) => text === 'M140 S30\n'), 20_000);
    // The virtual heater is at its target at once.
    sim.run(() => false, 10);
    celsius(sim, 'B', 21);
    sim.run(() => false, 20_000);
    expect(said().at(-1)).toMatch(/waiting for the bed to be at 29 to 31 °C/);
    expect(executedOf(sim).filter((line) => moves.includes(line))).toEqual([]);
    celsius(sim, 'B', 30);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
    expect(executedOf(sim).filter((line) => moves.includes(line))).toEqual(moves);
    const taken = sim.events.flatMap(({ event }) => (event.kind === 'acknowledged' ? [event.index] : []));
    expect(taken).toEqual(sim.job.text.map((_, index) => index));
  });

  test.each(['pause', 'stop'] as const)('a %s acts on them at once', (act) => {
    const sim = printing(options);
    cold(sim);
    sim.run(() => false, 30_000);
    const at = sim.now;
    if (act === 'pause') sim.sender.pause('operator', 'key', at);
    else sim.sender.stop(at);
    sim.run(() => sim.sender.state.kind === 'paused', 60_000);
    expect(sim.sender.state.kind).toBe(act === 'pause' ? 'paused' : 'stopped');
    // The needle rises in the meantime.
    expect(sim.now - at).toBeLessThan(10_000);
    if (act === 'stop') return;
    sim.sender.resume(sim.now);
    sim.run(() => false, 30_000);
    expect(executedOf(sim).filter((line) => moves.includes(line))).toEqual([]);
    celsius(sim, 'T0', 37);
    celsius(sim, 'B', 30);
    sim.run();
    expect(sim.sender.state).toEqual({ kind: 'done' });
  });
});
