/** A way that something would have to go in the plane, mm. */
export type Way = readonly [x: number, y: number];

const mostTries = 4;
/** A way is given up that is so many times as long as any that one place asks for: two walls ask for opposite ones. */
const mostTimes = 10;

/** What one place asks of the whole way: to go so far along a direction, mm. */
interface Need {
  readonly along: Way;
  readonly mm: number;
}

/**
 * The way of the construct after which nothing has to go any further; null where none is found. `pushes` are the ways that
 * would do for one place each, `after` gives those that are left once all has gone a way, null where that is worse.
 */
export function clearingWay(pushes: readonly Way[], after: (way: Way) => readonly Way[] | null): Way | null {
  let way: Way = [0, 0];
  let left: readonly Way[] | null = pushes;
  const needs: Need[] = [];
  let longest = 0;
  // `after` goes through the whole program: it is asked as rarely as can be.
  for (let tries = 0; tries < mostTries && left !== null; tries++) {
    for (const push of left) {
      needs.push(needOf(push, way));
      longest = Math.max(longest, Math.hypot(...push));
    }
    const next = shortestWay(needs, 0) ?? shortestWay(needs, roundingMm);
    if (next === null || Math.hypot(...next) > mostTimes * longest) return null;
    way = next;
    left = after(way);
    if (left?.length === 0) return way;
  }
  return null;
}

/** A place that asks for `push` once all has gone `gone`. Free space within walls is convex: less along it never does. */
function needOf(push: Way, gone: Way): Need {
  const mm = Math.hypot(...push);
  const along: Way = [push[0] / mm, push[1] / mm];
  return { along, mm: dot(along, gone) + mm };
}

/** How far a way may lie from the nearest one of whole hundredths of a millimetre, and a little. */
const roundingMm = 0.0075;

/**
 * The shortest way that meets all needs, to 0.01 mm: that beside the line of one of them, or beside where two lines cross.
 * null: none there does. In a narrow corner one does beside where lines cross that lie `fartherMm` farther off.
 */
function shortestWay(needs: readonly Need[], fartherMm: number): Way | null {
  let shortest: Way | null = null;
  const look = (x: number, y: number) => {
    for (const way of roundings(x, y)) {
      if (shortest !== null && Math.hypot(...way) >= Math.hypot(...shortest)) continue;
      if (needs.every(({ along, mm }) => dot(along, way) >= mm - 1e-6)) shortest = way;
    }
  };
  const farther = needs.map(({ along, mm }) => ({ along, mm: mm + fartherMm }));
  for (const [i, a] of farther.entries()) {
    look(a.along[0] * a.mm, a.along[1] * a.mm);
    for (const b of farther.slice(0, i)) {
      const cross = a.along[0] * b.along[1] - a.along[1] * b.along[0];
      if (Math.abs(cross) < 1e-9) continue;
      look((a.mm * b.along[1] - b.mm * a.along[1]) / cross, (b.mm * a.along[0] - a.mm * b.along[0]) / cross);
    }
  }
  return shortest;
}

/** The four ways of whole hundredths of a millimetre around one; fewer where it is one. */
function roundings(x: number, y: number): Way[] {
  const sides = (mm: number) => {
    const hundredths = Number((mm * 100).toFixed(4));
    return [...new Set([Math.floor(hundredths), Math.ceil(hundredths)])].map((whole) => whole / 100 + 0);
  };
  return sides(x).flatMap((dx) => sides(y).map((dy): Way => [dx, dy]));
}

const dot = (a: Way, b: Way): number => a[0] * b[0] + a[1] * b[1];
