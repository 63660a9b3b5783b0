import type { Standing } from '../../../src/plan/plan-facts.ts';
import type { Print } from '../../data/print.ts';
import type { Outline, OutlinePiece } from '../../state/outline.ts';
import { bottomMiddle, type Step } from './placing.ts';

/** Beyond so many lines a box stands for the part. */
const mostLines = 20_000;

type Point = [x: number, y: number, z: number];

/**
 * The chosen part as it was laid last, in lines: the strands of its lowest and its highest layer, or their box, once a
 * well. `move` is that of the part in the job, which says about where it turns: the origin of its file.
 */
export function outlineOf(print: Print, standing: Standing, part: number, move: readonly number[]): Outline | null {
  const row = print.parts.indexOf(standing.parts[part]?.name ?? '');
  if (row < 0) return null;
  const { strands } = print;
  const own = [...Array(strands.count).keys()].filter((s) => strands.part[s] === row);
  if (own.length === 0) return null;
  const layers = own.map((s) => strands.layer[s]);
  const ends = [layers.reduce((a, b) => Math.min(a, b)), layers.reduce((a, b) => Math.max(a, b))];
  const ofEnds = own.filter((s) => ends.includes(strands.layer[s]));
  const lines = ofEnds.reduce((sum, s) => sum + strands.endRow[s] - strands.firstRow[s], 0);
  const wells = new Map<number, number[]>();
  for (const s of lines > mostLines ? own : ofEnds) {
    wells.set(strands.well[s], [...(wells.get(strands.well[s]) ?? []), s]);
  }
  const [middleX, middleY] = bottomMiddle(standing.parts.map(({ bounds }) => bounds));
  const pieces = [...wells].map(([well, inWell]): OutlinePiece => {
    const origin = print.wells.find((each) => each.row === well) ?? { x: 0, y: 0 };
    const [bedX, bedY] = standing.bed ?? [origin.x, origin.y];
    const pivot: Point = [
      bedX + standing.offset[0] + (move[0] ?? 0) - middleX,
      bedY + standing.offset[1] + (move[1] ?? 0) - middleY,
      0,
    ];
    return { pivot, lines: lines > mostLines ? boxLines(print, inWell, pivot) : strandLines(print, inWell, pivot) };
  });
  return { pieces, way: [0, 0, 0], turn: 0 };
}

/** The outline after one more step of move or turn; turns about z are shown, others change nothing until they are planned. */
export function steppedOutline({ pieces, way, turn }: Outline, { key, axis, by }: Step): Outline {
  if (key === 'rotate') return { pieces, way, turn: turn + (axis === 2 ? by : 0) };
  const next: Point = [way[0], way[1], way[2]];
  next[axis] += by;
  return { pieces, way: next, turn };
}

function strandLines({ strands, path }: Print, own: readonly number[], pivot: Point): number[] {
  const lines: number[] = [];
  for (const s of own) {
    for (let point = strands.firstRow[s]; point < strands.endRow[s]; point++) {
      for (const end of [point, point + 1]) for (let i = 0; i < 3; i++) lines.push(path[4 * end + i] - pivot[i]);
    }
  }
  return lines;
}

function boxLines({ strands, path }: Print, own: readonly number[], pivot: Point): number[] {
  const far = Number.POSITIVE_INFINITY;
  const box = { min: [far, far, far], max: [-far, -far, -far] };
  for (const s of own) {
    for (let point = strands.firstRow[s]; point <= strands.endRow[s]; point++) {
      for (let i = 0; i < 3; i++) {
        const value = path[4 * point + i] - pivot[i];
        box.min[i] = Math.min(box.min[i], value);
        box.max[i] = Math.max(box.max[i], value);
      }
    }
  }
  const corner = (n: number) => [0, 1, 2].map((i) => (n & (1 << i) ? box.max[i] : box.min[i]));
  // Two corners are joined where they differ in one axis.
  return [0, 1, 2, 3, 4, 5, 6, 7].flatMap((a) =>
    [1, 2, 4].flatMap((bit) => ((a & bit) === 0 ? [...corner(a), ...corner(a | bit)] : [])),
  );
}
