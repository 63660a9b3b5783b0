import { existsSync } from 'node:fs';
import { checkGcode, type GcodeReport } from '../../check/foreign/check-gcode.ts';
import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../finding/input-error.ts';
import { loadText } from '../../finding/load-file.ts';
import type { Driver } from '../../firmware/driver.ts';
import type { FirmwareId } from '../../firmware/firmwares.ts';
import { driverOf } from '../../firmware/firmwares.ts';
import type { Profile } from '../../printer/profile.ts';
import { type RecordEntry, verifyRecord } from '../../record/batch-record.ts';
import { sha256 } from '../../record/sha256.ts';
import { lineTimes } from '../../send/link/line-times.ts';
import { type JobLines, readJobLines } from '../../send/watch/job-lines.ts';
import { placeVessel } from '../../vessel/place-vessel.ts';
import { readGcodeFile } from '../files/read-gcode-file.ts';
import { recordPath } from '../library/open-record.ts';
import type { SendOptions } from './send-options.ts';

/** All that a print needs, read and judged before the port is opened. */
export interface SendInputs {
  readonly file: string;
  readonly sha256: string;
  readonly profile: Profile;
  readonly driver: Driver;
  readonly baud: number;
  readonly job: JobLines;
  readonly report: GcodeReport;
  readonly findings: readonly Finding[];
  /** Seconds to the end of each line of the job. */
  readonly times: Float64Array;
  readonly recordPath: string;
  /** Shortest time that the cells may be out of the incubator, from the batch record, min. */
  readonly limitMin: number | null;
}

/** @throws InputError when the file cannot be sent to this printer at all */
export async function loadSendInputs(file: string, options: SendOptions): Promise<SendInputs> {
  const { bytes, profile, vessel, findings: found } = await readGcodeFile(file, { printer: options.printer });
  if (profile === null) throw printerUnknown(file);
  const driver = driverOf(firmwareFor(profile, options));
  const report = checkGcode(bytes, { profile, vessel: vessel === null ? null : placeVessel(vessel, profile) });
  const job = readJobLines(bytes, driver, [...profile.start, ...profile.end]);
  const hash = await sha256(bytes);
  const record = recordPath(file);
  const entries = await recordEntries(record);
  refuseChanged(file, hash, entries);
  return {
    file,
    sha256: hash,
    profile,
    driver,
    baud: baudFor(profile, options),
    job,
    report,
    findings: [...found, ...report.findings, ...job.findings],
    times: lineTimes(job, report.reading, profile),
    recordPath: record,
    limitMin: limitOf(entries),
  };
}

function printerUnknown(file: string): InputError {
  return new InputError('printer-unknown', `${file} does not say which printer it is for.`, {
    fix: 'Give --printer; bioweft printers lists them.',
  });
}

function firmwareFor(profile: Profile, options: SendOptions): FirmwareId {
  const firmware = (options.firmware as FirmwareId | undefined) ?? profile.serial?.firmware;
  if (firmware !== undefined) return firmware;
  throw new InputError('firmware-unknown', `the profile ${profile.id} does not say how its printer is spoken to`, {
    fix: 'Carry the file to the printer as its maker says, or give --firmware when you know it.',
  });
}

function baudFor(profile: Profile, options: SendOptions): number {
  if (options.baud === undefined) return profile.serial?.baud ?? 115_200;
  const baud = Number(options.baud);
  if (Number.isInteger(baud) && baud >= 300 && baud <= 4_000_000) return baud;
  throw new InputError('baud', `--baud ${options.baud}: expected a rate such as 115200 or 250000`);
}

async function recordEntries(path: string): Promise<readonly RecordEntry[]> {
  return existsSync(path) ? (await verifyRecord(loadText(path, { what: 'batch record' }))).entries : [];
}

/** The record beside the file tells the hash of what was checked. */
function refuseChanged(file: string, hash: string, entries: readonly RecordEntry[]): void {
  const output = entries.filter(({ kind }) => kind === 'output').at(-1)?.data['gcode'] as
    | { sha256?: string }
    | null
    | undefined;
  if (!output?.sha256 || output.sha256 === hash) return;
  throw new InputError(
    'file-changed',
    `${file} was changed since it was checked: its SHA-256 is not that of its batch record`,
    {
      where: { file },
      fix: 'Slice the job again; a file that was edited goes under another name, without its record.',
    },
  );
}

function limitOf(entries: readonly RecordEntry[]): number | null {
  const limits = entries
    .filter(({ kind }) => kind === 'cells')
    .map(({ data }) => data['limitMin'])
    .filter((limit): limit is number => typeof limit === 'number');
  return limits.length === 0 ? null : Math.min(...limits);
}
