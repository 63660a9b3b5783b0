import { stlFormat } from './formats/stl/stl-format.ts';
import { inspectPart, type ReadMesh } from './study/inspect-part.ts';

/**
 * An STL file of either form as a mesh, in the unit of the file; what was read differently or fixed is in the report.
 * `name` is the file's name, for messages; `unitMm` what one of its units measures. Throws InputError when there is
 * nothing to print in it.
 */
export function readStl(bytes: Uint8Array, name: string, unitMm = 1): ReadMesh {
  const { kind, parts } = stlFormat.read(bytes, name);
  return inspectPart(parts[0], { kind, name, unitMm, unitStated: false });
}
