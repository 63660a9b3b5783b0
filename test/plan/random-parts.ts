import earcut from 'earcut';
import type { Polygons } from '../../src/region/polygons.ts';
import { splitPieces } from '../../src/region/slivers.ts';
import type { Outline } from '../../src/slice/outline.ts';
import { circle, outlineOf } from '../laydown/shapes.ts';
import type { Flat } from './sections.ts';

/** Parts as tissue has them, from random numbers: noisy or straight-sided bodies with fins, wedges, twigs and holes. mm. */

export type Random = () => number;

/** Random numbers from a seed. */
export function numbers(seed: number): Random {
  let state = seed % 2147483647 || 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

/** A section, and how much narrower or wider the part is at its top. */
export interface RandomPart {
  readonly section: Outline;
  readonly top: number;
  /** What it is made of, for messages. */
  readonly made: string;
}

/** `width` is that of a strand: nothing is thinner than a little more than half of it, but for the ends of wedges. */
export function randomPart(random: Random, width: number, polygons: Polygons): RandomPart {
  const body = bodyRing(random);
  const least = Math.min(...body.map(([x, y]) => Math.hypot(x, y)));
  const made: string[] = [];
  const added: Outline[] = [outlineOf(body)];
  for (let count = Math.floor(4 * random()); count > 0; count--) {
    const [name, limb] = limbOf(random, width);
    const [angle, out] = [6.28 * random(), 0.6 * least];
    made.push(name);
    added.push(...limb.map((ring) => outlineOf(ring.map((point) => turned(point, angle, out)))));
  }
  let section = polygons.union(added);
  if (random() < 0.4) {
    const [angle, radius] = [6.28 * random(), least * (0.12 + 0.2 * random())];
    const hole = circle(0, 0, radius, 40).map((point) => turned(point, angle, 0.35 * least));
    made.push('hole');
    section = polygons.difference(section, outlineOf(hole));
  }
  return { section, top: random() < 0.6 ? 1 : 0.75 + 0.3 * random(), made: made.join(' ') };
}

/** Noisy like tissue, or with straight sides; a ray from its middle leaves it once. */
function bodyRing(random: Random): Flat[] {
  const size = 2.5 + 3 * random();
  const corners = random() < 0.6 ? 48 : 4 + Math.floor(5 * random());
  const waves = [2, 3, 5].map((count) => [count, 0.12 * random(), 6.28 * random()]);
  return Array.from({ length: corners }, (_, i): Flat => {
    const angle = (2 * Math.PI * (i + (corners < 20 ? 0.3 * random() : 0))) / corners;
    const bend = waves.reduce((sum, [count, high, phase]) => sum + high * Math.cos(count * angle + phase), 1);
    const radius = size * (corners < 20 ? 0.7 + 0.5 * random() : bend);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** A limb along x, as rings. */
function limbOf(random: Random, width: number): [string, Flat[][]] {
  const long = 3 + 7 * random();
  const thick = width * (0.6 + 2.6 * random());
  const kind = random();
  if (kind < 0.4) return ['fin', [bar(0, 0, long, thick, thick, 0)]];
  if (kind < 0.7) return ['wedge', [bar(0, 0, long, thick, width * (0.3 + 4 * random()), 0)]];
  const [at, bend] = [long * (0.6 + 0.3 * random()), (random() < 0.5 ? -1 : 1) * (0.7 + random())];
  const twig = width * (0.6 + 1.2 * random());
  return ['twig', [bar(0, 0, long, twig, twig, 0), bar(at, 0, 1.5 + 2 * random(), twig, twig, bend)]];
}

/** A straight piece from a point on, of one thickness at its beginning and one at its end. */
function bar(x: number, y: number, long: number, from: number, to: number, angle: number): Flat[] {
  const ring: Flat[] = [
    [0, -from / 2],
    [long, -to / 2],
    [long, to / 2],
    [0, from / 2],
  ];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return ring.map(([px, py]) => [x + c * px - s * py, y + s * px + c * py]);
}

/** Moved along x, then turned about the origin. */
function turned([x, y]: Flat, angle: number, out: number): [number, number] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c * (x + out) - s * y, s * (x + out) + c * y];
}

/** The part as triangles, `high` mm from its floor to its top. */
export function trianglesOf({ section, top }: Pick<RandomPart, 'section' | 'top'>, high: number): Float32Array {
  return Float32Array.from(splitPieces(section).flatMap((piece) => solidOf(piece, top, high)));
}

function solidOf({ points, ringEnds }: Outline, top: number, high: number): number[] {
  const flat = Array.from(points, (nm) => nm / 1e6);
  const lid = earcut(flat, Array.from(ringEnds.slice(0, -1)));
  const corner = (i: number, z: number) => {
    const scale = z > 0 ? top : 1;
    return [flat[2 * i] * scale, flat[2 * i + 1] * scale, z];
  };
  const faces = [...lid].flatMap((_, k) => (k % 3 === 0 ? [facing(flat, lid, k)] : []));
  const lids = faces.flatMap(([a, b, c]) => [
    ...[a, b, c].flatMap((i) => corner(i, high)),
    ...[c, b, a].flatMap((i) => corner(i, 0)),
  ]);
  const walls: number[] = [];
  let begin = 0;
  for (const end of ringEnds) {
    for (let i = begin; i < end; i++) {
      const k = i + 1 < end ? i + 1 : begin;
      walls.push(...corner(i, 0), ...corner(k, 0), ...corner(k, high));
      walls.push(...corner(i, 0), ...corner(k, high), ...corner(i, high));
    }
    begin = end;
  }
  return [...lids, ...walls];
}

/** The corners of a triangle, counter-clockwise. */
function facing(flat: readonly number[], lid: readonly number[], k: number): [number, number, number] {
  const [a, b, c] = [lid[k], lid[k + 1], lid[k + 2]];
  const [ax, ay] = [flat[2 * a], flat[2 * a + 1]];
  const area = (flat[2 * b] - ax) * (flat[2 * c + 1] - ay) - (flat[2 * c] - ax) * (flat[2 * b + 1] - ay);
  return area > 0 ? [a, b, c] : [a, c, b];
}
