import { dot, type Vector } from '../vector.ts';
import { type Loop, loopsOf, type Places } from './boundary-loops.ts';
import { blockOf, type CutBlock, isBox } from './cut-block.ts';
import { cutFaces } from './cut-faces.ts';
import { type FacedLoop, facesOf } from './faced-loop.ts';
import { type LoopShape, shapeOf } from './loop-shape.ts';
import { liesInside } from './nest-rims.ts';
import { type WayAround, wayAround } from './way-around.ts';

/** Rims that run around the edges of the block out of which a surface was cut, as flat loops in its faces. */
export interface BlockRims {
  readonly rings: readonly Loop[];
  /** By point of a rim that rings stand in the place of, a number that all points of one opening share. */
  readonly opening: (point: number) => number;
  /** By loop that was given, 1 where rings stand in its place. */
  readonly replaced: Uint8Array;
  /** By loop that was given, 1 where it lies in the faces of the block. */
  readonly held: Uint8Array;
  /** True where only holes in the sides of the block say that it has sides. */
  readonly around: boolean;
  /** With the corners of the block that rings reach to. */
  readonly places: Places;
}

export interface BlockRimsInput {
  readonly loops: readonly Loop[];
  readonly shapes: readonly LoopShape[];
  /** Loops that are no rims of a cut. */
  readonly apart: readonly boolean[];
  readonly places: Places;
  /** How far the open surfaces reach along a direction. */
  readonly reach: (direction: Vector) => number;
  /** A rim is flat when it strays from a plane by no more. */
  readonly flat: number;
}

interface FlatRim {
  readonly loop: Loop;
  readonly shape: LoopShape;
  readonly face: number;
}

/** A corner lies this part of flat off its face; corners that were joined, up to all of it. */
const nearer = 0.1;

/**
 * Takes loops that bend around the edges of a block apart into flat ones, one for each face. Null where there are none,
 * where the rims do not lie in the faces of a block, or where they leave a doubt which of its edges are within.
 */
export function blockRims({ loops, shapes, apart, places, reach, flat }: BlockRimsInput): BlockRims | null {
  const used = [...loops.keys()].filter((l) => !apart[l]);
  const near = nearer * flat;
  const own = { loops: used.map((l) => loops[l]), shapes: used.map((l) => shapes[l]) };
  const faces = cutFaces({ ...own, places, reach, near, flat });
  if (faces.length < 2) return null;
  const block = blockOf(faces, flat);
  const bent: FacedLoop[] = [];
  const rims: FlatRim[] = [];
  const replaced = new Uint8Array(loops.length);
  const held = new Uint8Array(loops.length);
  for (const l of used) {
    const own = facesOf(loops[l], places, block, [near, flat]);
    if (own === null) continue;
    held[l] = 1;
    if (own.every((face) => face === own[0])) rims.push({ loop: loops[l], shape: shapes[l], face: own[0] });
    else {
      bent.push({ loop: loops[l], faces: own });
      replaced[l] = 1;
    }
  }
  const plain =
    bent.length > 0 ? wayAround({ block, bent, places, within: [], shell: bent[0].loop.shell }) : noWay(places);
  if (plain === null) return null;
  const lone = rims.filter((rim) => isLoneHole(rim, rims, plain, block));
  if (lone.length === 0) return bent.length > 0 ? { ...rings(plain), replaced, held, around: false } : null;
  // Holes need sides to be in: where all of a box is known, they are its own.
  if (!isBox(block)) return null;
  const within = [...new Set(lone.map(({ face }) => face))];
  const whole = wayAround({ block, bent, places, within, shell: lone[0].loop.shell });
  if (whole === null || rims.some((rim) => isLoneHole(rim, rims, whole, block))) return null;
  return { ...rings(whole), replaced, held, around: true };
}

function noWay(places: Places): WayAround {
  return { byFace: [], places, opening: () => 0 };
}

function rings({ byFace, places, opening }: WayAround): Pick<BlockRims, 'rings' | 'places' | 'opening'> {
  return { rings: byFace.flatMap((edges) => loopsOf(edges, places)), opening, places };
}

/** A rim that runs as a hole in a face runs, and lies in nothing there. */
function isLoneHole(
  { loop, shape, face }: FlatRim,
  rims: readonly FlatRim[],
  way: WayAround,
  block: CutBlock,
): boolean {
  const { normal } = block.faces[face];
  if (dot(shape.normal, normal) > 0) return false;
  const lies = (outer: LoopShape) => dot(outer.normal, normal) > 0 && liesInside(loop, outer, way.places);
  const found = loopsOf(way.byFace[face] ?? [], way.places).map((ring) => shapeOf(ring, way.places));
  return !found.some(lies) && !rims.some((rim) => rim.face === face && rim.loop !== loop && lies(rim.shape));
}
