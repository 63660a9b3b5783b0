import { type Command, Option } from 'commander';
import { virtualIds } from '../../send/virtual/build-firmware.ts';
import { runCommand } from '../run-command.ts';
import type { VirtualPrinterFlags } from './run-virtual-printer.ts';

const collect = (value: string, before: string[]) => [...before, value];

export function addVirtualPrinterCommand(program: Command): void {
  program
    .command('virtual-printer')
    .description('a printer to practise on: opens a port, answers like the firmware, records what it executed')
    .addOption(new Option('--firmware <name>', 'firmware it pretends to run').choices(virtualIds).default('marlin'))
    .option('--printer <id>', 'profile: it is built, configured and prepared for that printer')
    .option('--unprepared', 'as after power-up, whatever the profile: nothing is homed or configured')
    .option('--no-emergency-parser', 'Marlin: M112 and M410 wait in the queue like any other command')
    .option('--speed-up <factor>', 'how much faster than real motion', '20')
    .option('--fault <name:odds|name@n>', 'lost-ok:0.01, reset@200, busy@100:60 … (repeatable)', collect, [])
    .option('--seed <n>', 'for faults that happen by chance', '1')
    .option('--tcp', 'listen on a TCP port of this machine instead of a pseudo-terminal')
    .option('--log <file>', 'write all that comes in and goes out')
    .option('--record <file>', 'write the strands and volumes it executed, as JSON, when it ends')
    .option('--json', 'the address as JSON')
    .option('--quiet', 'the address only')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft virtual-printer --firmware marlin --printer allevi-biobot1
  $ bioweft virtual-printer --firmware grbl --fault alarm@300
  $ bioweft virtual-printer --fault lost-ok:0.01 --fault garbled-line:0.01

Then, in another terminal: bioweft send out/plug.gcode --port <the path it prints>. Ctrl-C ends it.`,
    )
    .action(async (options: VirtualPrinterFlags) => {
      const { runVirtualPrinter } = await import('./run-virtual-printer.ts');
      await runCommand(() => runVirtualPrinter(options), options);
    });
}
