import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { CheckOptions } from './run-check.ts';

export function addCheckCommand(program: Command): void {
  program
    .command('check <file.gcode...>')
    .description('read any G-code, ours or foreign, and judge it')
    .option('--printer <id>', 'the machine it is meant for (default: the one the file names)')
    .option('--vessel <id>', 'the plate, dish or slide that stands on it (default: the one the file names)')
    .option('--job <job.yaml>', 'the job it was planned from: compare strand by strand')
    .option('--json', 'as JSON: an object, or an array for several files')
    .option('--quiet', 'print errors and warnings only')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft check out/osteochondral-plug.gcode
  $ bioweft check foreign.gcode --printer allevi-biobot1 --vessel corning-24
  $ bioweft check out/*.gcode                      several at once: the exit code is that of the worst
  $ bioweft check out/plug.gcode --job plug/job.yaml --json`,
    )
    .action(async (files: string[], options: CheckOptions) => {
      const { runCheck } = await import('./run-check.ts');
      await runCommand(() => runCheck(files, options), options);
    });
}
