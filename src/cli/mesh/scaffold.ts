import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { ScaffoldOptions } from './run-scaffold.ts';

export function addScaffoldCommand(program: Command): void {
  const command = program
    .command('scaffold [name] [parameters...]')
    .usage('[name] [--<parameter> <value> ...] [options]')
    .description('generate a scaffold: watertight parts and their job; without a name, list what is available')
    .option('-o, --output <folder>', 'where to write it (default: ./<name>)')
    .option('--format <format>', 'of the parts: stl, one file each, or 3mf, one file for all', 'stl')
    .option('--force', 'replace files of the folder that were edited')
    .option('--json', 'as JSON')
    .option('--quiet', 'print errors and warnings only')
    .option('-h, --help', 'with a name: what can be set, with units and ranges')
    .helpOption(false)
    // What can be set depends on the name: run-scaffold.ts reads it.
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft scaffold
  $ bioweft scaffold osteochondral-plug --help
  $ bioweft scaffold osteochondral-plug --diameter 6 -o plug
  $ bioweft slice plug/job.yaml`,
    );
  command.action(async (_name: string | undefined, _rest: string[], options: ScaffoldOptions) => {
    if (options.help && command.args.length === 0) command.help();
    const { runScaffold } = await import('./run-scaffold.ts');
    await runCommand(() => runScaffold(command.args, options), options);
  });
}
