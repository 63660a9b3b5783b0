import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { checkGcode, refuseOtherFiles } from '../check/check-gcode.ts';
import { readback } from '../check/readback.ts';
import type { GcodeSummary } from '../check/summarise-gcode.ts';
import type { Finding } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import { parseBio } from '../gcode/bio-comment.ts';
import { loadInputs } from '../plan/load-inputs.ts';
import { libraryFolder } from '../plan/load-library.ts';
import { plan } from '../plan/plan.ts';
import { loadProfile } from '../printer/load-profiles.ts';
import { loadVessel } from '../vessel/load-vessels.ts';
import { placeVessel } from '../vessel/place-vessel.ts';
import { exitCode } from './exit-codes.ts';
import type { CommonOptions } from './run-command.ts';
import { colour, describeFindings, duration, facts, print, table } from './terminal.ts';

export interface CheckOptions extends CommonOptions {
  readonly printer?: string;
  readonly job?: string;
}

export async function runCheck(file: string, options: CheckOptions): Promise<number> {
  const bytes = readFile(file);
  const named = planOf(bytes);
  const id = options.printer ?? named.get('printer');
  const profile = id === undefined ? null : loadProfile(id, libraryFolder('printers'));
  const vesselId = named.get('vessel');
  const known = vesselId !== undefined && vesselId !== 'none' && profile !== null;
  const vessel = known ? placeVessel(loadVessel(vesselId, libraryFolder('vessels')), profile) : null;
  const { summary, findings: own } = inFile(file, () => checkGcode(bytes, { profile, vessel }));
  const findings = [...own, ...(options.job ? await againstJob(bytes, options.job, named) : [])];
  const refused = findings.some(({ severity }) => severity === 'refuse');
  if (options.json) print(JSON.stringify({ file, ...summary, findings }, null, 2));
  else if (!options.quiet) print(describe(file, summary, findings, vessel?.name ?? null, options.job));
  else if (refused) process.stderr.write(`${describeFindings(findings)}\n`);
  return refused ? exitCode.refused : exitCode.ok;
}

/** The file's bytes; its head is looked at first, so that a disk image is not read to the end to be refused. */
function readFile(file: string): Uint8Array {
  const head = openFile(file, (descriptor) => {
    const bytes = Buffer.alloc(4096);
    // What comes through a pipe can be read only once.
    return fstatSync(descriptor).isFile() ? bytes.subarray(0, readSync(descriptor, bytes)) : null;
  });
  if (head !== null) inFile(file, () => refuseOtherFiles(head));
  return openFile(file, (descriptor) => readFileSync(descriptor));
}

function openFile<T>(file: string, work: (descriptor: number) => T): T {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, 'r');
    return work(descriptor);
  } catch (error) {
    const [what, fix] = whyUnreadable(error as NodeJS.ErrnoException);
    throw new InputError('file', `cannot read ${file}: ${what}`, { where: { file }, fix });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function whyUnreadable({ code, message }: NodeJS.ErrnoException): [what: string, fix: string] {
  switch (code) {
    case 'ENOENT':
      return ['there is no such file', 'check the name of the G-code file'];
    case 'EISDIR':
      return ['it is a folder', 'name a G-code file in it'];
    case 'EACCES':
      return ['you may not read it', 'ask for the right to read it, or copy it'];
    case 'ERR_FS_FILE_TOO_LARGE':
      return ['it is larger than 2 GiB', 'split it, for instance by layers, and check the pieces'];
    default:
      return [message, 'check the name of the G-code file'];
  }
}

/** What a file of ours says of itself; its head is enough. */
function planOf(bytes: Uint8Array): Map<string, string> {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1 << 16));
  const line = head.split('\n').find((text) => text.startsWith(';BIO:plan='));
  return (line && parseBio(line)) || new Map();
}

/** Errors about the content name the file. */
function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `${file}: ${error.message}`, { where: { ...error.where, file }, fix: error.fix });
  }
}

/** The file against the plan of its job, strand by strand; one finding where it says itself that it is of another. */
async function againstJob(
  bytes: Uint8Array,
  job: string,
  named: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  const inputs = await loadInputs({ file: job });
  const { program } = await plan(inputs);
  const { name, printer } = program.header;
  const other = (what: string, says: string, planned: string): Finding => ({
    gate: 'readback',
    code: `other-${what}`,
    severity: 'refuse',
    where: {},
    what: `the file says it is for the ${what} "${says}"; ${job} is for "${planned}"`,
    fix: 'give the job that the file was made from, or slice this one',
  });
  const [fileName, filePrinter] = [named.get('name'), named.get('printer')];
  if (fileName !== undefined && fileName !== name) return [other('job', fileName, name)];
  if (filePrinter !== undefined && filePrinter !== printer) return [other('printer', filePrinter, printer)];
  return readback(program, inputs.profile, bytes);
}

function describe(
  file: string,
  summary: GcodeSummary,
  findings: readonly Finding[],
  vessel: string | null,
  job: string | undefined,
): string {
  const { layers, timeS, tools, wells, readAs } = summary;
  const rows = tools.map((tool) => [
    tool.id,
    tool.ink ?? '–',
    (tool.extrudedMm / 1000).toFixed(3),
    tool.volumeUl === null ? 'not told' : tool.volumeUl.toFixed(2),
    tool.restingUl === null ? '–' : tool.restingUl.toFixed(2),
    String(tool.starts),
  ]);
  const { lowestZ: low, highestZ: high } = layers;
  const heights = high === null ? '' : low === high ? `, z ${high} mm` : `, z ${low} to ${high} mm`;
  return [
    `${colour.bold(file)}  ${colour.dim(readAs === null ? 'read as plain Marlin: name its printer with --printer' : `read as ${readAs}`)}`,
    table([['tool', 'ink', 'strand m', 'µL', 'µL at rest', 'starts'], ...rows]),
    facts([
      ['lines', `${summary.lines} (${summary.motions} motions)`],
      ['strands', String(summary.strands)],
      ['layers', `${layers.count}${heights}`],
      ['vessel', vessel === null ? 'none named: walls are not judged' : vessel],
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
  const heed = warnings === 0 ? '' : ` Heed the ${warnings === 1 ? 'warning' : `${warnings} warnings`} above.`;
  if (readAs === null) {
    return `${colour.yellow(colour.bold('Counted, not judged'))}: reach, temperatures and outputs are judged with --printer.${heed}`;
  }
  const plain =
    warnings === 0 ? colour.green(colour.bold('Nothing against it')) : colour.yellow(colour.bold('Not refused'));
  return `${plain}${job ? `: the file prints what ${job} plans, strand by strand` : ''}.${heed}`;
}

function extent(box: GcodeSummary['extents']['all']): string {
  if (box === null) return 'no motion';
  return ['x', 'y', 'z'].map((axis, i) => `${axis} ${box.min[i].toFixed(2)} to ${box.max[i].toFixed(2)}`).join(', ');
}
