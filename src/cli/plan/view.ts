import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { ViewOptions } from './run-view.ts';

export function addViewCommand(program: Command): void {
  program
    .command('view')
    .description('look at every layer of a G-code file, and at the stress on its cells')
    .argument('[file]', 'G-code of bioweft or of any slicer, or a job file; without one, drop a file on the page')
    .option('--port <n>', 'port on 127.0.0.1 (default: any free one)')
    .option('--no-open', 'print the link, open no browser')
    .option('--export <file>', 'write one self-contained page instead of serving')
    .option(
      '--report <file>',
      "report of `bioweft slice --report`, for findings and limits (default: the file's own, beside it)",
    )
    .option('--job <file>', 'the job the file was made from, to show its meshes as a ghost')
    .option('--follow', 'show the needle of the print that `bioweft send` runs from this file')
    .option('--printer-port <path|tcp://host:port>', 'follow the print on that port (default: the newest print)')
    .option('--json', 'print the link or the written file as JSON')
    .option('--quiet', 'print only the link')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft view out/osteochondral-plug.gcode
  $ bioweft view out.gcode --report out.json --job job.yaml
  $ bioweft view job.yaml                                plan it and look at it, again when a file of it changes
  $ bioweft view out.gcode --follow                      watch it being printed
  $ bioweft view out.gcode --export preview.html         to archive or to send

The page is served on 127.0.0.1 only, to the browser that opens the printed link; the link works once.`,
    )
    .action(async (file: string | undefined, options: ViewOptions) => {
      const { runView } = await import('./run-view.ts');
      const { noteRecentFile, recentFiles } = await import('../files/recent-files.ts');
      const recent = file === undefined ? recentFiles() : [];
      if (file !== undefined && options.export === undefined && existsSync(file)) noteRecentFile(resolve(file));
      await runCommand(() => runView(file, { ...options, recent }), options);
    });
}
