import type { Command } from 'commander';
import { runCommand } from './run-command.ts';
import type { Shelf } from './run-library.ts';

interface ListOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const shelves = {
  printers: { what: 'printer profiles', example: 'allevi-biobot1' },
  inks: { what: 'inks, with what is known of their flow', example: 'alginate-i1g-4' },
  vessels: { what: 'plates, dishes and slides', example: 'corning-24' },
  patterns: { what: 'lay-down patterns', example: 'gyroid' },
} as const satisfies Record<Shelf, { what: string; example: string }>;

/** `printers`, `inks`, `vessels` and `patterns`: what there is, and one of them whole with its sources. */
export function addLibraryCommands(program: Command): void {
  for (const shelf of Object.keys(shelves) as Shelf[]) {
    const { what, example } = shelves[shelf];
    const command = program
      .command(shelf)
      .description(`list the ${what}; show <id> tells all of one, with sources`)
      .option('--json', 'as JSON')
      .addHelpText('after', `\nExamples:\n  $ bioweft ${shelf}\n  $ bioweft ${shelf} show ${example}`)
      .action(async (options: ListOptions) => {
        const { listShelf } = await import('./run-library.ts');
        await runCommand(() => listShelf(shelf, options), options);
      });
    command
      .command('show <id>')
      .description('one of them, whole')
      .option('--json', 'as JSON')
      .action(async (id: string, options: ListOptions) => {
        const { showEntry } = await import('./run-library.ts');
        await runCommand(() => showEntry(shelf, id, options), options);
      });
  }
}
