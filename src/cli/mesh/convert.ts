import type { Command } from 'commander';
import { formatList, meshFormats } from '../../mesh/formats/mesh-formats.ts';
import { runCommand } from '../run-command.ts';
import type { ConvertOptions } from './run-convert.ts';
import { addShapeFlags } from './shape-flags.ts';

export function addConvertCommand(program: Command): void {
  const written = meshFormats.filter(({ write }) => write !== undefined).map(({ name }) => name);
  const command = program
    .command('convert')
    .description(`write meshes in another format (${written.join(', ')}), with the names of their parts, in mm`)
    .argument('<file...>', `meshes (${formatList()}), the last name is the file to write; model.3mf#bone is one object`)
    .option('--units <unit>', 'unit of an STL or OBJ that is read: mm, cm, m, inch, um')
    .option('--force', 'replace the file that is written')
    .option('--json', 'what was written, as JSON')
    .option('--quiet', 'print errors and warnings only');
  addShapeFlags(command);
  command
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft convert bone.stl cartilage.stl plug.3mf          two parts in one file, by their names
  $ bioweft convert plug.3mf#bone bone.stl                   one of them
  $ bioweft convert plug.3mf#* whole.stl                     all of them as one
  $ bioweft convert scan.obj scan.3mf --units m              a unit for a file that states none
  $ bioweft convert --shape tube --outer 6 --inner 4 --height 20 tube.stl`,
    )
    .action(async (files: string[], options: ConvertOptions) => {
      const { runConvert } = await import('./run-convert.ts');
      await runCommand(() => runConvert(files, options), options);
    });
}
