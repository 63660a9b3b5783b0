import type { Strand } from './strand.ts';

/** Whether two strands are one to the bit: path, widths, section, ink and part. */
export function sameStrand(a: Strand, b: Strand): boolean {
  if (a === b) return true;
  return (
    a.closed === b.closed &&
    a.role === b.role &&
    a.ink === b.ink &&
    a.part === b.part &&
    a.width === b.width &&
    a.height === b.height &&
    a.area === b.area &&
    a.round === b.round &&
    sameNumbers(a.points, b.points) &&
    sameNumbers(a.widths, b.widths) &&
    sameNumbers(a.rise, b.rise)
  );
}

type Numbers = Int32Array | Uint32Array | Float64Array | undefined;

export function sameNumbers(a: Numbers, b: Numbers): boolean {
  if (a === undefined || b === undefined || a === b) return a === b;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
