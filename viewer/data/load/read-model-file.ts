import { InputError } from '../../../src/finding/input-error.ts';
import { partNamed, readMeshFile } from '../../../src/mesh/read-part.ts';
import type { Bounds } from '../print.ts';
import { type Refusal, RefusedError } from './refusal.ts';

/** A model that somebody opened in place of G-code: shown as a ghost, with the command that plans it. */
export interface ModelFile {
  readonly name: string;
  /** Nine numbers a triangle, mm. */
  readonly triangles: Float32Array;
  readonly box: Bounds;
}

/** All parts of an STL, 3MF, OBJ or PLY file as one. Throws RefusedError. */
export function readModelFile(bytes: Uint8Array, name: string): ModelFile {
  try {
    const { triangles } = partNamed(readMeshFile(bytes, name), '*');
    if (triangles.length === 0) throw new RefusedError(unreadable('it holds no triangle', 'bioweft mesh says more.'));
    return { name, triangles: triangles.slice(), box: boxOf(triangles) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new RefusedError(unreadable(error.message, error.fix ?? 'bioweft mesh says more.'));
  }
}

function unreadable(why: string, fix: string): Refusal {
  return { code: 'not-gcode', what: `This is a model (STL, 3MF, OBJ or PLY) that cannot be read: ${why}`, fix };
}

function boxOf(triangles: Float32Array): Bounds {
  const min: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < triangles.length; i++) {
    const axis = i % 3;
    if (triangles[i] < min[axis]) min[axis] = triangles[i];
    if (triangles[i] > max[axis]) max[axis] = triangles[i];
  }
  return triangles.length > 0 ? { min, max } : { min: [0, 0, 0], max: [1, 1, 1] };
}
