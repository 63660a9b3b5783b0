/** What the strands of one layer carry out of the sections of its parts: flat numbers that cross between threads. */

export interface LayerFigures {
  /** In the order of the parts. */
  readonly parts: readonly PartFigures[];
}

export interface PartFigures {
  readonly sectionMm2: number;
  readonly lostMm2: number;
  readonly outsideMm2: number;
  readonly inkUl: number;
  /** Connected pieces of the section, `islandColumns` numbers each. */
  readonly islands: Float64Array;
  /** Pieces that no strand reaches, `lossColumns` numbers each. */
  readonly losses: Float64Array;
  /** Places in each of them, x y in mm, `samplesPerLoss` a piece. */
  readonly samples: Float32Array;
  /** Which islands lie on which of the layer below, in pairs: below, here. */
  readonly links: Int32Array;
}

/** Columns of an island; lengths mm, areas mm², ink µL. */
export const islandColumns = 9;
export const islandColumn = {
  area: 0,
  ink: 1,
  /** Ink that the settings mean here at most. */
  meant: 2,
  strands: 3,
  x: 4,
  y: 5,
  length: 6,
  lost: 7,
  outside: 8,
} as const;

/** Columns of a lost piece; lengths mm, areas mm². */
export const lossColumns = 13;
export const lossColumn = {
  island: 0,
  area: 1,
  length: 2,
  /** Greatest distance of its places from the rim of the section. */
  depth: 3,
  kind: 4,
  x: 5,
  y: 6,
  /** Its box in turned coordinates: pieces of neighbouring layers belong together where their boxes meet. */
  lowU: 7,
  lowV: 8,
  highU: 9,
  highV: 10,
  /** 1 where its island holds no strand at all. */
  whole: 11,
  /** Twice its area over its rim: of a strip, its width. */
  thickness: 12,
} as const;
export const samplesPerLoss = 16;

/** `piece`: something was not printed. `tip`: a part runs out thinner than a strand, towards nothing. */
export const lossKind = { piece: 0, tip: 1 } as const;
