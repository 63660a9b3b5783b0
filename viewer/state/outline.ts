/** Something on its way to another place, in lines over the picture: where it will be is not known before it is planned. */
export interface Outline {
  readonly pieces: readonly OutlinePiece[];
  /** How far it has gone, mm, and how far it has turned about z, degrees. */
  readonly way: readonly [x: number, y: number, z: number];
  readonly turn: number;
}

export interface OutlinePiece {
  /** What it turns about, machine mm. */
  readonly pivot: readonly [x: number, y: number, z: number];
  /** Ends of lines from there, x y z after x y z. */
  readonly lines: readonly number[];
}
