import type { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { ScaffoldOptions } from './run-scaffold.ts';

export function addScaffoldCommand(program: Command): void {
  program
    .command('scaffold [name]')
    .description('generate a scaffold: watertight STL parts and their job; without a name, list what there is')
    .option('-o, --output <folder>', 'where to write it (default: ./<name>)')
    .option('--param <key=value>', 'a measure, e.g. diameter=10 (repeatable)', (v: string, all: string[] = []) => [
      ...all,
      v,
    ])
    .option('--json', 'as JSON')
    .option('--quiet', 'print nothing but complaints')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft scaffold
  $ bioweft scaffold osteochondral-plug -o plug --param diameter=6
  $ bioweft slice plug/job.yaml`,
    )
    .action(async (name: string | undefined, options: ScaffoldOptions) => {
      const { runScaffold } = await import('./run-scaffold.ts');
      await runCommand(() => runScaffold(name, options), options);
    });
}
