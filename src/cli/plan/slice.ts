import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { addQuickFlags } from './quick-job.ts';
import type { SliceOptions } from './run-slice.ts';

const collect = (value: string, before: string[] = []) => [...before, value];

export function addSliceCommand(program: Command): void {
  const command = program
    .command('slice')
    .description('plan a job (or bare meshes), judge it by every gate, write G-code and read it back')
    .argument('[input...]', 'a job file, or one or more meshes with the flags below; none with --shape')
    .option('-o, --output <file>', 'G-code to write (default: beside the job, named after it)')
    .option('--report <file>', 'the plan in numbers, as JSON; when a gate refuses, it says why')
    .option('--sheet <file>', 'the print sheet, as HTML')
    .option('--plate-map <file>', 'the map of the wells, as .csv or .svg')
    .option('--set <key=value>', 'change the job, e.g. inks.bone.nozzle.gauge=23 (repeatable)', collect)
    .option('--allow <gate>', 'override one gate knowingly; it is written into the record (repeatable)', collect)
    .option('--workers <n>', 'threads for the layers: 1, 2, … (default: by the size of the meshes)')
    .option('--no-record', 'do not append the plan to the batch record beside the G-code')
    .option('--json', 'print the report instead of the summary')
    .option('--quiet', 'print errors and warnings only');
  addQuickFlags(command);
  command
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft slice scaffolds/osteochondral-plug/job.yaml -o out/plug.gcode
  $ bioweft slice job.yaml --set inks.bone.nozzle.gauge=23 --set speed=6
  $ bioweft slice part.stl --printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G --layer 0.2 \\
      --angles 45,135 --spacing 1.17 --contours 1 -o out.gcode --report out.json
  $ bioweft slice --shape tube --outer 6 --inner 4 --height 20 --printer marlin-syringe --ink alginate-i1g-4 \\
      --nozzle 22G --layer 0.2 --solid --contours 1 -o tube.gcode
  $ bioweft slice job.yaml --allow mesh                 print a part that had to be repaired`,
    )
    .action(async (inputs: string[], options: SliceOptions) => {
      const { runSlice } = await import('./run-slice.ts');
      await runCommand(() => runSlice(inputs, options), options);
    });
}
