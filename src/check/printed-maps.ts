import { thinnestWidth } from '../laydown/strand.ts';
import { type Box, createHeightMap, type HeightMap } from '../program/height-map.ts';
import type { ProgramPath } from '../program/program-path.ts';
import { boxOfStrand } from '../program/walk-program.ts';

/** An empty height map for every well of a program, as large as what is printed there, cells a quarter strand. */
export function mapsOfWells(program: ProgramPath): Map<string, HeightMap> {
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
  const maps = new Map<string, HeightMap>();
  for (const [well, box] of boxes) maps.set(well, createHeightMap(box, Math.max(box.width / 4, 0.02) * 1e6));
  return maps;
}

/** The maps that reach into `box` (nm) and hold anything higher than `z`. */
export function mapsUnder(maps: Map<string, HeightMap>, box: Box, z: number): HeightMap[] {
  const found: HeightMap[] = [];
  for (const map of maps.values()) {
    if (map.highest <= z) continue;
    const { x0, y0, nx, ny, cell } = map;
    if (box.maxX < x0 || box.minX > x0 + nx * cell || box.maxY < y0 || box.minY > y0 + ny * cell) continue;
    found.push(map);
  }
  return found;
}
