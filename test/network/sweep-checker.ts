/**
 * An independent judge of embedded prints, by brute force: motions in time, bodies as rows of balls, the needle as an
 * upright cylinder that is looked at every few hundredths of a millimetre. It shares no code with the planner, the
 * program or the gates.
 */
export interface Motion {
  /** Places of the tip in turn, x y z, mm. */
  readonly tip: readonly (readonly number[])[];
  /** Width of what is laid at each place, mm; null: nothing is laid. */
  readonly widths: readonly number[] | null;
  /** Outer radius of the needle, mm. */
  readonly needle: number;
}

export interface Contact {
  /** How deep the needle reaches into a strand, mm. */
  readonly depth: number;
  readonly motion: number;
  readonly at: readonly number[];
  readonly other: number;
  /** Width of the strand that is met. */
  readonly width: number;
}

interface Ball {
  readonly c: readonly number[];
  readonly r: number;
  readonly motion: number;
  /** Way along its strand, mm. */
  readonly way: number;
}

/** The balls of a square of the plan: x y z r motion way of each. */
type Square = number[];

/**
 * The deepest contact of every motion with what was printed before it, in widths of what is met, away from joints: within
 * `jointWidths` of the strand's own ends (or of the end of a strand that joins this one) a needle meets what it joins.
 */
export function sweep(motions: readonly Motion[], step = 0.04, jointWidths = 1.5): Contact[] {
  // As wide as anything that a needle can touch lies from its middle.
  const widest = motions.reduce((most, { widths }) => Math.max(most, ...(widths ?? [])), 0);
  const cell = motions.reduce((most, { needle }) => Math.max(most, needle), 0) + widest / 2;
  const printed = new Map<number, Square>();
  const keyOf = (column: number, row: number) => 1e6 * column + row;
  const add = ({ c, r, motion, way }: Ball) => {
    const key = keyOf(Math.floor(c[0] / cell), Math.floor(c[1] / cell));
    const square = printed.get(key);
    if (square === undefined) printed.set(key, [...c, r, motion, way]);
    else square.push(...c, r, motion, way);
  };
  const strandEnds = motions.map(({ tip, widths }) =>
    widths === null ? [] : [centreOf(tip[0], widths[0]), centreOf(tip.at(-1)!, widths.at(-1)!)],
  );
  const contacts: Contact[] = [];
  motions.forEach((motion, m) => {
    const own: Ball[] = [];
    const lines = motion.widths === null ? [] : motion.tip.map((p, i) => centreOf(p, motion.widths![i]));
    let worst: Contact | null = null;
    let way = 0;
    for (let i = 0; i < motion.tip.length; i++) {
      const a = motion.tip[Math.max(0, i - 1)];
      const b = motion.tip[i];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
      const pieces = i === 0 ? 1 : Math.max(1, Math.ceil(length / step));
      for (let k = i === 0 ? 1 : 1; k <= pieces; k++) {
        const t = k / pieces;
        const p = [0, 1, 2].map((j) => a[j] + t * (b[j] - a[j]));
        const here = way + t * length;
        const w =
          motion.widths === null
            ? 0
            : motion.widths[Math.max(0, i - 1)] + t * (motion.widths[i] - motion.widths[Math.max(0, i - 1)]);
        const hit = deepest(p, motion, m, here, w);
        if (hit !== null && (worst === null || hit.depth / hit.width > worst.depth / worst.width)) worst = hit;
        if (motion.widths !== null) {
          const ball = { c: centreOf(p, w), r: w / 2, motion: m, way: here };
          own.push(ball);
          add(ball);
        }
      }
      way += length;
    }
    if (worst !== null) contacts.push(worst);

    function deepest(p: readonly number[], { needle }: Motion, index: number, here: number, w: number): Contact | null {
      let found: Contact | null = null;
      const [cx, cy] = [Math.floor(p[0] / cell), Math.floor(p[1] / cell)];
      for (let gx = cx - 1; gx <= cx + 1; gx++) {
        for (let gy = cy - 1; gy <= cy + 1; gy++) {
          const square = printed.get(keyOf(gx, gy)) ?? [];
          for (let k = 0; k < square.length; k += 6) {
            const above = Math.max(0, p[2] - square[k + 2]);
            const r = square[k + 3];
            if (above >= r) continue;
            const away = Math.max(0, Math.hypot(square[k] - p[0], square[k + 1] - p[1]) - needle);
            const depth = r - Math.hypot(away, above);
            if (depth <= 0 || (found !== null && depth <= found.depth)) continue;
            const ball = { c: square.slice(k, k + 3), r, motion: square[k + 4], way: square[k + 5] };
            if (isOwn(ball, index, here, w) || isJoint(ball, index)) continue;
            found = { depth, motion: index, at: p, other: ball.motion, width: 2 * r };
          }
        }
      }
      return found;
    }

    function isOwn(ball: Ball, index: number, here: number, w: number): boolean {
      return ball.motion === index && here - ball.way <= jointWidths * Math.max(w, 2 * ball.r);
    }

    /** Near an end of this strand, of a travel the end of the strand it comes from or goes to, or of one that joins this. */
    function isJoint(ball: Ball, index: number): boolean {
      const reach = jointWidths * 2 * ball.r;
      const mine =
        motion.widths === null
          ? [...(strandEnds[index - 1]?.slice(-1) ?? []), ...(strandEnds[index + 1]?.slice(0, 1) ?? [])]
          : strandEnds[index];
      if (mine.some((end) => distance(end, ball.c) <= reach)) return true;
      return strandEnds[ball.motion].some(
        (end) => distance(end, ball.c) <= reach && lines.some((q) => distance(q, end) <= 2.2 * ball.r),
      );
    }
  });
  return contacts;
}

const centreOf = (tip: readonly number[], width: number): number[] => [tip[0], tip[1], tip[2] - width / 2];
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
