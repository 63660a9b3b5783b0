import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createKlipper } from '../../src/firmware/klipper/virtual.ts';
import type { VirtualFirmware } from '../../src/firmware/virtual-firmware.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { createFaultInjector } from '../../src/send/virtual/faults.ts';
import { type ServedPrinter, servePrinter } from '../../src/send/virtual/serve-printer.ts';
import { projectFolder, scratchFolder } from '../cli/run-bioweft.ts';
import { practiceMarlin } from './practice-firmware.ts';
import { smallPlug } from './small-plug.ts';

// Real signals to a real process: Ctrl-C once pauses and asks, twice stops, three times sends the emergency stop.

const children = new Set<ChildProcess>();
const served = new Set<ServedPrinter>();
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const printer of served) await printer.close();
});

interface Sending {
  readonly child: ChildProcess;
  readonly printer: ServedPrinter;
  /** Resolves when the sender has said this. */
  says(text: RegExp): Promise<void>;
  /** Resolves when the printer has executed this. */
  executes(line: RegExp): Promise<void>;
  readonly ended: Promise<number | null>;
  readonly stderr: () => string;
}

interface Setup {
  readonly firmware?: VirtualFirmware | undefined;
  readonly speedUp?: number | undefined;
  readonly gcode?: string | Uint8Array | undefined;
  readonly flags?: readonly string[] | undefined;
}

async function send(setup: Setup = {}): Promise<Sending> {
  const { firmware = practiceMarlin(), speedUp = 10, flags = [] } = setup;
  const file = join(scratchFolder(), 'plug.gcode');
  writeFileSync(file, setup.gcode ?? smallPlug({ layers: 2, pauses: false }));
  const injector = createFaultInjector([], seededRandom(1));
  const printer = await servePrinter({ firmware, injector, speedUp });
  served.add(printer);
  const entry = join(projectFolder, 'dist/bioweft.js');
  const args = [entry, 'send', file, '--port', printer.address, '--yes', '--no-record', ...flags];
  const env = { ...process.env, NO_COLOR: '1', CI: 'true' };
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  children.add(child);
  child.stdout!.resume();
  let stderr = '';
  let look = () => {};
  child.stderr!.on('data', (chunk) => {
    stderr += chunk;
    look();
  });
  printer.onTraffic(() => look());
  const until = (holds: () => boolean) =>
    new Promise<void>((done) => {
      look = () => holds() && done();
      look();
    });
  return {
    child,
    printer,
    says: (text) => until(() => text.test(stderr)),
    executes: (line) => until(() => printer.printer.executed.some((executed) => line.test(executed))),
    ended: new Promise((done) => child.on('close', done)),
    stderr: () => stderr,
  };
}

const valve = ({ printer }: Sending) => printer.printer.executed.filter((line) => line.startsWith('M42 P16')).at(-1);

test.concurrent('Ctrl-C once pauses in the safe state and asks; r goes on to the end', async () => {
  const sending = await send();
  await sending.executes(/^M42 P16 S255$/);
  sending.child.kill('SIGINT');
  await sending.says(/pausing\. r resumes; Ctrl-C again stops safely/);
  await sending.says(/paused by the operator/);
  expect(valve(sending)).toBe('M42 P16 S0');
  expect(sending.printer.printer.executed.at(-2)).toBe('G1 Z50 F600');
  sending.child.stdin!.write('r\n');
  expect(await sending.ended).toBe(0);
  expect(valve(sending)).toBe('M42 P16 S0');
});

test.concurrent('Ctrl-C twice stops: valves closed, needle up, exit code 130', async () => {
  const sending = await send();
  await sending.executes(/^M42 P16 S255$/);
  sending.child.kill('SIGINT');
  await sending.says(/pausing/);
  sending.child.kill('SIGINT');
  expect(await sending.ended).toBe(130);
  expect(sending.stderr()).toMatch(/Stopped.*stopped by the operator; valves closed; lamps off; needle at Z 50 mm/);
  expect(valve(sending)).toBe('M42 P16 S0');
  expect(sending.printer.printer.executed).toContain('G1 Z50 F600');
  expect(sending.printer.printer.halted).toBe(false);
});

test.concurrent('Ctrl-C three times sends the emergency stop, and the printer confirms it', async () => {
  const sending = await send();
  await sending.executes(/^M42 P16 S255$/);
  sending.child.kill('SIGINT');
  await sending.says(/pausing/);
  sending.child.kill('SIGINT');
  await sending.says(/■ stopped by the operator/);
  sending.child.kill('SIGINT');
  expect(await sending.ended).toBe(3);
  expect(sending.stderr()).toMatch(/emergency stop: .*kill\(\) called/);
  expect(sending.printer.printer.halted).toBe(true);
});

test.concurrent('the end of the terminal stops the print as a key would', async () => {
  const sending = await send();
  await sending.executes(/^M42 P16 S255$/);
  sending.child.kill('SIGHUP');
  expect(await sending.ended).toBe(130);
  expect(valve(sending)).toBe('M42 P16 S0');
});

test.concurrent('a pause that nobody can see, as the screen is gone, is a stop', async () => {
  const sending = await send();
  await sending.executes(/^M42 P16 S255$/);
  sending.child.stderr!.destroy();
  sending.child.kill('SIGINT');
  expect(await sending.ended).toBe(130);
  expect(valve(sending)).toBe('M42 P16 S0');
  expect(sending.printer.printer.executed).toContain('G1 Z50 F600');
});

test.concurrent('events that nobody reads any more do not end a print', async () => {
  const sending = await send({ flags: ['--json'] });
  await sending.executes(/^M42 P16 S255$/);
  sending.child.stdout!.destroy();
  expect(await sending.ended).toBe(0);
  expect(sending.stderr()).toMatch(/Stdout has no reader any more; the journal and the record keep the events\./);
  expect(valve(sending)).toBe('M42 P16 S0');
});

/** Moves of 5 s each at the printer's own speed. */
const slow = ['G21', 'G90', 'G1 Z1 F600', ...Array.from({ length: 6 }, (_, i) => `G1 X${i % 2 ? 10 : 60} F600`), ''];

test.concurrent('a stop on a Klipper with motion queued: waits, says so, and only then says that valves are closed', async () => {
  const flags = ['--printer', 'klipper-syringe'];
  const sending = await send({
    firmware: createKlipper({ prepared: true }),
    speedUp: 4,
    gcode: slow.join('\n'),
    flags,
  });
  await sending.executes(/^G1 X60 F600$/);
  const began = performance.now();
  sending.child.kill('SIGINT');
  await sending.says(/pausing/);
  sending.child.kill('SIGINT');
  expect(await sending.ended).toBe(130);
  // One move at least was queued: more than a second at this pace, where a stop that does not wait takes a tenth of one.
  expect(performance.now() - began).toBeGreaterThan(1000);
  expect(sending.stderr()).toMatch(/waiting for the printer to end the motion it has queued, about \d+ s by the plan/);
  expect(sending.stderr()).toMatch(/Stopped.*: stopped by the operator; valves closed; lamps off; needle at Z 25 mm/);
  expect(sending.stderr()).not.toMatch(/could not be confirmed/);
  expect(sending.printer.printer.executed.slice(-4)).toContain('G1 Z25 F600');
});

test.concurrent('three Ctrl-C on a Marlin without emergency parser: the unheard stop is reported, nothing moves behind it', async () => {
  let sent = '';
  const firmware = practiceMarlin({ emergencyParser: false });
  const sending = await send({
    firmware,
    speedUp: 1,
    gcode: [...slow, ...slow, ...slow].join('\n'),
    flags: ['--printer', 'allevi-biobot1'],
  });
  sending.printer.onTraffic((direction, text) => {
    if (direction === 'in') sent += text;
  });
  await sending.executes(/^G1 X60 F600$/);
  sending.child.kill('SIGINT');
  await sending.says(/pausing/);
  sending.child.kill('SIGINT');
  await sending.says(/■ stopped by the operator/);
  sending.child.kill('SIGINT');
  expect(await sending.ended).toBe(3);
  expect(sending.stderr()).toMatch(/emergency stop: the printer did not confirm it/);
  expect(sending.stderr()).toMatch(/could not be confirmed: valves and lamps off/);
  expect(sent.slice(sent.indexOf('M112') + 4)).toBe('\n');
});

test.concurrent('a sender that was stopped in the middle of a strand says so and pauses', async () => {
  const sending = await send({ speedUp: 1 });
  await sending.executes(/^M42 P16 S255$/);
  sending.child.kill('SIGSTOP');
  await new Promise((done) => setTimeout(done, 5500));
  sending.child.kill('SIGCONT');
  await sending.says(/paused: this program stood still for [5-9] s/);
  sending.child.stdin!.write('s');
  expect(await sending.ended).toBe(130);
  expect(valve(sending)).toBe('M42 P16 S0');
});
