import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { replaceSection } from './replace-section.ts';

// Lines per second of the sender and of Printrun's printcore on the same virtual printer and kind of port, turn by
// turn, and the sender's CPU time at a printer's pace of 500 lines/s. `npx tsx bench/send.ts` prints a table and
// writes it into docs/performance.md; `--paced` runs and prints the second part alone. Both sides run bundled, as
// bioweft is.

interface Run {
  readonly state: string;
  readonly lines: number;
  readonly seconds: number;
  readonly cpu: number;
}

const root = new URL('..', import.meta.url).pathname;
const rounds = 3;
const fastLines = 6000;
/** 40 s: what compiling costs does not count, as in a print. */
const pacedLines = 20_000;
const pacedRate = 500;

function moves(count: number, step: number, feed: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const x = (50 + step * (i % 200 < 100 ? i % 100 : 100 - (i % 100))).toFixed(4);
    return `G1 X${x} Y${(20 + (i % 7) * 1e-4).toFixed(4)} F${feed}`;
  });
  return `${lines.join('\n')}\n`;
}

/** In the project's own tree, so that it finds the modules that are not bundled. */
const bundled = (name: string) => `${root}node_modules/.cache/bioweft-bench-${name}.mjs`;

async function bundle(name: string): Promise<void> {
  await build({
    entryPoints: [`${root}bench/${name}.ts`],
    outfile: bundled(name),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
}

async function withPrinter(speedUp: number, use: (address: string) => Promise<Run>): Promise<Run> {
  const printer = spawn(process.execPath, [bundled('send-printer'), String(speedUp)], {
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
  output(process.execPath, [bundled('send-run'), file, port, journal]);
const printcore = (file: string, port: string) =>
  output('/usr/bin/python3', [`${root}bench/send-printcore.py`, file, port]);

const rate = ({ lines, seconds }: Run) => lines / seconds;
const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The table of lines/s, bioweft and its peer turn by turn. */
async function fastPart(folder: string): Promise<string[]> {
  const fast = join(folder, 'fast.gcode');
  writeFileSync(fast, moves(fastLines, 0.2, 6000));
  const peer = existsSync('/usr/lib/python3/dist-packages/printrun');
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    mine.push(rate(await withPrinter(1e6, (port) => ours(fast, port, join(folder, `${round}.journal`)))));
    if (peer) theirs.push(rate(await withPrinter(1e6, (port) => printcore(fast, port))));
  }
  return [
    '| on the virtual Marlin, over a pseudo-terminal | lines/s (median of 3) |',
    '|---|---|',
    `| bioweft, numbered, journal on disk | ${middle(mine).toFixed(0)} |`,
    peer
      ? `| Printrun printcore (apt-get install printrun) | ${middle(theirs).toFixed(0)} |`
      : '| Printrun is not installed | - |',
    ...(peer ? [`| ratio | ${(middle(mine) / middle(theirs)).toFixed(1)} |`] : []),
    '',
  ];
}

/** CPU seconds, which other programs on the machine hardly change, for the lines of one second at the nominal rate. */
async function pacedPart(folder: string): Promise<string> {
  const paced = join(folder, 'paced.gcode');
  // 0.2 mm at 102.5 mm/s: a little faster than 2 ms a move, as the queue of moves runs dry now and then.
  writeFileSync(paced, moves(pacedLines, 0.2, 6150));
  const run = await withPrinter(1, (port) => ours(paced, port, join(folder, 'paced.journal')));
  const share = (100 * pacedRate * run.cpu) / run.lines;
  return `CPU of the sender at ${pacedRate} lines/s: ${share.toFixed(1)} % of one core (${run.cpu.toFixed(2)} s of CPU for ${run.lines} lines, answered at ${rate(run).toFixed(0)} lines/s; ${cpus()[0].model.trim()}, Node ${process.version}).`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-bench-'));
  const pacedOnly = process.argv.includes('--paced');
  await Promise.all([bundle('send-run'), bundle('send-printer')]);
  const table = pacedOnly ? [] : await fastPart(folder);
  const rows = [...table, await pacedPart(folder)].join('\n');
  process.stdout.write(`${rows}\n`);
  rmSync(folder, { recursive: true, force: true });
  const page = `${root}docs/performance.md`;
  if (!pacedOnly && existsSync(page)) replaceSection(page, 'send', rows);
}

void main();
