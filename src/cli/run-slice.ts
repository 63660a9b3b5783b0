import { basename, dirname, join } from 'node:path';
import type { GateId } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import { type JobSource, loadInputs } from '../plan/load-inputs.ts';
import { type Plan, plan } from '../plan/plan.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { overridableGate, overridableOf } from '../plan/plan-options.ts';
import { type EntryDraft, planEntries } from '../record/plan-entries.ts';
import type { Report } from '../record/report.ts';
import { describePlan } from './describe-plan.ts';
import { exitCode } from './exit-codes.ts';
import { openRecord } from './open-record.ts';
import { type QuickFlags, quickFlagNames, quickJob } from './quick-job.ts';
import type { CommonOptions } from './run-command.ts';
import { colour, describeFindings, startProgress } from './terminal.ts';
import { writeAside } from './write-aside.ts';
import { checkPlateMap, sheetOf, writePlateMap } from './write-sheet.ts';

export interface SliceOptions extends QuickFlags, CommonOptions {
  readonly output?: string;
  readonly report?: string;
  readonly sheet?: string;
  readonly plateMap?: string;
  readonly set?: readonly string[];
  readonly allow?: readonly string[];
  readonly workers?: string;
  readonly record?: boolean;
}

export async function runSlice(inputs: readonly string[], options: SliceOptions): Promise<number> {
  const progress = startProgress(Boolean(options.quiet || options.json));
  try {
    if (options.plateMap) checkPlateMap(options.plateMap);
    progress.say('reading the job and its meshes');
    const source = jobSource(inputs, options);
    const input = await loadInputs(source);
    const output = options.output ?? defaultOutput(inputs, input.job.name);
    // A record that somebody changed is found before anything is written.
    const record = options.record === false ? null : await openRecord(recordPath(output));
    const planned = await plan(input, {
      allow: options.allow?.map(overridableGate),
      workers: workerCount(options.workers),
      onProgress: (stage) => progress.say(stage),
    });
    progress.done();
    const report = planned.gcode
      ? { ...planned.report, gcode: { ...planned.report.gcode!, file: output } }
      : planned.report;
    if (planned.gcode) {
      writeAside(output, planned.gcode);
      if (options.sheet) writeAside(options.sheet, sheetOf(input, { ...planned, report }));
      if (options.plateMap) writePlateMap(options.plateMap, planned);
      await record?.append(recordEntries(input, planned, report));
    }
    if (options.report) writeAside(options.report, `${JSON.stringify(report, null, 2)}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else if (!options.quiet) {
      process.stdout.write(`${describePlan(report, planned.findings)}\n\n${closing(planned.refusedBy, output)}\n`);
    } else if (planned.refusedBy.length > 0) {
      process.stderr.write(`${describeFindings(planned.findings.filter(({ severity }) => severity === 'refuse'))}\n`);
    }
    return planned.refusedBy.length > 0 ? exitCode.refused : exitCode.ok;
  } finally {
    progress.done();
  }
}

function jobSource(inputs: readonly string[], options: SliceOptions): JobSource {
  const meshes = inputs.filter((input) => /\.stl$/i.test(input));
  if (meshes.length === inputs.length) {
    const data = quickJob(meshes, options);
    return { data, folder: process.cwd(), name: basename(meshes[0]), sets: options.set };
  }
  if (inputs.length > 1) {
    throw new InputError('slice-inputs', `give one job file or meshes, not both: ${inputs.join(', ')}`, {
      fix: 'add the meshes to the job under parts:',
    });
  }
  const flag = quickFlagNames.find((name) => options[name] !== undefined);
  if (flag !== undefined) {
    const dashed = flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new InputError('slice-flags', `--${dashed} goes with a bare mesh; ${inputs[0]} is a job file`, {
      fix: 'change the job with --set, e.g. --set speed=8',
    });
  }
  return { file: inputs[0], sets: options.set };
}

function recordEntries(input: PlanInput, planned: Plan, report: Report): EntryDraft[] {
  const { job, profile, inks, hashes } = input;
  const allowed = report.allowed as GateId[];
  return planEntries({
    job,
    profile,
    inks,
    hashes,
    program: planned.program,
    report,
    findings: planned.findings,
    allowed,
  });
}

/** `out/plug.gcode` → `out/plug.record.jsonl` */
function recordPath(output: string): string {
  return `${output.replace(/\.(gcode|gco|nc|iso)$/i, '')}.record.jsonl`;
}

function workerCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  throw new InputError('workers', `--workers ${text}: expected a whole number from 1 to 64`);
}

function defaultOutput(inputs: readonly string[], name: string): string {
  const stem =
    name
      .trim()
      .replace(/[^\w.-]+/g, '-')
      .toLowerCase() || 'out';
  return join(dirname(inputs[0]), `${stem}.gcode`);
}

/** An override is offered only where it would let the plan through. */
function howOn(refusedBy: readonly GateId[]): string {
  const gates = overridableOf(refusedBy);
  if (gates.length < refusedBy.length) return '  The file would differ from its plan: report the job that made it.';
  return `  Fix the job as said above, or override knowingly with ${gates.map((gate) => `--allow ${gate}`).join(' ')}.`;
}

function closing(refusedBy: readonly GateId[], output: string): string {
  if (refusedBy.length > 0) {
    const gates = refusedBy.join(', ');
    return [`  ${colour.red(colour.bold('Refused'))} by ${gates}: no G-code was written.`, howOn(refusedBy)].join('\n');
  }
  return [
    `  ${colour.green(colour.bold('Written'))} ${output}, read back twice and equal to the plan.`,
    '  Next:',
    `    ${colour.bold(`npx bioweft view ${output}`)}`,
    `    ${colour.bold(`npx bioweft check ${output}`)}`,
  ].join('\n');
}
