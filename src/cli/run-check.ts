import { readFileSync } from 'node:fs';
import { checkGcode } from '../check/check-gcode.ts';
import { readback } from '../check/readback.ts';
import type { GcodeSummary } from '../check/summarise-gcode.ts';
import type { Finding } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import { parseBio } from '../gcode/bio-comment.ts';
import { loadInputs } from '../plan/load-inputs.ts';
import { libraryFolder } from '../plan/load-library.ts';
import { plan } from '../plan/plan.ts';
import { loadProfile } from '../printer/load-profiles.ts';
import type { Profile } from '../printer/profile.ts';
import { loadVessel } from '../vessel/load-vessels.ts';
import { placeVessel } from '../vessel/place-vessel.ts';
import { exitCode } from './exit-codes.ts';
import type { CommonOptions } from './run-command.ts';
import { colour, describeFindings, duration, facts, table } from './terminal.ts';

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
  const findings = [...own, ...(options.job ? await againstJob(bytes, options.job, profile) : [])];
  const refused = findings.some(({ severity }) => severity === 'refuse');
  if (options.json) print(JSON.stringify({ file, ...summary, findings }, null, 2));
  else if (!options.quiet) print(describe(file, summary, findings, refused, options.job));
  else if (refused) process.stderr.write(`${describeFindings(findings)}\n`);
  return refused ? exitCode.refused : exitCode.ok;
}

function readFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new InputError(
      'file',
      `cannot read ${file}: ${missing ? 'there is no such file' : (error as Error).message}`,
      {
        where: { file },
        fix: 'check the name of the G-code file',
      },
    );
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

/** The file against the plan of its job, strand by strand. */
async function againstJob(bytes: Uint8Array, job: string, profile: Profile | null): Promise<readonly Finding[]> {
  const planned = await plan(await loadInputs({ file: job }));
  const { printer } = planned.program.header;
  return readback(planned.program, profile ?? loadProfile(printer, libraryFolder('printers')), bytes);
}

function describe(
  file: string,
  summary: GcodeSummary,
  findings: readonly Finding[],
  refused: boolean,
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
  const heights = layers.highestZ === null ? '' : `, z ${layers.lowestZ} to ${layers.highestZ} mm`;
  const verdict = refused ? colour.red(colour.bold('Refused')) : colour.green(colour.bold('Nothing against it'));
  return [
    `${colour.bold(file)}  ${colour.dim(readAs === null ? 'read as plain Marlin: name its printer with --printer' : `read as ${readAs}`)}`,
    table([['tool', 'ink', 'strand m', 'µL', 'µL at rest', 'starts'], ...rows]),
    facts([
      ['lines', `${summary.lines} (${summary.motions} motions)`],
      ['strands', String(summary.strands)],
      ['layers', `${layers.count}${heights}`],
      ...(wells.length > 1 ? [['wells', wells.join(', ')] as const] : []),
      ['time', duration(timeS.total)],
      ['reach', extent(summary.extents.all)],
    ]),
    ...(findings.length > 0 ? [describeFindings(findings)] : []),
    `  ${verdict}${!refused && job ? `: the file prints what ${job} plans, strand by strand.` : '.'}`,
  ].join('\n\n');
}

function extent(box: GcodeSummary['extents']['all']): string {
  if (box === null) return 'no motion';
  return ['x', 'y', 'z'].map((axis, i) => `${axis} ${box.min[i].toFixed(2)} to ${box.max[i].toFixed(2)}`).join(', ');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
