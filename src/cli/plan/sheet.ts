import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { SheetOptions } from './run-sheet.ts';

const collect = (value: string, before: string[] = []) => [...before, value];

export function addSheetCommand(program: Command): void {
  program
    .command('sheet')
    .description('the print sheet of a job as HTML, to print and sign; writes no G-code')
    .argument('<job>', 'a job file')
    .option('-o, --output <file>', 'sheet to write (default: beside the job, named after it)')
    .option('--plate-map <file>', 'also the map of the wells, as .csv or .svg')
    .option('--set <key=value>', 'change the job, e.g. inks.bone.nozzle.gauge=23 (repeatable)', collect)
    .option('--allow <gate>', 'override one gate knowingly; the sheet says so (repeatable)', collect)
    .option('--json', 'print what was written as JSON')
    .option('--quiet', 'print errors and warnings only')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft sheet scaffolds/osteochondral-plug/job.yaml -o plug.html
  $ bioweft sheet job.yaml --plate-map plate.csv
  $ bioweft slice job.yaml -o out.gcode --sheet out.html     the sheet beside its G-code`,
    )
    .action(async (job: string, options: SheetOptions) => {
      const { runSheet } = await import('./run-sheet.ts');
      await runCommand(() => runSheet(job, options), options);
    });
}
