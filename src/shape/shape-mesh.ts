import { writeStl } from '../mesh/formats/stl/write-stl.ts';
import { inspectPart, type ReadMesh } from '../mesh/study/inspect-part.ts';
import { type ShapeKeys, shapeOf, shapeText } from './shape.ts';
import { shapeTriangles } from './shape-triangles.ts';

/** The shape that a part of a job names, as a mesh in mm. */
export function readShape(part: ShapeKeys): ReadMesh {
  const { kind, triangles } = trianglesOf(part);
  const raw = { name: kind, triangles, solids: 1, nonFinite: 0, repairs: [] };
  return inspectPart(raw, { kind: 'shape', name: shapeText(part), unitMm: 1, unitStated: true });
}

/** The same as binary STL: by these bytes a shape is known in headers and records. */
export function shapeStl(part: ShapeKeys): Uint8Array {
  const { kind, triangles } = trianglesOf(part);
  return writeStl({ name: kind, triangles });
}

function trianglesOf(part: ShapeKeys) {
  const shape = shapeOf(part);
  return { kind: shape.kind, triangles: shapeTriangles(shape) };
}
