import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { RecordOptions } from './run-record.ts';

export function addRecordCommand(program: Command): void {
  const command = program.command('record').description('show a batch record, or verify that it is unchanged');
  command
    .command('show <file>')
    .description('its entries in words')
    .option('--json', 'as JSON')
    .option('--csv', 'as CSV, one value a row')
    .addHelpText('after', '\nExample:\n  $ bioweft record show out/osteochondral-plug.record.jsonl')
    .action(async (file: string, options: RecordOptions) => {
      const { showRecord } = await import('./run-record.ts');
      await runCommand(() => showRecord(file, options), options);
    });
  command
    .command('verify <file>')
    .description('check every entry against its hash and the one before; exit 1 when something was changed')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  $ bioweft record verify out/osteochondral-plug.record.jsonl')
    .action(async (file: string, options: RecordOptions) => {
      const { checkRecord } = await import('./run-record.ts');
      await runCommand(() => checkRecord(file, options), options);
    });
}
