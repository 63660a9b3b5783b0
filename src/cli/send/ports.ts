import type { Command } from 'commander';
import { type CommonOptions, runCommand } from '../run-command.ts';

export function addPortsCommand(program: Command): void {
  program
    .command('ports')
    .description('the ports to which printers may be connected, with maker and serial number')
    .option('--json', 'as JSON')
    .option('--quiet', 'paths only')
    .addHelpText('after', '\nExamples:\n  $ bioweft ports\n  $ bioweft send out/plug.gcode --port /dev/ttyUSB0')
    .action(async (options: CommonOptions) => {
      const { runPorts } = await import('./run-ports.ts');
      await runCommand(() => runPorts(options), options);
    });
}
