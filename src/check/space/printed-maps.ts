import { thinnestWidth } from '../../laydown/strand.ts';
import { type Box, boxOfStrand } from '../../laydown/strand-geometry.ts';
import { createHeightMap, type HeightMap } from '../../program/heights/height-map.ts';
import type { PathStrand, ProgramPath } from '../../program/program-path.ts';
import { stampStrand } from '../../program/write/write-strand.ts';

/** What is printed in a well. Strands wait to be drawn until somebody looks: a needle above all of them need not. */
export interface PrintedMap {
  readonly map: HeightMap;
  readonly waiting: PathStrand[];
}

/** An empty height map for every well of a program, as large as what is printed there, cells a quarter strand. */
export function mapsOfWells(program: ProgramPath): Map<string, PrintedMap> {
  const boxes = new Map<string, Box & { width: number }>();
  for (const step of program.steps) {
    if (step.kind !== 'strand') continue;
    const own = boxOfStrand(step.strand);
    const half = step.strand.width * 0.5e6;
    let box = boxes.get(step.well);
    if (box === undefined) {
      box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity, width: Infinity };
      boxes.set(step.well, box);
    }
    box.minX = Math.min(box.minX, step.xNm + own.minX - half);
    box.minY = Math.min(box.minY, step.yNm + own.minY - half);
    box.maxX = Math.max(box.maxX, step.xNm + own.maxX + half);
    box.maxY = Math.max(box.maxY, step.yNm + own.maxY + half);
    box.width = Math.min(box.width, thinnestWidth(step.strand));
  }
  const maps = new Map<string, PrintedMap>();
  for (const [well, box] of boxes) {
    maps.set(well, { map: createHeightMap(box, Math.max(box.width / 4, 0.02) * 1e6), waiting: [] });
  }
  return maps;
}

/** Prints a strand: the highest top is known at once, the place of each when it is asked for. */
export function printStrand({ map, waiting }: PrintedMap, step: PathStrand): void {
  const { strand, xNm, yNm, zNm } = step;
  if (strand.rise !== undefined || strand.points.length === 0) stampStrand(map, strand, xNm, yNm, zNm);
  else {
    waiting.push(step);
    if (zNm > map.highest) map.highest = zNm;
  }
}

/** The maps that reach into `box` (nm) and hold anything higher than `z`. */
export function mapsUnder(maps: Map<string, PrintedMap>, box: Box, z: number): HeightMap[] {
  const found: HeightMap[] = [];
  for (const { map, waiting } of maps.values()) {
    if (map.highest <= z) continue;
    const { x0, y0, nx, ny, cell } = map;
    if (box.maxX < x0 || box.minX > x0 + nx * cell || box.maxY < y0 || box.minY > y0 + ny * cell) continue;
    for (const { strand, xNm, yNm, zNm } of waiting) stampStrand(map, strand, xNm, yNm, zNm);
    waiting.length = 0;
    found.push(map);
  }
  return found;
}
