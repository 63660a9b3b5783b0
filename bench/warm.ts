import { join } from 'node:path';
import { loadInputs } from '../src/plan/inputs/load-inputs.ts';
import type { PlanInput } from '../src/plan/inputs/plan-input.ts';
import { createPlanner } from '../src/plan/planner.ts';
import { replaceSection } from './replace-section.ts';

/**
 * CPU time of a planner's next draft (plan and gates) after one change, all threads of the process, in ms. Turn by turn,
 * so that whatever else the machine does meets all changes alike; the first round is left out. Prints Markdown; --write
 * puts it into docs/performance.md.
 *
 *   npx tsx bench/models.ts out/bench gyroid_1m && npx tsx bench/warm.ts [--runs 12] [--write]
 */

const root = new URL('..', import.meta.url).pathname;
const demo = join(root, 'scaffolds/osteochondral-plug/job.yaml');
const plate = [
  'printer=cellink-biox',
  'vessel.wells=["all"]',
  'inks.bone.load=20 mL',
  'inks.cartilage.load=20 mL',
  'limits.timeOnCells=1000 min',
];
const gyroid = {
  printer: 'marlin-syringe',
  inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.41 } },
  parts: [
    {
      mesh: 'gyroid_1m.stl',
      ink: 'gel',
      laydown: { pattern: 'parallel', angles: [45, 135], porosity: 0.65 },
      contours: 1,
    },
  ],
  layers: { height: 0.2 },
  speed: 10,
};
const works = {
  demo: () => loadInputs({ file: demo }),
  '24 wells': () => loadInputs({ file: demo, sets: plate }),
  '1.17 M triangles': () => loadInputs({ data: gyroid, folder: join(root, 'out/bench'), name: 'gyroid' }),
};

const withJob = (input: PlanInput, change: Partial<PlanInput['job']>): PlanInput => ({
  ...input,
  job: { ...input.job, ...change },
});
const changes: Readonly<Record<string, (input: PlanInput, round: number) => PlanInput>> = {
  speed: (input, k) => withJob(input, { speed: 6 + 0.5 * (k % 9) }),
  spacing: (input, k) =>
    withJob(input, {
      parts: input.job.parts.map((part, i) =>
        i > 0 ? part : { ...part, laydown: { ...part.laydown, porosity: 0.5 + 0.01 * (k % 17) } },
      ),
    }),
  ink: (input, k) => {
    const [key, ink] = Object.entries(input.inks)[0];
    return { ...input, inks: { ...input.inks, [key]: { ...ink, speed: [2, 20 + (k % 9)] } } };
  },
  needle: (input, k) => {
    const [key, ink] = Object.entries(input.job.inks)[0];
    const nozzle = { gauge: [22, 23, 25][k % 3], length: 12.7 + (k % 7), shape: 'straight' } as const;
    return withJob(input, { inks: { ...input.job.inks, [key]: { ...ink, nozzle } } });
  },
};

const at = process.argv.indexOf('--runs');
const rounds = at < 0 ? 12 : Number(process.argv[at + 1]);
const cpuMs = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1];
const lines = [
  `| job | first plan | ${Object.keys(changes).join(' | ')} | holds, MB |`,
  `|---|---:|${'---:|'.repeat(Object.keys(changes).length)}---:|`,
];
for (const [name, load] of Object.entries(works)) {
  process.stderr.write(`${name}\n`);
  const input = await load();
  const planner = createPlanner();
  const from = cpuMs();
  await planner.draft(input);
  const first = cpuMs() - from;
  const times = new Map(Object.keys(changes).map((change) => [change, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const [change, apply] of Object.entries(changes)) {
      await planner.draft(input);
      const changed = apply(input, round);
      const before = cpuMs();
      await planner.draft(changed);
      if (round > 0) times.get(change)!.push(cpuMs() - before);
    }
  }
  const cells = [...times.values()].map((all) => `${median(all).toFixed(0)} (${Math.min(...all).toFixed(0)})`);
  lines.push(
    `| ${name} | ${first.toFixed(0)} | ${cells.join(' | ')} | ${(planner.heldBytes() / 1_000_000).toFixed(0)} |`,
  );
}
const text = `${lines.join('\n')}\n\nMedians of ${rounds} rounds (in brackets the least), all changes in turn.`;
process.stdout.write(`${text}\n`);
if (process.argv.includes('--write')) replaceSection(`${root}docs/performance.md`, 'warm', text);
