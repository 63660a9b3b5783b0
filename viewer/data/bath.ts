import type { Print } from './print.ts';

/** How deep the support bath of a print stands above the floor before printing, mm; null where the file names none. */
export function bathDepth({ header }: Pick<Print, 'header'>): number | null {
  const depth = Number(header['bath']);
  return depth > 0 && Number.isFinite(depth) ? depth : null;
}
