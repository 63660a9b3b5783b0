import { resolve } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { suggest } from '../../finding/nearest.ts';
import { type TakenNames, uniqueName } from '../../mesh/formats/group-bodies.ts';
import { meshSource, sourceOf } from '../../mesh/mesh-source.ts';
import { partNamed, readPart } from '../../mesh/read-part.ts';
import type { ReadMesh } from '../../mesh/study/inspect-part.ts';
import { type FileUnit, mmPerUnit, transformMesh, transformReport } from '../../mesh/transform.ts';
import type { LoadedMeshes } from '../../plan/input-files.ts';
import { readShape } from '../../shape/shape-mesh.ts';
import { type ShapeFlags, shapeKeys } from './shape-flags.ts';

/** A part that a command line names, in mm. */
export interface AskedPart extends ReadMesh {
  readonly name: string;
  readonly material: string;
  /** As a job names it. */
  readonly source: string;
  /** The unit that its file states; null where it states none. */
  readonly statedUnit: string | null;
  /** As the file has it, nothing fixed: what is a guess stays one in another format. */
  readonly asRead: Float32Array;
}

/** Every part of the inputs: all objects of a file that none of them is named of, or the shape of the flags. */
export function askedParts(
  inputs: readonly string[],
  flags: ShapeFlags & { readonly units?: string },
  shelf: (file: string) => LoadedMeshes,
): AskedPart[] {
  const taken: TakenNames = new Map();
  const shape = shapeKeys(flags);
  const units = unitOf(flags.units);
  const fromShape = shape === null ? [] : [shapePart(shape)];
  const fromFiles = inputs.flatMap((input) => {
    const { file, object } = meshSource(input);
    const { model } = shelf(file);
    const objects = object === null && model.parts.length > 1 ? model.parts.map(({ name }) => name) : [object];
    return objects.map((one): AskedPart => {
      const read = readPart(model, one, units);
      const own = one !== null && one !== '*' ? one : (model.parts.length === 1 && model.parts[0].name) || stemOf(file);
      const { statedUnit } = model;
      const asRead = scaled(partNamed(model, one).triangles, mmPerUnit[units]);
      return {
        ...inMm(read, units),
        name: own,
        statedUnit,
        asRead,
        material: read.material ?? '',
        source: one === null ? input : sourceOf(file, one),
      };
    });
  });
  return [...fromShape, ...fromFiles].map((part) => ({ ...part, name: uniqueName(part.name, taken) }));
}

/** Files that are read: no output may replace one. */
export function filesOf(inputs: readonly string[]): string[] {
  return inputs.map((input) => resolve(meshSource(input).file));
}

function shapePart(shape: NonNullable<ReturnType<typeof shapeKeys>>): AskedPart {
  const read = readShape(shape);
  const name = String(shape['shape']);
  return {
    ...read,
    name,
    material: '',
    source: Object.entries(shape)
      .map(([key, value]) => `${key}: ${Array.isArray(value) ? `[${value.join(', ')}]` : value}`)
      .join(', '),
    statedUnit: 'millimeter',
    asRead: read.mesh.triangles,
  };
}

function scaled(triangles: Float32Array, factor: number): Float32Array {
  return factor === 1 ? triangles : triangles.map((value) => value * factor);
}

function inMm(read: ReadMesh, units: FileUnit): ReadMesh {
  const placement = { units, scale: 1, rotate: [0, 0, 0] as const };
  const mesh = transformMesh(read.mesh, placement);
  return { ...read, mesh, report: transformReport(read.report, mesh, placement) };
}

function unitOf(text: string | undefined): FileUnit {
  if (text === undefined) return 'mm';
  const units = Object.keys(mmPerUnit) as FileUnit[];
  const unit = units.find((each) => each === text);
  if (unit !== undefined) return unit;
  throw new InputError('flag-units', `--units ${text}: this unit is unknown.`, { fix: suggest(text, units) });
}

function stemOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, '') || 'part';
}
