import type { Command } from 'commander';
import { formatList } from '../../mesh/formats/mesh-formats.ts';
import { runCommand } from '../run-command.ts';
import type { MeshOptions } from './run-mesh.ts';
import { addShapeFlags } from './shape-flags.ts';

export function addMeshCommand(program: Command): void {
  const command = program
    .command('mesh')
    .description('what is in a mesh: parts, shells, volume, openings, thinnest wall, unit; and what to do about it')
    .argument('[file...]', `meshes (${formatList()}); model.3mf#bone is one object; none with --shape`)
    .option('--strand <mm>', 'strand width that walls are held against', '0.41')
    .option('--units <unit>', 'unit of an STL or OBJ: mm, cm, m, inch, um')
    .option('--json', 'as JSON')
    .option('--quiet', 'print errors and warnings only');
  addShapeFlags(command);
  command
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft mesh ear.stl
  $ bioweft mesh plug.3mf --strand 0.25                   every part of it, for a 31G needle
  $ bioweft mesh scan.obj --units m --json

Exit code 1: the gate \`mesh\` would refuse a part.`,
    )
    .action(async (files: string[], options: MeshOptions) => {
      const { runMesh } = await import('./run-mesh.ts');
      await runCommand(() => runMesh(files, options), options);
    });
}
