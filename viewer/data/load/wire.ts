import type { Profile } from '../../../src/printer/profile.ts';
import type { Print } from '../print.ts';
import type { ModelFile } from './read-model-file.ts';
import type { Refusal } from './refusal.ts';

/** What the page asks of its loader, a worker or (in an exported page, which may not start one) the page itself. */
export type Ask =
  | { readonly kind: 'open'; readonly source: Source; readonly printer: Profile | null }
  | { readonly kind: 'text'; readonly firstLine: number; readonly lastLine: number }
  | { readonly kind: 'fill'; readonly layer: number }
  | { readonly kind: 'find'; readonly text: string; readonly from: number; readonly forwards: boolean }
  /** Reads a model that was opened in place of G-code. */
  | { readonly kind: 'model'; readonly source: Source }
  | { readonly kind: 'sha256' };

export type Source =
  | { readonly kind: 'url'; readonly url: string; readonly name: string }
  | { readonly kind: 'file'; readonly file: Blob; readonly name: string };

export type Answer =
  | { readonly kind: 'opened'; readonly print: Print; readonly timing: Timing }
  | { readonly kind: 'text'; readonly firstLine: number; readonly text: readonly string[] }
  | { readonly kind: 'fill'; readonly fill: LayerFill }
  | { readonly kind: 'found'; readonly line: number }
  | { readonly kind: 'model'; readonly model: ModelFile }
  | { readonly kind: 'sha256'; readonly hash: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface Timing {
  readonly fetchMs: number;
  readonly readMs: number;
  readonly buildMs: number;
}

/** Triangles of the inked area of one layer, by ink; mm. */
export interface LayerFill {
  readonly layer: number;
  readonly z: number;
  readonly inks: readonly { readonly ink: number; readonly points: Float32Array; readonly triangles: Uint32Array }[];
}

/** The one interface to whoever does the reading. */
export interface Loader {
  /** `printer` null: the one that the file itself names, if any. */
  open(source: Source, printer: Profile | null): Promise<{ print: Print; timing: Timing }>;
  text(firstLine: number, lastLine: number): Promise<readonly string[]>;
  fill(layer: number): Promise<LayerFill>;
  /** The next line with this text, see `findText`; 0 where no line has it. */
  find(text: string, from: number, forwards: boolean): Promise<number>;
  /** A model that `open` refused as such. */
  model(source: Source): Promise<ModelFile>;
  /** SHA-256 of the opened file, hex; empty where the browser offers none (pages that are not from 127.0.0.1 or https). */
  sha256(): Promise<string>;
}

/** Every buffer of a value once, to hand it over instead of copying it. */
export function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (typeof value[0] === 'object') for (const item of value) buffersOf(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) buffersOf(item, found);
  }
  return found;
}
