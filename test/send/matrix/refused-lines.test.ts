import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runSend } from '../../../src/cli/send/run-send.ts';
import { driverOf } from '../../../src/firmware/firmwares.ts';
import { readJobLines } from '../../../src/send/watch/job-lines.ts';
import { scratchFolder } from '../../cli/run-bioweft.ts';
import { all, executed, expectOrder, expectWhole, type Id, moves, newPrinter, print } from './print-with-faults.ts';

// Lines of a file that a printer would misread: F20, F24.

test.concurrent.each(all)('F20 comments, blanks, small letters: only the command arrives: %s', async (id) => {
  const dirty = moves.map((line, i) =>
    i % 3 === 0 ? `  ${line.toLowerCase()} ; to the next` : i % 3 === 1 ? `${line}\n\n; \u00b5 only\n` : `${line} (so)`,
  );
  await expectWhole(await print(id, { lines: dirty }));
});

const profiles: Readonly<Record<Id, string>> = {
  marlin: 'marlin-syringe',
  klipper: 'klipper-syringe',
  rrf: 'e3d-toolchanger-duet',
  grbl: 'grbl-pneumatic',
};

/** What `bioweft send` says of a file, and what of it came to the port. */
async function send(id: Id, lines: readonly string[]): Promise<{ code: number; said: string; arrived: string }> {
  const file = join(scratchFolder(), 'job.gcode');
  writeFileSync(file, lines.join('\n'));
  const printer = await newPrinter(id);
  let arrived = '';
  printer.onTraffic((direction, text) => {
    if (direction === 'in') arrived += text;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const code = await runSend(file, { port: printer.address, printer: profiles[id], yes: true, record: false });
    return { code, said: stderr.mock.calls.map(([text]) => String(text)).join(''), arrived };
  } finally {
    stderr.mockRestore();
  }
}

test.each(all)('F20 lines over length and foreign bytes are refused, and the port hears nothing: %s', async (id) => {
  const long = `M117 ${'x'.repeat(1100)}`;
  const { code, said, arrived } = await send(id, ['G21', 'G90', 'G1 Z5 F600', long, 'G1 X1 \u00b5', 'M117 \u0007']);
  expect(code).toBe(1);
  expect(said).toMatch(/Line 4 cannot be sent: it is 1105 characters long/);
  expect(said).toMatch(/Line 5 cannot be sent: it holds the byte 194 \(not ASCII\)/);
  expect(said).toMatch(/Line 6 cannot be sent: it holds the control byte 7/);
  expect(arrived).toBe('');
});

const harmful = ['$C', '$100=250', 'G10 L2 P1 X5', 'G28.1', 'G1 X5 ! Y3', 'G1 X5~', 'M117 \u0085'];

test.each(harmful)('F24 %s is refused for GRBL', (line) => {
  const job = readJobLines(new TextEncoder().encode(line), driverOf('grbl'));
  expect(job.findings).toMatchObject([{ severity: 'refuse', code: 'line-not-sent' }]);
  expect(job.count).toBe(0);
});

test('F24 a file with such lines: every one is named, and the port hears nothing', async () => {
  const { code, said, arrived } = await send('grbl', ['G21', 'G90', ...harmful]);
  expect(code).toBe(1);
  for (let i = 0; i < harmful.length; i++) expect(said).toContain(`Line ${i + 3} cannot be sent`);
  expect(arrived).toBe('');
});

test('F24 GRBL is reset only when it stands, and never told to go on while it slows down', async () => {
  const out: string[] = [];
  const run = await print('grbl', {
    speedUp: 1,
    onPrinter: (printer) => printer.onTraffic((direction, text) => out.push(`${direction} ${text}`)),
  });
  await vi.waitUntil(() => executed(run).length > 10, { timeout: 10_000, interval: 5 });
  run.session.act('stop');
  expect(await run.ended).toMatchObject({ kind: 'stopped', left: [] });
  const slowing = out.findIndex((text) => text.includes('<Hold:1'));
  const stands = out.findIndex((text) => text.includes('<Hold:0'));
  const reset = out.findIndex((text) => text.includes('\u0018'));
  expect(slowing).toBeGreaterThan(0);
  expect(stands).toBeGreaterThan(slowing);
  expect(reset).toBeGreaterThan(stands);
  expect(out.some((text) => text.startsWith('in') && text.includes('~'))).toBe(false);
  expectOrder(run, 0);
});
