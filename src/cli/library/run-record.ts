import { loadText } from '../../finding/load-file.ts';
import { type Verification, verifyRecord } from '../../record/batch-record.ts';
import { recordCsv } from '../../record/record-csv.ts';
import { exitCode } from '../exit-codes.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, print } from '../terminal.ts';
import { describeRecord } from './describe-record.ts';

export interface RecordOptions extends CommonOptions {
  readonly csv?: boolean;
}

export async function showRecord(file: string, options: RecordOptions): Promise<number> {
  const verified = await readRecord(file);
  if (options.csv) process.stdout.write(recordCsv(verified.entries));
  else if (options.json) print(JSON.stringify(verified.entries, null, 2));
  else print(describeRecord(verified.entries));
  if (verified.sound) return exitCode.ok;
  process.stderr.write(`${describeFault(file, verified)}\n`);
  return exitCode.refused;
}

export async function checkRecord(file: string, options: RecordOptions): Promise<number> {
  const verified = await readRecord(file);
  if (options.json) {
    const { sound, entries } = verified;
    print(
      JSON.stringify({
        sound,
        entries: entries.length,
        ...(verified.sound ? {} : { line: verified.line, why: verified.why }),
      }),
    );
  } else if (verified.sound) {
    const last = verified.entries[verified.entries.length - 1];
    print(
      `${colour.green('sound')}: ${verified.entries.length} entries, none changed; the last was written ${last.at}\n  hash of the last entry: ${last.hash}`,
    );
  } else print(describeFault(file, verified));
  return verified.sound ? exitCode.ok : exitCode.refused;
}

async function readRecord(file: string): Promise<Verification> {
  const missing = 'Records lie beside the G-code and end in .record.jsonl.';
  const text = loadText(file, { what: 'record', missing });
  return verifyRecord(text);
}

function describeFault(file: string, fault: Verification & { sound: false }): string {
  return `${colour.red('changed')}: ${file}:${fault.line}: ${fault.why}; ${fault.entries.length} entries before it are sound`;
}
