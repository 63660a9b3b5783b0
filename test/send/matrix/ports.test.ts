import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/random/seeded-random.ts';
import { createSerialTransport } from '../../../src/send/transport/serial-transport.ts';
import { transportTo } from '../../../src/send/transport/transport.ts';
import { createFaultInjector, parseFault } from '../../../src/send/virtual/faults.ts';
import { recordOf } from '../../../src/send/virtual/printed-record.ts';
import { openPseudoTerminal } from '../../../src/send/virtual/pseudo-terminal.ts';
import { bioweftAlone, scratchFolder } from '../../cli/run-bioweft.ts';
import { smallPlug } from '../small-plug.ts';
import { all, casesOf, expectRow, markerOf, newPrinter, type Row, valves } from './print-with-faults.ts';

// The port itself: F15, F16, F21.

const rows: readonly Row[] = [{ row: 'F15 unplugged', faults: ['unplug@40'], on: all, why: /port is gone/ }];

test.concurrent.each(casesOf(rows))('$row: $id', expectRow);

test.concurrent('F15 unplugged, and resumed where it came back under another name', async () => {
  const folder = scratchFolder();
  const file = join(folder, 'plug.gcode');
  writeFileSync(file, smallPlug());
  const injector = createFaultInjector([parseFault('unplug@150')], seededRandom(1));
  const printer = await newPrinter('marlin', { injector, speedUp: 20_000 });
  const before = printer.address;
  const cut = await bioweftAlone(['send', file, '--port', before, '--yes', '--practice']);
  expect(cut.code).toBe(3);
  expect(cut.stderr).toMatch(/the port is gone[\s\S]*could not be confirmed: valves and lamps off \(M42 P16 S0/);
  expect(cut.stderr).toMatch(/manually/);
  const after = printer.replug();
  expect(after).not.toBe(before);
  // It was without power, so that its origin is where it stands: nothing moves from there without an operator.
  const moved = printer.printer.executed.length;
  const refused = await bioweftAlone(['send', file, '--port', after, '--yes', '--practice', '--resume']);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toMatch(/its origin is lost: the printer .*stands at X0 Y0 Z0.* the print broke off at X/);
  expect(refused.stderr).toMatch(/raise the needle manually/);
  expect(printer.printer.executed.slice(moved)).toEqual([]);
  // The operator brings it to where it stood; the printer says so.
  const { x, y, z } = printer.printer.events.findLast((event) => event.kind === 'move')!;
  printer.printer.receive(`G92 X${x} Y${y} Z${z}\n`, performance.now());
  const resumed = await bioweftAlone(['send', file, '--port', after, '--yes', '--practice', '--resume']);
  expect(resumed.stderr).not.toMatch(/fault|bioweft:/);
  expect(resumed.code).toBe(0);
  // Whole layers are printed again, so that a strand is there twice or once, and none is missing.
  const planned = [...new TextDecoder().decode(smallPlug()).matchAll(/;BIO:strand=/g)].length;
  const { strands, stillOn } = recordOf(printer.printer.events, valves);
  const whole = strands.filter(({ lengthMm }) => Math.abs(lengthMm - 6) < 1e-6);
  expect(new Set(whole.map(({ start, end }) => String([start, end]))).size).toBe(planned);
  expect(stillOn).toEqual([]);
});

test.concurrent('F15 a printer that takes nothing from its port any more', async () => {
  const terminal = openPseudoTerminal()!;
  const transport = createSerialTransport(terminal.path, { baud: 115_200, writeTimeoutMs: 100 });
  await transport.open();
  const gone = new Promise<string>((done) => transport.onGone(done));
  transport.write('G1 X1 Y1\n'.repeat(40_000));
  expect(await gone).toMatch(/nothing was taken for 0.1 s/);
  terminal.close();
  await transport.close();
});

test.concurrent.each(all)('F16 what is written to a closed port never comes out of the next one: %s', async (id) => {
  const printer = await newPrinter(id);
  const first = await transportTo(printer.address, { baud: 115_200 });
  await first.open();
  await first.close();
  first.write('G1 Z-5 F600\n');
  const second = await transportTo(printer.address, { baud: 115_200 });
  const heard = new Promise<void>((done) => second.onData((text) => /ok (T|B):|\[GC:/.test(text) && done()));
  await second.open();
  second.write(`G1 X1 F600\n${markerOf(id)}\n`);
  await heard;
  await second.close();
  expect(printer.printer.executed).toEqual(['G1 X1 F600']);
});

// The lock is the system's, on the path: whatever firmware is behind it.
test.concurrent('F21 a port in use by another program', async () => {
  const printer = await newPrinter('marlin');
  const first = await transportTo(printer.address, { baud: 115_200 });
  await first.open();
  const second = await transportTo(printer.address, { baud: 115_200 });
  await expect(second.open()).rejects.toMatchObject({ code: 'port-busy' });
  await first.close();
});
