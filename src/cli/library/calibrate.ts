import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { CalibrateOptions } from './run-calibrate.ts';
import type { FitOptions } from './run-calibrate-fit.ts';

const prints = [
  ['line', 'lines over speeds and pressures: measure their width'],
  ['flow', 'extrusions to be weighed, over pressures or flows'],
  [
    'lag',
    'lines that wait ever longer before they move: measure what is missing at the start and drawn out at the end',
  ],
] as const;

export function addCalibrateCommand(program: Command): void {
  const calibrate = program
    .command('calibrate')
    .description('measure an ink on your own needle and printer, and plan with what was measured')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft calibrate flow --ink alginate-i1g-4 --nozzle 25G --printer allevi-biobot1 -o out/flow.gcode
  $ bioweft calibrate line --ink alginate-i1g-4 --nozzle 25G --printer allevi-biobot1 --pressures 80,120,180 -o out/line.gcode
  $ bioweft calibrate flow --ink gelma --nozzle 25G --shape tapered --inlet 4.3 --printer allevi-biobot1 -o out/flow.gcode
  $ bioweft calibrate fit out/flow.csv                     jobs in this folder use what it finds`,
    );
  for (const [kind, description] of prints) {
    calibrate
      .command(kind)
      .description(`write a print of ${description}, and the table to fill in`)
      .requiredOption('--ink <id>', 'ink of the library, or a path')
      .requiredOption('--nozzle <gauge|mm>', '27G, or the inner diameter in mm')
      .requiredOption('--printer <id>', 'printer profile, or a path')
      .option('--nozzle-length <mm>', 'length of the needle', '12.7')
      .option('--shape <straight|tapered>', 'of the needle (default: straight)')
      .option('--inlet <mm>', 'tapered tips: inner diameter at the hub')
      .option('--land <mm>', 'tapered tips: straight piece at the end')
      .option('--tool <id>', 'tool of the printer (default: the first that suits)')
      .option('--temperature <°C>', 'of the cartridge (default: as recommended for the ink)')
      .option('--lot <name>', 'lot of the ink')
      .option('--at <x,y>', 'middle of the print on the bed, mm')
      .option('--speeds <list>', 'mm/s, separated by commas')
      .option('--pressures <list>', 'kPa, for tools driven by pressure')
      .option('--flows <list>', 'µL/s, for tools driven by a plunger')
      .option('--seconds <s>', 'length of each weighed extrusion', '30')
      .option('-o, --output <file>', 'G-code to write; the table goes beside it as .csv')
      .option('--json', 'print what was written as JSON')
      .option('--quiet', 'print errors and warnings only')
      .action(async (options: CalibrateOptions) => {
        const { runCalibrationPrint } = await import('./run-calibrate.ts');
        await runCommand(() => runCalibrationPrint(kind, options), options);
      });
  }
  calibrate
    .command('fit')
    .description('fit the filled-in tables, and write a calibration into calibrations/ of this folder')
    .argument('<table...>', 'one or more filled-in tables of the same ink, needle and printer')
    .option('-o, --output <file>', 'calibration to write (default: calibrations/<ink>.<day>.json)')
    .option('--date <day>', 'day of the measurements, 2026-03-31 (default: today)')
    .option('--lot <name>', 'lot of the ink, where the table does not say it')
    .option('--shape <straight|tapered>', 'of the needle, where the table does not say it')
    .option('--inlet <mm>', 'tapered tips: inner diameter at the hub')
    .option('--land <mm>', 'tapered tips: straight piece at the end')
    .option('--json', 'print the calibration as JSON')
    .option('--quiet', 'print errors and warnings only')
    .action(async (tables: string[], options: FitOptions) => {
      const { runFit } = await import('./run-calibrate-fit.ts');
      await runCommand(() => runFit(tables, options), options);
    });
}
