import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { StudioOptions } from './run-studio.ts';

export function addStudioCommand(program: Command): void {
  program
    .command('studio')
    .description('change a job in the browser, planned as you type, with every gate and its fixes')
    .argument('[input...]', 'a job file, a folder with one, or meshes to begin a job with (default: this folder)')
    .option('--port <n>', 'port on 127.0.0.1 (default: any free one)')
    .option('--no-open', 'print the link, open no browser')
    .option('--json', 'print the link as JSON')
    .option('--quiet', 'print only the link')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft studio my-plug/job.yaml
  $ bioweft studio my-plug                 the job in this folder
  $ bioweft studio ear.stl                 begin a job with a part; Save writes job.yaml beside it

The page is served on 127.0.0.1 only, to the browser that opens the printed link; the link works once. Only Save writes
the job file, and only Write its G-code, report and print sheet beside it, as bioweft slice does.`,
    )
    .action(async (inputs: string[], options: StudioOptions) => {
      const { runStudio } = await import('./run-studio.ts');
      await runCommand(() => runStudio(inputs, options), options);
    });
}
