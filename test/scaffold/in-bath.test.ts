import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gateBath } from '../../src/check/gates/gate-bath.ts';
import type { JobChange } from '../../src/finding/finding.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import type { PlanInput } from '../../src/plan/inputs/plan-input.ts';
import { type Plan, plan } from '../../src/plan/plan.ts';
import type { Program } from '../../src/program/program.ts';
import { jobFiles } from '../../src/scaffold/scaffold.ts';
import { scaffolds } from '../../src/scaffold/scaffolds.ts';
import { bioweft, scratchFolder } from '../cli/run-bioweft.ts';
import { liftsOf } from '../network/lifts-of.ts';
import { motionsOf } from '../network/motions-of.ts';
import { sweep } from '../network/sweep-checker.ts';
import { draws } from '../proving.ts';

// The shipped prints into a bath: judged by the checker of embedded prints, which shares no code with the planner, by
// how often the needle is lifted, and by the gate of the bath, whose fixes must do what they say.

const shipped = join(import.meta.dirname, '../../scaffolds');
const jobs = [
  ['ear', jobFiles.inBath],
  ['vascularised-block', jobFiles.inBath],
  ['trileaflet-valve', jobFiles.job],
] as const;

/** Share of a strand's width by which a needle may brush it. */
const brush = 0.06;
/** mm between the places that are looked at. */
const step = draws(0.16, 0.05);

const inputOf = (name: string, file: string): Promise<PlanInput> => loadInputs({ file: join(shipped, name, file) });

/** The same parts and lay-down without a bath, on the floor. */
function inAir({ bath: _material, job, ...input }: PlanInput): PlanInput {
  const { bath: _bath, place: _place, ...rest } = job;
  return { ...input, job: rest };
}

const made = new Map<string, Promise<Plan>>();
function planned(name: string, file: string): Promise<Plan> {
  const plans = made.get(name) ?? inputOf(name, file).then((input) => plan(input));
  made.set(name, plans);
  return plans;
}

describe.each(jobs)('%s, %s', (name, file) => {
  test('plans with the warnings that its README lists and no others', { timeout: 120_000 }, async () => {
    const { refusedBy, gcode, findings } = await planned(name, file);
    expect(refusedBy).toEqual([]);
    expect(gcode!.length).toBeGreaterThan(1000);
    const gates = new Set(findings.filter(({ severity }) => severity !== 'note').map(({ gate }) => gate));
    const listed = (file === jobFiles.inBath ? scaffolds[name].inBath!.warnings : scaffolds[name].warnings) ?? {};
    expect([...gates].sort()).toEqual(Object.keys(listed).sort());
    const readme = readFileSync(join(shipped, name, 'README.md'), 'utf8');
    for (const gate of gates) expect(readme).toContain(`- \`${gate}\`: ${listed[gate]}`);
  });

  test('its needles meet nothing that is printed', async () => {
    const contacts = sweep(motionsOf((await planned(name, file)).program), step);
    expect(contacts.filter(({ depth, width }) => depth > brush * width)).toEqual([]);
  });

  test('is lifted at most 0.55 times as often as in air', { timeout: 120_000 }, async () => {
    const bath = await planned(name, file);
    const air = await plan(inAir(await inputOf(name, file)), { allow: ['overhang'] });
    const laid = ({ program }: Plan) => program.steps.filter(({ kind }) => kind === 'strand').length;
    expect(laid(bath)).toBe(laid(air));
    expect(liftsOf(bath.program)).toBeLessThan(0.55 * liftsOf(air.program));
  });

  test('depth, overflow and needle length are refused, and each passes with its computed fix', async () => {
    const { program, vessel } = await planned(name, file);
    const { job, bath: material } = await inputOf(name, file);
    const refused = (depth: number, lengths: Readonly<Record<string, number>> = {}) =>
      gateBath({ material: material!, depth }, withNeedles(program, lengths), vessel).filter(
        ({ severity }) => severity === 'refuse',
      );
    expect(refused(job.bath!.depth)).toEqual([]);
    const [shallow] = refused(job.bath!.depth - 3);
    expect(shallow.code).toBe('bath-too-shallow');
    expect(refused(only(shallow.changes).value)).toEqual([]);
    const rim = vessel.wells[0].inside.at(-1)!.top;
    const [over] = refused(rim - 1e-4);
    expect(over.code).toBe('bath-overflows');
    expect(refused(only(over.changes).value)).toEqual([]);
    const short = Object.fromEntries(Object.keys(job.inks).map((ink) => [ink, 4]));
    const dips = refused(job.bath!.depth, short);
    expect(dips.map(({ code }) => code)).toEqual(Object.keys(short).map(() => 'bath-needle-short'));
    const lengths = dips.map(({ changes }) => [only(changes).path[1], only(changes).value]);
    expect(refused(job.bath!.depth, Object.fromEntries(lengths))).toEqual([]);
  });
});

test('a checker that would find nothing is none: the strands of the valve from above to below are cut', async () => {
  const laid = motionsOf((await planned(...jobs[2])).program).filter(({ widths }) => widths !== null);
  const contacts = sweep(laid.toReversed(), 0.3);
  expect(contacts.filter(({ depth, width }) => depth > brush * width).length).toBeGreaterThan(20);
});

function only(changes: readonly JobChange[] | undefined): { path: JobChange['path']; value: number } {
  expect(changes).toHaveLength(1);
  const [{ path, value }] = changes!;
  return { path, value: Number(value) };
}

/** The program with other needles, by ink, mm. */
function withNeedles({ header, ...program }: Program, lengths: Readonly<Record<string, number>>): Program {
  const tools = header.tools.map((tool) => ({
    ...tool,
    nozzle: { ...tool.nozzle, length: lengths[tool.ink] ?? tool.nozzle.length },
  }));
  return { ...program, header: { ...header, tools } };
}

const faults = [
  ['bath.depth=6', /Fill the bath to ([\d.]+) mm at least/, 'bath.depth'],
  ['bath.depth=13.999', /Fill it to ([\d.]+) mm at most/, 'bath.depth'],
  ['inks.matrix.nozzle.length=4', /Take a needle of ([\d.]+) mm at least/, 'inks.matrix.nozzle.length'],
] as const;

test.each(faults.slice(0, draws(0, 3)))(
  'on the command line: %s is refused with a fix that passes',
  async (set, fix, path) => {
    const job = join(shipped, 'vascularised-block', jobFiles.inBath);
    const output = join(scratchFolder(), 'out.gcode');
    const slice = (setting: string) => bioweft(['slice', job, '-o', output, '--no-record', '--set', setting]);
    const refused = await slice(set);
    expect(refused.code).toBe(1);
    const value = fix.exec(refused.stdout)![1];
    expect((await slice(`${path}=${value}`)).code).toBe(0);
  },
);
