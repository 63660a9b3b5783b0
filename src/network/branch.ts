/**
 * A centre line: a blood vessel of a network, or a strand that somebody wrote point by point. "Branch" in every text,
 * since a vessel is what one prints into.
 */
export interface Branch {
  /** As its file calls it: the number after `Vessel:`, the name in its column, or its number in the file. */
  readonly name: string;
  /** x y z of each point. */
  readonly points: Float64Array;
  /** Of each point; null where the file gives none. */
  readonly radii: Float64Array | null;
  /** What it carries; null where the file does not say. */
  readonly kind: BranchKind | null;
  /** Of each point: its line in the file, from 1. */
  readonly lines: Int32Array;
}

const branchKinds = ['artery', 'vein'] as const;
export type BranchKind = (typeof branchKinds)[number];

const branchFormats = ['x-cavate', 'csv', 'swc'] as const;
export type BranchFormat = (typeof branchFormats)[number];

/** A file of centre lines as it was read: in its own unit. */
export interface BranchFile {
  readonly format: BranchFormat;
  readonly branches: readonly Branch[];
  /** Things that were read differently from how they stand there, in plain words. */
  readonly oddities: readonly string[];
}

/** Where a network begins and ends, x y z of each, in the unit of its file. */
export interface BranchEnds {
  readonly inlets: Float64Array;
  readonly outlets: Float64Array;
}

/** Length of a centre line in the unit of its points. */
export function lengthOf(points: ArrayLike<number>): number {
  let length = 0;
  for (let i = 3; i < points.length; i += 3) {
    length += Math.hypot(points[i] - points[i - 3], points[i + 1] - points[i - 2], points[i + 2] - points[i - 1]);
  }
  return length;
}
