import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Builds of bioweft against each other: CPU of the main thread and of the others, in turn on one core, ratios to the first.
//   npx tsx bench/builds.ts <demo, or an STL> <rounds> <folder of a build> <folder of another> ...

const [work, rounds, ...builds] = process.argv.slice(2);
const flags =
  '--printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G --width 0.41 --layer 0.2 --pattern parallel --angles 45,135 --spacing 1.1714 --contours 1 --speed 20 --allow flow --allow supply --allow time --allow overhang --workers 1';
const job = (build: string) =>
  work === 'demo' ? [join(build, 'scaffolds/osteochondral-plug/job.yaml')] : [work, ...flags.split(' ')];

interface Cpu {
  readonly main: number;
  readonly others: number;
}

function run(build: string): Cpu {
  const out = mkdtempSync(join(tmpdir(), 'bioweft-builds-'));
  const node = ['-c', '1', process.execPath, '-r', join(import.meta.dirname, 'cpu-by-thread.cjs')];
  const slice = [join(build, 'dist/bioweft.js'), 'slice', ...job(build), '--quiet', '-o', join(out, 'out.gcode')];
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { stderr } = spawnSync('taskset', [...node, ...slice], { encoding: 'utf8', env });
  rmSync(out, { recursive: true });
  const found = /CPU ms (\d+) (\d+)/.exec(stderr);
  if (found === null) throw new Error(`${build}: ${stderr}`);
  return { main: Number(found[1]), others: Number(found[2]) };
}

const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1];
const total = ({ main, others }: Cpu) => main + others;
const times = builds.map((): Cpu[] => []);
// The first round warms up; every other one goes backwards.
for (let round = 0; round <= Number(rounds); round++) {
  const turn = builds.map((_, i) => (round % 2 === 0 ? i : builds.length - 1 - i));
  for (const i of turn) {
    const cpu = run(builds[i]);
    if (round > 0) times[i].push(cpu);
  }
}
for (const [i, build] of builds.entries()) {
  const least = (of: (cpu: Cpu) => number, cpus: readonly Cpu[]) => Math.min(...cpus.map(of));
  const ratio = median(times[i].map((cpu, round) => total(cpu) / total(times[0][round])));
  const leastRatio = least(total, times[i]) / least(total, times[0]);
  const [main, others] = [least(({ main }) => main, times[i]), least(({ others }) => others, times[i])];
  console.log(`${build}: ${ratio.toFixed(3)} (least ${leastRatio.toFixed(3)}), main ${main} ms, others ${others} ms`);
}
