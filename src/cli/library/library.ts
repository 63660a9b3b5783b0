import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { Shelf } from './run-library.ts';
import type { ConfirmOptions } from './run-printers.ts';

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
      .description(`list the ${what}; show <id> shows one in full, with sources`)
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
    if (shelf === 'printers') addPrinterCommands(command);
  }
}

/** What a lab asks of its own machine: is its profile usable, and does it print mirrored? */
function addPrinterCommands(printers: Command): void {
  printers
    .command('check <profile>')
    .description('is a profile usable, what does its firmware need, what was never measured')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bioweft printers check my-printer.json\n  $ bioweft printers check lulzbot-bio',
    )
    .action(async (profile: string, options: ListOptions) => {
      const { checkPrinter } = await import('./run-printers.ts');
      await runCommand(() => checkPrinter(profile, options), options);
    });
  printers
    .command('confirm <id>')
    .description('keep what a printed letter F shows from above: constructs are mirrored where it is mirrored')
    .requiredOption('--letter-f <right|mirrored>', 'how the letter reads from above, however it is turned')
    .option('--beside <job>', 'keep it beside this job, instead of in your settings')
    .option('--force', 'replace what was confirmed before')
    .option('--json', 'as JSON')
    .option('--quiet', 'say nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  $ bioweft scaffold letter-f && bioweft slice letter-f/job.yaml --set printer=printess\n  $ bioweft printers confirm printess --letter-f right\n  $ bioweft printers confirm ./my-printer.json --letter-f mirrored --beside job.yaml',
    )
    .action(async (id: string, options: ConfirmOptions) => {
      const { confirmPrinter } = await import('./run-printers.ts');
      await runCommand(() => confirmPrinter(id, options), options);
    });
}
