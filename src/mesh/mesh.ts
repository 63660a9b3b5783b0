/** A part as triangles, and what had to be mended to get them. Lengths in mm. */

export interface Bounds {
  readonly min: readonly [x: number, y: number, z: number];
  readonly max: readonly [x: number, y: number, z: number];
}

export interface Mesh {
  readonly name: string;
  /** Nine numbers a triangle (x y z of each corner), mm, finite; no corner sharing: slicing needs none. */
  readonly triangles: Float32Array;
  readonly bounds: Bounds;
}

/**
 * What the reader and the inspection found. Counts of triangles unless a name says otherwise. null: not counted, because
 * the mesh is large and its edges already proved to match (see edge-sum.ts).
 */
export interface MeshReport {
  readonly format: 'binary' | 'ascii';
  readonly triangles: number;
  readonly solids: number;
  /** Connected surfaces. */
  readonly shells: number | null;
  readonly watertight: boolean;
  /** Edges with one triangle only, after mending. */
  readonly openEdges: number;
  /** Edges with more than two triangles, after mending. */
  readonly nonManifoldEdges: number | null;
  /** Edges whose two triangles ran the same way: neighbours that disagreed about outside. */
  readonly flippedEdges: number | null;
  readonly degenerate: number;
  readonly duplicate: number | null;
  readonly nonFinite: number;
  /** Signed sum before orientation; negative when the part came inside out. */
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
