import earcut from 'earcut';

/** A floor plan: triangles of named regions that share their corners, seen from above. mm. */
export interface Plan {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Three corners each, counter-clockwise. */
  readonly triangles: readonly number[];
  /** By triangle. */
  readonly regions: readonly string[];
}

/** Points closer than this are one, so that neighbours that were computed apart still share their corners. */
const samePointMm = 1e-6;

/** Draws a plan. Rings are lists of points, counter-clockwise. */
export class PlanPen implements Plan {
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly triangles: number[] = [];
  readonly regions: string[] = [];
  private readonly known = new Map<string, number>();

  point(x: number, y: number): number {
    const [i, j] = [Math.round(x / samePointMm), Math.round(y / samePointMm)];
    for (let di = -1; di <= 1; di++) {
      for (let dj = -1; dj <= 1; dj++) {
        const found = this.known.get(`${i + di} ${j + dj}`);
        if (found !== undefined) return found;
      }
    }
    this.known.set(`${i} ${j}`, this.x.length);
    this.x.push(x);
    this.y.push(y);
    return this.x.length - 1;
  }

  /** Points of a circle, the first in the direction of x. */
  circle(radius: number, segments: number, [cx, cy]: readonly [number, number] = [0, 0]): number[] {
    return Array.from({ length: segments }, (_, i) => {
      const angle = (2 * Math.PI * i) / segments;
      return this.point(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
    });
  }

  triangle(a: number, b: number, c: number, region: string): void {
    if (a === b || b === c || c === a) return;
    this.triangles.push(a, b, c);
    this.regions.push(region);
  }

  /** What lies within a ring, as a fan about a point. */
  fan(ring: readonly number[], [cx, cy]: readonly [number, number], region: string): void {
    const centre = this.point(cx, cy);
    ring.forEach((a, i) => this.triangle(centre, a, ring[(i + 1) % ring.length], region));
  }

  /** Between two lines of as many points, the second to the right of the first; closed: rings, the second around the first. */
  band(left: readonly number[], right: readonly number[], region: string, closed: boolean): void {
    for (let i = 0; i + (closed ? 0 : 1) < left.length; i++) {
      const j = (i + 1) % left.length;
      this.triangle(left[i], right[i], right[j], region);
      this.triangle(left[i], right[j], left[j], region);
    }
  }

  /** What lies within a ring and without others. No three neighbours of a ring may lie on one line. */
  polygon(ring: readonly number[], holes: readonly (readonly number[])[], region: string): void {
    const all = [ring, ...holes].flat();
    const starts: number[] = [];
    let at = ring.length;
    for (const hole of holes) {
      starts.push(at);
      at += hole.length;
    }
    const cut = earcut(
      all.flatMap((p) => [this.x[p], this.y[p]]),
      starts,
    );
    for (let t = 0; t < cut.length; t += 3) {
      const [a, b, c] = [all[cut[t]], all[cut[t + 1]], all[cut[t + 2]]];
      if (this.turn(a, b, c) > 0) this.triangle(a, b, c, region);
      else this.triangle(a, c, b, region);
    }
  }

  private turn(a: number, b: number, c: number): number {
    const { x, y } = this;
    return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
  }
}
