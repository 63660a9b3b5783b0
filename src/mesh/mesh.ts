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

/** What the reader and the inspection found. Counts of triangles unless a name says otherwise. */
export interface MeshReport {
  readonly format: 'binary' | 'ascii';
  readonly triangles: number;
  readonly solids: number;
  readonly shells: number;
  readonly watertight: boolean;
  readonly openEdges: number;
  readonly nonManifoldEdges: number;
  /** Edges whose two triangles run the same way: neighbours that disagree about outside. */
  readonly flippedEdges: number;
  readonly degenerate: number;
  readonly duplicate: number;
  readonly nonFinite: number;
  /** Signed sum before orientation; negative when the part came inside out. */
  readonly volumeMm3: number;
  readonly shellsInverted: number;
  readonly bounds: Bounds;
  /** In plain words, each one thing that was read differently from what the file said. */
  readonly repairs: readonly string[];
}
