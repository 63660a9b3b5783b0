/** A part as triangles, and what had to be fixed to get them. Lengths in mm. */

export interface Bounds {
  readonly min: readonly [x: number, y: number, z: number];
  readonly max: readonly [x: number, y: number, z: number];
}

export interface Mesh {
  readonly name: string;
  /** Nine numbers a triangle (x y z of each corner), mm, finite; no corner sharing: slicing needs none. */
  readonly triangles: Float32Array;
  readonly bounds: Bounds;
  /** Set for large meshes that one pass found closed: their shells are looked into only when a section seems wrong. */
  readonly unstudied?: boolean;
  /** Set where the file states its unit: a surprising size is no reason to ask for it. */
  readonly unitStated?: true;
}

/** An opening that was closed before cutting, in the unit of the mesh. */
export interface Cap {
  readonly area: number;
  /** Widest extent of its widest flat piece. */
  readonly diameter: number;
  /** How far its rim lies off a plane. */
  readonly offPlane: number;
  /** Of the surface of the body that it closes, or of all that was cut out of the same block. */
  readonly share: number;
  /** Corners of its rim. */
  readonly corners: number;
  /** Rims within it that stay open, as that of a pipe's end. */
  readonly holes: number;
  /** Flat pieces; more than one where it runs around the edges of the block that a surface was cut out of. */
  readonly pieces: number;
  /** True where only holes in the sides of a block show the block: which side of the surface is solid is a guess. */
  readonly around: boolean;
  /** Flat, and small against its body: an end of a vessel or a strut, not a guess. */
  readonly sure: boolean;
}

/**
 * What the reader and the inspection found. Counts of triangles unless a name says otherwise. null: not counted, because
 * the mesh is large and its edges already proved to match (see edge-sum.ts).
 */
export interface MeshReport {
  /** `binary` or `ascii` STL, the id of another format, or `shape`. */
  readonly format: string;
  readonly triangles: number;
  readonly solids: number;
  /** Connected surfaces. */
  readonly shells: number | null;
  readonly watertight: boolean;
  /** Edges with one triangle only, after fixing. */
  readonly openEdges: number;
  /** Edges with more than two triangles, after fixing. */
  readonly nonManifoldEdges: number | null;
  /** Edges whose two triangles ran the same way: neighbours that disagreed about outside. */
  readonly flippedEdges: number | null;
  readonly degenerate: number;
  readonly duplicate: number | null;
  readonly nonFinite: number;
  /** Triangles left out because they stand in the file twice, once each way. */
  readonly cancelled: number;
  /** Area of bodies that are lost by that: all their faces stand in the file once each way. */
  readonly vanishedMm2: number;
  /** Openings that were closed before cutting. */
  readonly caps: readonly Cap[];
  /** Of the fixed mesh. */
  readonly volumeMm3: number;
  readonly shellsInverted: number | null;
  readonly bounds: Bounds;
  /** In plain words, each one thing that was read differently from what the file said. */
  readonly repairs: readonly string[];
}

/** Room for triangles that worker threads can read without a copy, where the platform allows it. */
export function allocateTriangles(count: number): Float32Array {
  const bytes = count * 36;
  return new Float32Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
  );
}
