import { Command } from 'commander';
import { packageVersion } from '../plan/inputs/load-library.ts';
import { addCompletionCommand } from './completion.ts';
import { exitCode } from './exit-codes.ts';
import { addCalibrateCommand } from './library/calibrate.ts';
import { addFlowCommand } from './library/flow.ts';
import { addLibraryCommands } from './library/library.ts';
import { addRecordCommand } from './library/record.ts';
import { watchOutputs } from './lost-output.ts';
import { addConvertCommand } from './mesh/convert.ts';
import { addMeshCommand } from './mesh/mesh.ts';
import { addScaffoldCommand } from './mesh/scaffold.ts';
import { addScanCommand } from './mesh/scan.ts';
import { addCheckCommand } from './plan/check.ts';
import { addSheetCommand } from './plan/sheet.ts';
import { addSliceCommand } from './plan/slice.ts';
import { addStudioCommand } from './plan/studio.ts';
import { addViewCommand } from './plan/view.ts';
import { addPortsCommand } from './send/ports.ts';
import { addSendCommand } from './send/send.ts';
import { addVirtualPrinterCommand } from './send/virtual-printer.ts';

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
