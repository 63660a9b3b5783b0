import { type Command, Option } from 'commander';
import { runCommand } from '../run-command.ts';
import type { FlowOptions } from './run-flow.ts';

export function addFlowCommand(program: Command): void {
  program
    .command('flow')
    .description('pressure, wall shear, residence and viability of an ink through a needle')
    .requiredOption('--ink <id>', 'ink of the library, or a path')
    .requiredOption('--nozzle <gauge|mm>', '27G, or the inner diameter in mm')
    .option('--nozzle-length <mm>', 'length of the needle', '12.7')
    .option('--shape <straight|tapered>', 'of the needle (default: straight)')
    .option('--inlet <mm>', 'tapered tips: inner diameter at the hub')
    .option('--land <mm>', 'tapered tips: straight piece at the end')
    .option('--printer <id>', 'use only calibrations made on this printer (default: any)')
    .option('--no-calibration', 'the law of the library, whatever lies in calibrations/')
    .option('--speed <mm/s>', 'printing speed', '10')
    .option('--width <mm>', 'strand width (default: the inner diameter)')
    .option('--height <mm>', 'layer height, for a flattened strand (default: round)')
    .option('--temperature <°C>', 'of the cartridge (default: as recommended for the ink)')
    .addOption(new Option('--curve [kPa,kPa,…]', 'a table over pressures instead'))
    .option('--json', 'as JSON')
    .option('--quiet', 'print errors and warnings only')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft flow --ink alginate-i1g-4 --nozzle 27G --speed 10 --width 0.4
  $ bioweft flow --ink pluronic-25 --nozzle 0.41 --height 0.3 --speed 6
  $ bioweft flow --ink gelma --nozzle 25G --shape tapered --inlet 4.3
  $ bioweft flow --ink alginate-i1g-4 --nozzle 25G --curve 50,100,200,400`,
    )
    .action(async (options: FlowOptions) => {
      const { runFlow } = await import('./run-flow.ts');
      await runCommand(() => runFlow(options), options);
    });
}
