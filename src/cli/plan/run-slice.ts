import { basename, dirname, join } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { inkIds } from '../../ink/load-inks.ts';
import { formatList } from '../../mesh/formats/mesh-formats.ts';
import type { GateId } from '../../plan/gates.ts';
import { type JobSource, loadInputs } from '../../plan/inputs/load-inputs.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { meshShelf } from '../../plan/inputs/load-meshes.ts';
import type { PlanInput } from '../../plan/inputs/plan-input.ts';
import { overridableGate, overridableOf } from '../../plan/inputs/plan-options.ts';
import { type Plan, plan } from '../../plan/plan.ts';
import { fileStem } from '../../record/file-stem.ts';
import { type EntryDraft, planEntries } from '../../record/plan-entries.ts';
import type { Report } from '../../record/report.ts';
import { exitCode } from '../exit-codes.ts';
import { claimOutputs, type Output } from '../files/claim-outputs.ts';
import { isSpecial, stageOutputs, standardOutput, targetOf, type Writing } from '../files/write-output.ts';
import { openRecord, recordPath } from '../library/open-record.ts';
import { shapeKeys } from '../mesh/shape-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, describeFindings, forTerminal, startProgress } from '../terminal.ts';
import { describePlan } from './describe-plan.ts';
import { type QuickFlags, quickFlagNames, quickJob } from './quick-job.ts';
import { isMesh, quickParts } from './quick-parts.ts';
import { checkPlateMap, plateMapOf, sheetOf } from './write-sheet.ts';

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
    const recorded = options.record !== false && hasPlace(output);
    claimOutputs(outputsOf(output, recorded, options), input.files ?? []);
    // A record that somebody changed is found before anything is written.
    const record = recorded ? await openRecord(recordPath(output)) : null;
    const planned = await plan(input, {
      allow: options.allow?.map(overridableGate),
      workers: workerCount(options.workers),
      onProgress: (stage) => progress.say(stage),
    });
    progress.done();
    const report = planned.gcode
      ? // What was written stands in the report.
        { ...planned.report, gcode: { ...planned.report.gcode!, file: output } }
      : planned.report;
    const staged = stageOutputs(writingsOf(output, options, input, { ...planned, report }));
    try {
      // G-code without a line in the record would be worse than a line about a file that could not get its name.
      if (planned.gcode) await record?.append(recordEntries(input, planned, report));
      staged.place();
    } finally {
      staged.discard();
    }
    if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else if (!options.quiet) {
      // What is asked for on the standard output stands there alone.
      const screen = isAskedFor(standardOutput, output, options) ? process.stderr : process.stdout;
      screen.write(forTerminal(`${describePlan(report, planned.findings)}\n\n${closing(planned.refusedBy, output)}\n`));
    } else if (planned.refusedBy.length > 0) {
      process.stderr.write(`${describeFindings(planned.findings.filter(({ severity }) => severity === 'refuse'))}\n`);
    }
    return planned.refusedBy.length > 0 ? exitCode.refused : exitCode.ok;
  } finally {
    progress.done();
  }
}

function jobSource(inputs: readonly string[], options: SliceOptions): JobSource {
  const meshes = inputs.filter(isMesh);
  if (inputs.length === 0 && shapeKeys(options) === null) {
    throw new InputError('slice-inputs', 'Neither a job file nor a mesh nor a shape is given.', {
      fix: 'Write, for example, bioweft slice job.yaml, or see bioweft slice --help for shapes and bare meshes.',
    });
  }
  if (meshes.length === inputs.length) {
    const shelf = meshShelf(process.cwd());
    const data = quickJob(quickParts(meshes, shelf), options, inkIds(libraryFolder('inks')));
    const name = meshes.length > 0 ? basename(meshes[0]) : 'the flags';
    return { data, folder: process.cwd(), name, sets: options.set, meshes: shelf };
  }
  if (inputs.length > 1) {
    const other = inputs.find((input) => !isMesh(input) && !/\.(ya?ml|json)$/i.test(input));
    if (other !== undefined) throw notReadable(other);
    throw new InputError('slice-inputs', `Give one job file or meshes, not both: ${inputs.join(', ')}.`, {
      fix: 'Add the meshes to the job under parts:.',
    });
  }
  if (madeElsewhere(inputs[0]) !== null) throw notReadable(inputs[0]);
  const flag = quickFlagNames.find((name) => options[name] !== undefined);
  if (flag !== undefined) {
    const dashed = flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new InputError('slice-flags', `--${dashed} goes with a bare mesh; ${inputs[0]} is a job file`, {
      fix: 'Change the job with --set, e.g. --set speed=8.',
    });
  }
  return { file: inputs[0], sets: options.set };
}

/** What a file that is neither a mesh nor a job is, and how to make a mesh of it; null where its ending says nothing. */
function madeElsewhere(file: string): string | null {
  const kinds: readonly (readonly [ending: RegExp, fix: string])[] = [
    [
      /\.(amf|off|gltf|glb|wrl|dae|fbx)$/i,
      `Open it in a mesh program (Blender, MeshLab) and export it as ${formatList()}.`,
    ],
    [
      /\.(step|stp|iges|igs|f3d|sldprt|ipt|fcstd|scad)$/i,
      'Export the part from the CAD program as 3MF, or as STL in millimetres.',
    ],
    [
      /\.(nii|nii\.gz|nrrd|nhdr|dcm|mha|mhd)$/i,
      'Segment the scan (3D Slicer, TotalSegmentator), export each segment as STL and name those files.',
    ],
    [
      /\.(gcode|gco|nc|ngc|iso|bgcode)$/i,
      'It is a finished program: `bioweft check` judges it, `bioweft view` shows it.',
    ],
  ];
  return kinds.find(([ending]) => ending.test(file))?.[1] ?? null;
}

function notReadable(file: string): InputError {
  return new InputError('slice-format', `${file} is neither a mesh (${formatList()}) nor a job file.`, {
    where: { file },
    fix: madeElsewhere(file) ?? 'Give a mesh with flags, or a job file ending in .yaml, .yml or .json.',
  });
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
    files: input.files,
  });
}

function workerCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  throw new InputError('workers', `--workers ${text}: expected a whole number from 1 to 64`);
}

/** Whether a file of that name will lie somewhere, so that a record can lie beside it. */
function hasPlace(output: string): boolean {
  return output !== standardOutput && !isSpecial(targetOf(output));
}

function outputsOf(output: string, recorded: boolean, { report, sheet, plateMap, json }: SliceOptions): Output[] {
  const outputs: Output[] = [{ flag: '-o', path: output, kind: 'gcode' }];
  if (report !== undefined) outputs.push({ flag: '--report', path: report, kind: 'report' });
  if (sheet !== undefined) outputs.push({ flag: '--sheet', path: sheet, kind: 'sheet' });
  if (plateMap !== undefined) outputs.push({ flag: '--plate-map', path: plateMap, kind: 'plateMap' });
  if (json) outputs.push({ flag: '--json on', path: standardOutput, kind: 'report' });
  if (recorded) outputs.push({ flag: 'the batch record', path: recordPath(output), kind: 'record' });
  return outputs;
}

/** What the command writes but for the record; of a plan that a gate refused, the report only. */
function writingsOf(output: string, options: SliceOptions, input: PlanInput, planned: Plan): Writing[] {
  const { sheet, plateMap, report } = options;
  const writings: Writing[] = [];
  if (planned.gcode) {
    writings.push({ path: output, content: planned.gcode });
    if (sheet) writings.push({ path: sheet, content: sheetOf(input, planned) });
    if (plateMap) writings.push({ path: plateMap, content: plateMapOf(plateMap, planned) });
  }
  if (report) writings.push({ path: report, content: `${JSON.stringify(planned.report, null, 2)}\n` });
  return writings;
}

function isAskedFor(path: string, output: string, { report, sheet, plateMap }: SliceOptions): boolean {
  return [output, report, sheet, plateMap].includes(path);
}

/** Named after the job, in any script; after its file where nothing of that name can stand in a file's name. */
export function defaultOutput(inputs: readonly string[], name: string): string {
  const [input = ''] = inputs;
  const first = basename(input).replace(/\.[^.]+$/, '');
  return join(dirname(input), `${fileStem(name) || fileStem(first) || 'out'}.gcode`);
}

/** An override is offered only where it would let the plan through. */
function howOn(refusedBy: readonly GateId[]): string {
  const gates = overridableOf(refusedBy);
  if (gates.length < refusedBy.length) return '  The file would differ from its plan: report the job that made it.';
  return `  Fix the job as shown above, or override knowingly with ${gates.map((gate) => `--allow ${gate}`).join(' ')}.`;
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
