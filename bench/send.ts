import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceSection } from './replace-section.ts';

// Lines per second of the sender and of Printrun's printcore on the same virtual printer and kind of port, turn by
// turn, and the sender's CPU time at a printer's pace of 500 lines/s. `npx tsx bench/send.ts` prints a table and
// writes it into docs/performance.md.

interface Run {
  readonly state: string;
  readonly lines: number;
  readonly seconds: number;
  readonly cpu: number;
}

const root = new URL('..', import.meta.url).pathname;
const rounds = 3;
const fastLines = 6000;
const pacedLines = 5000;

function moves(count: number, step: number, feed: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const x = (50 + step * (i % 200 < 100 ? i % 100 : 100 - (i % 100))).toFixed(4);
    return `G1 X${x} Y${(20 + (i % 7) * 1e-4).toFixed(4)} F${feed}`;
  });
  return `${lines.join('\n')}\n`;
}

async function withPrinter(speedUp: number, use: (address: string) => Promise<Run>): Promise<Run> {
  const printer = spawn(process.execPath, ['--import', 'tsx', `${root}bench/send-printer.ts`, String(speedUp)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = await once(printer.stdout, 'data');
  try {
    return await use(String(address).trim());
  } finally {
    printer.kill('SIGTERM');
    await once(printer, 'close');
  }
}

async function output(command: string, args: readonly string[]): Promise<Run> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Run;
}

const ours = (file: string, port: string, journal: string) =>
  output(process.execPath, ['--import', 'tsx', `${root}bench/send-run.ts`, file, port, journal]);
const printcore = (file: string, port: string) =>
  output('/usr/bin/python3', [`${root}bench/send-printcore.py`, file, port]);

const rate = ({ lines, seconds }: Run) => lines / seconds;
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-bench-'));
  const fast = join(folder, 'fast.gcode');
  const paced = join(folder, 'paced.gcode');
  writeFileSync(fast, moves(fastLines, 0.2, 6000));
  // 0.2 mm at 100 mm/s: 2 ms a move.
  writeFileSync(paced, moves(pacedLines, 0.2, 6000));
  const peer = existsSync('/usr/lib/python3/dist-packages/printrun');
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    mine.push(rate(await withPrinter(1e6, (port) => ours(fast, port, join(folder, `${round}.journal`)))));
    if (peer) theirs.push(rate(await withPrinter(1e6, (port) => printcore(fast, port))));
  }
  const slow = await withPrinter(1, (port) => ours(paced, port, join(folder, 'paced.journal')));
  const rows = [
    '| on the virtual Marlin, over a pseudo-terminal | lines/s (median of 3) |',
    '|---|---|',
    `| bioweft, numbered, journal on disk | ${middle(mine).toFixed(0)} |`,
    peer
      ? `| Printrun printcore (apt-get install printrun) | ${middle(theirs).toFixed(0)} |`
      : '| Printrun is not installed | - |',
    ...(peer ? [`| ratio | ${(middle(mine) / middle(theirs)).toFixed(1)} |`] : []),
    '',
    `CPU of the sender while the printer moves at ${rate(slow).toFixed(0)} lines/s: ${((100 * slow.cpu) / slow.seconds).toFixed(1)} % of one core (${cpus()[0].model.trim()}, Node ${process.version}).`,
  ].join('\n');
  process.stdout.write(`${rows}\n`);
  rmSync(folder, { recursive: true, force: true });
  const page = `${root}docs/performance.md`;
  if (existsSync(page)) replaceSection(page, 'send', rows);
}

void main();
