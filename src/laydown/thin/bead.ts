/** A strand in a thin place. */
export interface Bead {
  /** x0 y0 x1 y1 …, nm. A closed one does not repeat its first point. */
  readonly points: Int32Array;
  /** At each point, nm. */
  readonly widths: Int32Array;
  readonly closed: boolean;
  /** Of the place that it fills, mm²: its ink is that times the height of the layer. */
  readonly areaMm2: number;
  /** How many strands lie between it and the rim. */
  readonly depth: number;
}
