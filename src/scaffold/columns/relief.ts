import { columnSurfaces } from './column-surfaces.ts';
import { PlanPen } from './plan.ts';
import { level } from './rounds.ts';

/** A body with a flat back: a shell of one thickness over its front and rim, and what it covers. mm. */
export interface Relief {
  /** Corners around the middle. */
  readonly around: number;
  readonly rings: number;
  /** Point of the plan: share 0 is the middle, 1 the outline. */
  readonly place: (share: number, angle: number) => readonly [x: number, y: number];
  readonly height: (share: number, angle: number) => number;
  readonly shell: number;
  /** Width of the rim that is all shell, as a share. */
  readonly rim: number;
}

/** Closed surfaces of outside, shell and core. */
export function reliefSurfaces({ around, rings, place, height, shell, rim }: Relief): Float32Array[] {
  const pen = new PlanPen();
  const tops: number[] = [];
  const draw = (share: number, angle: number) => {
    const point = pen.point(...place(share, angle));
    tops[point] = height(share, angle);
    return point;
  };
  const middle = draw(0, 0);
  const shares = [...Array.from({ length: rings }, (_, r) => ((1 - rim) * (r + 1)) / rings), 1];
  const lines = shares.map((share) =>
    Array.from({ length: around }, (_, i) => draw(share, (2 * Math.PI * i) / around)),
  );
  lines[0].forEach((point, i) => pen.triangle(middle, point, lines[0][(i + 1) % around], 'inside'));
  for (let r = 1; r < lines.length; r++) {
    pen.band(lines[r - 1], lines[r], r === lines.length - 1 ? 'rim' : 'inside', true);
  }
  const top = (x: number, y: number) => tops[pen.point(x, y)];
  const core = (x: number, y: number) => top(x, y) - shell;
  const labelOf = (region: string, storey: number) => (region === 'inside' && storey === 0 ? 2 : 1);
  return columnSurfaces({ plan: pen, floors: [level(0), core, top], labelOf }, 2);
}
