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
    .option('--export <file>', 'write one self-contained page of the job instead of serving: it plans and downloads')
    .option('--json', 'print the link or the written file as JSON')
    .option('--quiet', 'print only the link')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft studio my-plug/job.yaml
  $ bioweft studio my-plug                 the job in this folder
  $ bioweft studio ear.stl                 begin a job with a part; Save writes job.yaml beside it
  $ bioweft studio job.yaml --export job.html    to send: opened from the disk, it plans, shows and downloads

The page is served on 127.0.0.1 only, to the browser that opens the printed link; the link works once. Only Save writes
the job file, and only Write its G-code, report and print sheet beside it, as bioweft slice does.`,
    )
    .action(async (inputs: string[], options: StudioOptions) => {
      const { runStudio } = await import('./run-studio.ts');
      await runCommand(() => runStudio(inputs, options), options);
    });
}
