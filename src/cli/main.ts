import { Command } from 'commander';
import { packageVersion } from '../plan/load-library.ts';
import { addCalibrateCommand } from './calibrate.ts';
import { addCheckCommand } from './check.ts';
import { addCompletionCommand } from './completion.ts';
import { addConvertCommand } from './convert.ts';
import { exitCode } from './exit-codes.ts';
import { addFlowCommand } from './flow.ts';
import { addLibraryCommands } from './library.ts';
import { watchOutputs } from './lost-output.ts';
import { addMeshCommand } from './mesh.ts';
import { addPortsCommand } from './ports.ts';
import { addRecordCommand } from './record.ts';
import { addScaffoldCommand } from './scaffold.ts';
import { addScanCommand } from './scan.ts';
import { addSendCommand } from './send.ts';
import { addSheetCommand } from './sheet.ts';
import { addSliceCommand } from './slice.ts';
import { addStudioCommand } from './studio.ts';
import { addViewCommand } from './view.ts';
import { addVirtualPrinterCommand } from './virtual-printer.ts';

/** Reads the arguments of the process, does what they say and sets its exit code. */
export async function runCommandLine(): Promise<void> {
  watchOutputs();

  const program = new Command('bioweft')
    .description('Plans extrusion bioprinting: parts (STL, 3MF, OBJ) and inks to checked, explained G-code')
    .version(packageVersion())
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(bioweft <command> --help shows examples)')
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? exitCode.ok : exitCode.badInput);
    })
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft scaffold osteochondral-plug -o plug        a scaffold with its job, to start from
  $ bioweft slice plug/job.yaml -o out/plug.gcode      plan, check and write
  $ bioweft view out/plug.gcode                        look at every layer in the browser
  $ bioweft check foreign.gcode --printer allevi-biobot1
  $ bioweft send out/plug.gcode --port /dev/ttyUSB0    print it

Exit codes: 0 done, 1 a gate refused, 2 bad input, 3 device fault, 130 stopped by the user.`,
    );

  addSliceCommand(program);
  addCheckCommand(program);
  addViewCommand(program);
  addStudioCommand(program);
  addSendCommand(program);
  addPortsCommand(program);
  addVirtualPrinterCommand(program);
  addScaffoldCommand(program);
  addScanCommand(program);
  addFlowCommand(program);
  addCalibrateCommand(program);
  addSheetCommand(program);
  addMeshCommand(program);
  addConvertCommand(program);
  addRecordCommand(program);
  addLibraryCommands(program);
  addCompletionCommand(program);

  await program.parseAsync();
}
