import type { Columns } from '../columns.ts';
import type { StrandName, strandKinds } from '../reading/reading.ts';

/** Strands while they are read: rows of `;BIO:strand`, or runs of extruding motion in files of other programs. */
export interface StrandBook {
  readonly columns: StrandColumns;
  /** The file names its strands by `;BIO:strand`. */
  named: boolean;
  /** Row that motion now belongs to, -1 for none. */
  current: number;
  /** The current row has no motion yet. */
  fresh: boolean;
  /** What `;TYPE:`, `;WIDTH:` and `;HEIGHT:` said last. */
  role: number;
  width: number;
  height: number;
  /** Motions before which a strand of varying width tells its local width, and that, mm. */
  readonly localRows: number[];
  readonly localWidths: number[];
  readonly names: string[];
  readonly rows: Map<string, number>;
  /** Bytes and row of the name read last, by key. */
  readonly lastNames: Record<StrandName, { readonly from: number; readonly to: number; readonly row: number }>;
}

export interface StrandColumns extends Columns<typeof strandKinds> {
  count: number;
}

/**
 * Which layer a motion belongs to. The best source the file has wins: `;BIO:layer`, then the layer comments of other
 * slicers, then the height of extruding motion. When a better source shows up, what came before it (a purge line)
 * counts to its first layer. Heights that return in another well are the same layer.
 */
export interface LayerBook {
  source: 'z' | 'comment' | 'bio';
  readonly list: { number: number; z: number; height: number; firstMotion: number; line: number }[];
  /** From the file's number, or from the height in µm, to the row of `list`. */
  readonly rows: Map<number, number>;
  current: number;
  /** Height of the last extruding motion, nm. */
  zNm: number;
  /** A `;LAYER_CHANGE` was read and its height is not yet known. */
  pending: boolean;
  /** The strand that rises on its way, the direction of its last motion, and how far that has turned, radians. */
  strand: number;
  heading: number;
  turned: number;
}
