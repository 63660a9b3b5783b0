import { listed } from '../../finding/list-words.ts';
import { threeMfFormat } from './3mf/three-mf-format.ts';
import type { MeshFormat } from './mesh-format.ts';
import { objFormat } from './obj/obj-format.ts';
import { plyFormat } from './ply/ply-format.ts';
import { stlFormat } from './stl/stl-format.ts';

/** Every format that bioweft reads; whatever asks about formats goes over this table. */
export const meshFormats: readonly MeshFormat[] = [
  // In the order in which their content is looked at.
  stlFormat,
  threeMfFormat,
  objFormat,
  plyFormat,
];

/** By the ending of its name; undefined where no format has it. */
export function formatByName(file: string): MeshFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1].toLowerCase();
  return meshFormats.find(({ extensions }) => extensions.some((extension) => extension === ending));
}

/** By the ending, else by the content; else STL, whose reader names what a file is instead. */
export function formatOf(bytes: Uint8Array, file: string): MeshFormat {
  return formatByName(file) ?? meshFormats.find(({ recognises }) => recognises(bytes)) ?? stlFormat;
}

/** STL, 3MF, OBJ or PLY. */
export function formatList(): string {
  return listed(
    meshFormats.map(({ name }) => name),
    'or',
  );
}
