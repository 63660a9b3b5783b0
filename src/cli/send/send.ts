import { type Command, Option } from 'commander';
import { firmwareIds } from '../../firmware/firmwares.ts';
import { runCommand } from '../run-command.ts';
import type { SendOptions } from './send-options.ts';

export function addSendCommand(program: Command): void {
  program
    .command('send')
    .description('print a G-code file: every line exactly once, safe when anything goes wrong')
    .argument('<file>', 'G-code, checked for the printer on the port')
    .option('--port <path|tcp://host:port>', 'where the printer is (bioweft ports lists them)')
    .option('--printer <id>', 'printer profile (default: the one the file was written for)')
    .addOption(new Option('--firmware <name>', "firmware (default: the profile's)").choices([...firmwareIds]))
    .option('--baud <rate>', "baud rate (default: the profile's)")
    .option('--operator <name>', 'who prints, for the journal and the batch record')
    .addOption(new Option('--resume [where]', 'resume a broken print: layer or strand').choices(['layer', 'strand']))
    .option('--left-incubator <HH:MM>', 'when the cells left the incubator (default: when the print begins)')
    .option('--reply-timeout <s>', 'longest silence of the printer before it is asked')
    .option('--dry-run', 'show what would be sent, send nothing')
    .option('-y, --yes', 'skip the questions before the print')
    .option('--practice', 'resume by itself where the file waits for an operator: only for virtual printers')
    .option('--no-record', 'do not append the print to the batch record beside the G-code')
    .option('--json', 'events as JSON, one a line')
    .option('--quiet', 'print errors and warnings only')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft send out/plug.gcode --port /dev/ttyUSB0 --operator "M. Doe"
  $ bioweft send out/plug.gcode --port tcp://192.168.1.20:23
  $ bioweft send out/plug.gcode --port /dev/ttyUSB0 --resume strand
  $ bioweft send out/plug.gcode --dry-run                    the frames, with numbers and checksums

Keys while it prints: p pauses, r resumes, s stops. Ctrl-C pauses, again stops, a third time sends the emergency stop.
Exit codes: 0 done, 1 a gate refused, 2 bad input, 3 device fault, 130 stopped by the operator and
confirmed to be safe (3 where anything was not).`,
    )
    .action(async (file: string, options: SendOptions) => {
      const { runSend } = await import('./run-send.ts');
      await runCommand(() => runSend(file, options), options);
    });
}
