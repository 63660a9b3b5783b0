import type { Evidence } from '../../src/gcode/reading/find-evidence.ts';
import type { ReadEvent } from '../../src/gcode/reading/reading.ts';

import type { LaidOfRow } from './laid.ts';

/**
 * A print as the viewer holds it: columns, made once by the worker and handed over without a copy. A row is one motion.
 * mm, mm/s, µL, s.
 */
export interface Print {
  readonly name: string;
  readonly bytes: number;
  readonly lines: number;
  /** Motions in the file; `rows` is 0 where there are too many to draw. */
  readonly motions: number;
  readonly tooLarge: boolean;
  readonly rows: number;
  /**
   * The texture of the path: four floats a texel, `pathWidth` texels a line. Texel k is the point reached by row k-1
   * and the strand of that row (-1: no ink); texel 0 is the start.
   */
  readonly path: Float32Array;
  readonly pathWidth: number;
  readonly pathHeight: number;
  /** Seconds from the start to the end of the row, waits before it included. */
  readonly time: Float32Array;
  /** Rows that something waits before, rising, and for how many seconds. */
  readonly waits: { readonly rows: Uint32Array; readonly seconds: Float32Array };
  readonly speed: Float32Array;
  readonly volume: Float32Array;
  readonly line: Uint32Array;
  readonly layer: Uint16Array;
  readonly tool: Uint8Array;
  /** Row of `inks` by row of the path, as long as its texture: the first picture's colours, ready from the worker. */
  readonly inkOfRow: Uint8Array;
  /**
   * Width of each row as a share of its strand's, 255 for all of it, as long as the texture of the path; empty where
   * every strand has one width.
   */
  readonly widthOfRow: Uint8Array;
  /** By row, what the machine model lays; empty where the plan says it all. */
  readonly laid: LaidOfRow;
  readonly strands: PrintStrands;
  readonly layers: readonly PrintLayer[];
  /** Stretches of rows on one layer, in order of the file: layer, first row, end row. */
  readonly runs: Uint32Array;
  readonly inks: readonly Category[];
  readonly roles: readonly Category[];
  readonly tools: readonly PrintTool[];
  readonly parts: readonly string[];
  /** In order of the file. */
  readonly wells: readonly PrintWell[];
  readonly wellNames: readonly string[];
  readonly cures: readonly Cure[];
  readonly events: readonly ReadEvent[];
  /** Byte offset of every 256th line, so that a page of the file is found without reading it all. */
  readonly lineIndex: Float64Array;
  readonly header: Readonly<Record<string, string>>;
  readonly bounds: Bounds;
  readonly totals: PrintTotals;
  readonly remarks: readonly Remark[];
  /** Which machine the file looks written for, where none was chosen. */
  readonly evidence: readonly Evidence[];
  /** Whether the file carries bioweft's own comments. */
  readonly own: boolean;
}

export interface Bounds {
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
}

/** An ink, role or tool with its share of the print. */
export interface Category {
  readonly name: string;
  readonly detail: string;
  readonly lengthMm: number;
  readonly volumeUl: number;
  readonly timeS: number;
}

/** A well that the file names, with its share of the print. */
export interface PrintWell extends Category {
  readonly well: string;
  /** Row of `wellNames`; -1 where nothing is laid in it. */
  readonly row: number;
  /** Centre, mm. */
  readonly x: number;
  readonly y: number;
  /** Condition of an experiment and its settings, as the file gives them. */
  readonly values: Readonly<Record<string, string>>;
  readonly strands: number;
  /** Of all that is laid in it; around the centre where that is nothing. */
  readonly box: Bounds;
}

export interface PrintTool extends Category {
  readonly ink: number;
  /** mm, NaN where the file does not tell. */
  readonly innerMm: number;
  readonly outerMm: number;
  readonly needleMm: number;
  /** Of a tapered tip, NaN for a straight one. */
  readonly inletMm: number;
  readonly landMm: number;
  readonly nozzle: string;
  readonly kind: string;
}

export interface PrintLayer {
  readonly number: number;
  readonly z: number;
  readonly height: number | null;
  readonly strands: number;
  readonly lengthMm: number;
  readonly volumeUl: number;
  readonly timeS: number;
  /** Rows of `inks`. */
  readonly inks: readonly number[];
  /** NaN where the file does not tell. */
  readonly lowestViability: number;
  /** mJ/cm², the highest of any strand on the layer; NaN without light. */
  readonly dose: number;
  readonly line: number;
}

/** Columns of strands; NaN where the file does not tell. */
export interface PrintStrands {
  readonly count: number;
  readonly id: Int32Array;
  readonly firstRow: Uint32Array;
  readonly endRow: Uint32Array;
  readonly line: Uint32Array;
  readonly layer: Uint16Array;
  readonly tool: Uint8Array;
  readonly ink: Uint8Array;
  readonly role: Uint8Array;
  readonly part: Uint16Array;
  readonly well: Uint16Array;
  /** Place of the strand in its layer, from 0. */
  readonly order: Uint32Array;
  /** The greatest along the strand; `thinnest` is the least, the same where the width does not vary. */
  readonly width: Float32Array;
  readonly thinnest: Float32Array;
  readonly height: Float32Array;
  readonly lengthMm: Float32Array;
  readonly volume: Float32Array;
  readonly flow: Float32Array;
  readonly kpa: Float32Array;
  readonly shear: Float32Array;
  readonly rate: Float32Array;
  readonly residence: Float32Array;
  readonly viability: Float32Array;
  readonly age: Float32Array;
  readonly dose: Float32Array;
  readonly celsius: Float32Array;
}

export interface Cure {
  readonly row: number;
  readonly line: number;
  readonly layer: number;
  readonly well: string;
  readonly wavelength: number;
  readonly seconds: number;
  /** mJ/cm², NaN where the lamp's irradiance is not known. */
  readonly dose: number;
}

export interface PrintTotals {
  readonly lengthMm: number;
  readonly volumeUl: number;
  readonly travelMm: number;
  readonly timeS: number;
  readonly starts: number;
}

export interface Remark {
  readonly severity: 'refuse' | 'warn' | 'note';
  readonly what: string;
  readonly fix?: string | undefined;
}

/** In place of the strand: a change of frame, such as another tool or a new zero; nothing moves, nothing is drawn. */
export const jumpMark = -2;

/** Width in texels of the textures; both sides stay within what the weakest GPU allows (8192). */
export function textureSize(texels: number): { width: number; height: number } {
  const width = texels > 8_000_000 ? 4096 : 2048;
  return { width, height: Math.max(1, Math.ceil(texels / width)) };
}

/** Point before (`end` 0) or after (`end` 1) a row. */
export function pointOf(print: Print, row: number, end: 0 | 1): [number, number, number] {
  const at = 4 * (row + end);
  return [print.path[at], print.path[at + 1], print.path[at + 2]];
}

/** mm: of the strand, or where that varies of the row itself. */
export function widthAt({ strands, widthOfRow }: Print, strand: number, row: number): number {
  const greatest = strands.width[strand];
  return widthOfRow.length === 0 ? greatest : (greatest * widthOfRow[row]) / 255;
}

export function strandOf(print: Print, row: number): number {
  return row < 0 || row >= print.rows ? -1 : print.path[4 * (row + 1) + 3];
}
