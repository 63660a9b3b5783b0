import { checkGcode } from '../../check/foreign/check-gcode.ts';
import type { GcodeSummary } from '../../check/foreign/summarise-gcode.ts';
import { againstPlan } from '../../check/readback/compare-lines.ts';
import type { Finding } from '../../finding/finding.ts';
import { forEyes } from '../../finding/for-eyes.ts';
import { InputError } from '../../finding/input-error.ts';
import { gateIds } from '../../plan/gates.ts';
import { loadInputs } from '../../plan/inputs/load-inputs.ts';
import { plan } from '../../plan/plan.ts';
import { placeVessel } from '../../vessel/place-vessel.ts';
import { exitCode } from '../exit-codes.ts';
import { inFile, readGcodeFile } from '../files/read-gcode-file.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, describeFindings, duration, facts, print, table } from '../terminal.ts';

export interface CheckOptions extends CommonOptions {
  readonly printer?: string | undefined;
  /** Id or path; it goes before the one the file names. */
  readonly vessel?: string | undefined;
  readonly job?: string | undefined;
}

/** Checks each file; the exit code is that of the worst. */
export async function runCheck(files: readonly string[], options: CheckOptions): Promise<number> {
  const checked: Checked[] = [];
  for (const file of files) checked.push(await checkFile(file, options));
  if (options.json) {
    const reports = checked.map(({ file, summary, findings }) => ({ file, ...summary, findings }));
    print(JSON.stringify(files.length === 1 ? reports[0] : reports, null, 2));
  } else if (!options.quiet) print(checked.map((each) => describe(each, options.job)).join('\n\n'));
  else for (const { findings } of checked.filter(isRefused)) process.stderr.write(`${describeFindings(findings)}\n`);
  return checked.some(isRefused) ? exitCode.refused : exitCode.ok;
}

interface Checked {
  readonly file: string;
  readonly summary: GcodeSummary;
  readonly findings: readonly Finding[];
  readonly vesselName: string | null;
}

const isRefused = ({ findings }: Checked): boolean => findings.some(({ severity }) => severity === 'refuse');

async function checkFile(file: string, { printer, vessel: given, job }: CheckOptions): Promise<Checked> {
  const {
    bytes,
    named,
    profile,
    vessel: its,
    findings: found,
  } = await readGcodeFile(file, { printer, vessel: given, job });
  if (given !== undefined && profile === null) {
    const fix = 'Name the machine with --printer: where the vessel stands is in its profile.';
    throw new InputError('vessel-without-printer', '--vessel needs a printer, and the file names none', { fix });
  }
  const vessel = its !== null && profile !== null ? placeVessel(its, profile) : null;
  const { summary, findings } = inFile(file, () => checkGcode(bytes, { profile, vessel }));
  const compared = job === undefined ? [] : await againstJob(bytes, job, named);
  return { file, summary, findings: [...found, ...findings, ...compared], vesselName: vessel?.name ?? null };
}

/** The file against the plan of its job, strand by strand; one finding where it says itself that it is of another. */
async function againstJob(
  bytes: Uint8Array,
  job: string,
  named: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  const inputs = await loadInputs({ file: job });
  // The gates have had their say when the file was made: a plan that was allowed is compared all the same.
  const { program, gcode, findings } = await plan(inputs, { allow: gateIds.filter((gate) => gate !== 'readback') });
  const { name, printer } = program.header;
  const other = (what: 'job' | 'printer', says: string, planned: string): Finding => ({
    gate: 'readback',
    code: `other-${what}`,
    severity: 'refuse',
    where: {},
    what: `The file says it is for the ${what} "${says}"; ${job} is for "${planned}".`,
    fix: 'Give the job that the file was made from, or slice this one.',
  });
  const [fileName, filePrinter] = [named.get('name'), named.get('printer')];
  if (fileName !== undefined && fileName !== name) return [other('job', fileName, name)];
  if (filePrinter !== undefined && filePrinter !== printer) return [other('printer', filePrinter, printer)];
  // Only its own readback keeps a plan from its file.
  return gcode === null ? findings : againstPlan(bytes, program, inputs.profile, gcode);
}

function describe({ file, summary, findings, vesselName }: Checked, job: string | undefined): string {
  const { layers, timeS, tools, wells, readAs } = summary;
  const rows = tools.map((tool) => [
    tool.id,
    tool.ink ?? '–',
    (tool.extrudedMm / 1000).toFixed(3),
    tool.volumeUl === null ? 'unknown' : tool.volumeUl.toFixed(2),
    tool.restingUl === null ? '–' : tool.restingUl.toFixed(2),
    String(tool.starts),
  ]);
  const { lowestZ: low, highestZ: high } = layers;
  const heights = high === null ? '' : low === high ? `, z ${high} mm` : `, z ${low} to ${high} mm`;
  return [
    `${colour.bold(forEyes(file))}  ${colour.dim(readAs === null ? 'read as plain Marlin: name its printer with --printer' : `read as ${readAs}`)}`,
    table([['tool', 'ink', 'strand m', 'µL', 'µL at rest', 'starts'], ...rows]),
    facts([
      ['lines', `${summary.lines} (${summary.motions} motions)`],
      ['strands', String(summary.strands)],
      ['layers', `${layers.count}${heights}`],
      ['vessel', vesselName ?? 'none named: walls are not judged (--vessel names one)'],
      ...(wells.length > 1 ? [['wells', wells.join(', ')] as const] : []),
      ['time', duration(timeS.total)],
      ['reach', extent(summary.extents.all)],
    ]),
    ...(findings.length > 0 ? [describeFindings(findings)] : []),
    `  ${verdictOf(summary, findings, job)}`,
  ].join('\n\n');
}

/** One sentence: refused, only counted, with warnings, or nothing to say against it. */
function verdictOf({ readAs }: GcodeSummary, findings: readonly Finding[], job: string | undefined): string {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  if (count('refuse') > 0) return `${colour.red(colour.bold('Refused'))}.`;
  const warnings = count('warn');
  const see = warnings === 0 ? '' : ` See the ${warnings === 1 ? 'warning' : `${warnings} warnings`} above.`;
  if (readAs === null) {
    return `${colour.yellow(colour.bold('Counted, not judged'))}: reach, temperatures and outputs are judged with --printer.${see}`;
  }
  const plain = warnings === 0 ? colour.green(colour.bold('No findings')) : colour.yellow(colour.bold('Not refused'));
  return `${plain}${job ? `: the file prints what ${job} plans, strand by strand` : ''}.${see}`;
}

function extent(box: GcodeSummary['extents']['all']): string {
  if (box === null) return 'no motion';
  return ['x', 'y', 'z'].map((axis, i) => `${axis} ${box.min[i].toFixed(2)} to ${box.max[i].toFixed(2)}`).join(', ');
}
