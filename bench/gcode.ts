/**
 * Lines per second of CPU time of the G-code writer, the reader and the readback gate, each in a fresh process (cold: the first call,
 * compilation included) and again in the same one (warm). Prints a Markdown table; --write puts it into
 * docs/performance.md.
 *
 *   npx tsx bench/gcode.ts [--lines 2000000] [--write]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { readback } from '../src/check/readback/readback.ts';
import { readGcode } from '../src/gcode/reading/read-gcode.ts';
import { writeGcode } from '../src/gcode/write/write-gcode.ts';
import type { Strand } from '../src/laydown/strand.ts';
import { loadProfile } from '../src/printer/load-profiles.ts';
import type { Profile } from '../src/printer/profile.ts';
import type { Program } from '../src/program/program.ts';
import type { Step } from '../src/program/step.ts';
import { replaceSection } from './replace-section.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out/bench');
const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const lines = Number(option('lines') ?? 2_000_000);
const printers = ['marlin-syringe', 'allevi-biobot1', 'cellink-biox'];
const pointsPerStrand = 50;
const rounds = 5;

interface Rate {
  readonly cold: number;
  readonly warm: number;
  readonly peakMb: number;
}

/** Wavy strands of 50 points, as many as make about `count` lines. */
function wavyProgram(profile: Profile, count: number): Program {
  const [tool] = profile.tools;
  const steps: Step[] = [{ kind: 'toolChange', from: null, to: tool.id }];
  const strands = Math.ceil(count / (pointsPerStrand + 4));
  const [x0, y0] = [(profile.bed.x[0] + profile.bed.x[1]) * 5e5 - 10e6, (profile.bed.y[0] + profile.bed.y[1]) * 5e5];
  for (let id = 0; id < strands; id++) {
    const layer = Math.floor(id / 200);
    const z = Math.round(2e5 * ((layer % 50) + 1));
    if (id % 200 === 0) steps.push({ kind: 'layer', layer, z: z / 1e6, height: 0.2 });
    const points = new Int32Array(2 * pointsPerStrand);
    for (let i = 0; i < pointsPerStrand; i++) {
      points[2 * i] = Math.round(x0 + i * 4.1e5);
      points[2 * i + 1] = Math.round(y0 + (id % 200) * 1e5 - 10e6 + 3e5 * Math.sin(i * 0.7 + id));
    }
    const strand: Strand = {
      points,
      closed: false,
      role: 'lattice',
      ink: 'ink',
      part: 'part',
      width: 0.41,
      height: 0.2,
      area: 0.0714,
    };
    let lengthMm = 0;
    for (let i = 2; i < points.length; i += 2) {
      lengthMm += Math.hypot(points[i] - points[i - 2], points[i + 1] - points[i - 1]) / 1e6;
    }
    const start = Int32Array.from([points[0], points[1], z + 2e6, points[0], points[1], z]);
    steps.push({ kind: 'travel', points: start, speed: 40, why: 'hop' });
    steps.push({
      kind: 'strand',
      id,
      strand,
      xNm: 0,
      yNm: 0,
      zNm: z,
      tool: tool.id,
      layer,
      well: '-',
      speed: 10,
      flow: 0.714,
      volumeUl: lengthMm * 0.0714,
      lengthMm,
      start: { preflow: 0, prime: 0 },
      end: { postflow: 0, coast: 0, relax: 0 },
    });
  }
  const totals = {
    inks: {},
    strands,
    starts: strands,
    travelMm: 0,
    toolChanges: 0,
    deposits: {},
    timeS: 0,
    extrusionS: 0,
  };
  const header = {
    name: 'wavy',
    printer: profile.id,
    vessel: 'none',
    wells: [],
    place: [],
    tools: [],
    hashes: {},
    layers: 1,
    totals,
  };
  return { header, steps, findings: [] };
}

/** CPU seconds of the whole process (collector and compiler threads too) for each round of `work`. */
function time(work: () => void): number[] {
  return Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
}

/** One measurement, in the process of its own that `measure` starts. */
function run(what: string, printer: string): Rate {
  const profile = loadProfile(printer, join(root, 'printers'));
  const file = join(folder, `wavy-${printer}.gcode`);
  if (what === 'read') {
    const bytes = readFileSync(file);
    return rateOf(
      time(() => readGcode(bytes, profile)),
      bytes,
    );
  }
  const program = wavyProgram(profile, what === 'write' ? lines : lines / 20);
  if (what === 'write') {
    const seconds = time(() => drain(writeGcode(program, profile)));
    const bytes = Buffer.concat([...writeGcode(program, profile)]);
    writeFileSync(file, bytes);
    return rateOf(seconds, bytes);
  }
  const bytes = Buffer.concat([...writeGcode(program, profile)]);
  const seconds = time(() => {
    if (readback(program, profile, bytes).length > 0) throw new Error('the bench file is refused');
  });
  return rateOf(seconds, bytes);
}

function rateOf(seconds: readonly number[], bytes: Uint8Array): Rate {
  let count = 0;
  for (const byte of bytes) if (byte === 10) count++;
  const warm = seconds.slice(1).sort((a, b) => a - b)[Math.floor((rounds - 1) / 2)];
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return { cold: count / seconds[0] / 1e6, warm: count / warm / 1e6, peakMb };
}

function drain(chunks: Iterable<Uint8Array>): number {
  let bytes = 0;
  for (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

function measure(what: string, printer: string): Rate {
  const script = join(root, 'bench/gcode.ts');
  const argv = ['--import', 'tsx', script, '--child', what, '--printer', printer, '--lines', String(lines)];
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8' }));
}

const child = option('child');
if (child !== undefined) {
  process.stdout.write(JSON.stringify(run(child, option('printer') ?? printers[0])));
} else {
  mkdirSync(folder, { recursive: true });
  const million = (rate: number) => rate.toFixed(2);
  const rows = printers.flatMap((printer) =>
    ['write', 'read', 'readback'].map((what) => {
      const { cold, warm, peakMb } = measure(what, printer);
      return `| ${what} | ${printer} | ${million(cold)} | ${million(warm)} | ${peakMb.toFixed(0)} |`;
    }),
  );
  const table = [
    `${(lines / 1e6).toFixed(1)} M lines (readback: ${(lines / 20e6).toFixed(2)} M), Node ${process.versions.node}, ${cpus()[0]?.model.trim()}, million lines per second of CPU time:`,
    '',
    '| what | printer | first call | then | peak MB |',
    '|---|---|---:|---:|---:|',
    ...rows,
  ].join('\n');
  process.stdout.write(`${table}\n`);
  if (process.argv.includes('--write')) replaceSection(join(root, 'docs/performance.md'), 'gcode', table);
}
