import type { FileUnit } from '../../src/mesh/transform.ts';
import { surfaceOf } from '../../src/scaffold/marching-tetrahedra.ts';
import { box, circle, cylinder, lid, type Point, type Ring, toTriangles, tube } from '../../src/scaffold/solids.ts';
import { ball } from '../plan/sections.ts';
import {
  flipped,
  joined,
  kept,
  moved,
  noisy,
  pick,
  pipe,
  type Random,
  rotated,
  scaled,
  shuffled,
  torus,
  tumbled,
} from './soup-tools.ts';

/** A mesh as somebody might have it, and what it means. */
export interface MadeMesh {
  readonly given: Float32Array;
  /** The same without its faults, all outsides outside: what is to be printed. */
  readonly meant: Float32Array;
  readonly units?: FileUnit;
}

export interface MeshKind {
  readonly name: string;
  /**
   * right: printed without an override; closed: printed right, behind the gate where the opening is large; refused: by
   * name; either: right or refused by name.
   */
  readonly outcome: 'right' | 'closed' | 'refused' | 'either';
  readonly make: (random: Random) => MadeMesh;
}

export const between = (random: Random, low: number, high: number) => low + (high - low) * random();

/** Something of a few dozen to a few thousand triangles, turned anyhow. */
export function anyBody(random: Random): Float32Array {
  const shapes = [
    () => box(between(random, 4, 9), between(random, 4, 9), 0, between(random, 4, 9)),
    () => cylinder(between(random, 2, 4), 0, between(random, 4, 9), 40),
    () => tube(between(random, 1.5, 2.5), between(random, 3.2, 4.5), 0, between(random, 4, 8), 40),
    () => ball(0, 0, 0, between(random, 3, 5), 36, 18),
    () => torus(between(random, 3, 4), between(random, 1, 1.8), 40, 20),
  ];
  return tumbled(shapes[Math.floor(shapes.length * random())](), random);
}

const gyroidField = (x: number, y: number, z: number) => {
  const k = (2 * Math.PI) / 4;
  const g = Math.sin(k * x) * Math.cos(k * y) + Math.sin(k * y) * Math.cos(k * z) + Math.sin(k * z) * Math.cos(k * x);
  return g / (1.5 * k);
};
const grid = { origin: [-4.2, -4.2, -0.4] as const, points: [18, 18, 10] as const, step: 0.53 };
const gyroid = () => surfaceOf((x, y, z) => Math.max(gyroidField(x, y, z), Math.hypot(x, y) - 3.6, -z, z - 4), grid);

function bentPath(random: Random, steps: number): Point[] {
  const [radius, angle] = [between(random, 6, 9), between(random, 0.8, 2)];
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const a = (angle * i) / steps;
    return [radius * Math.sin(a), 0, radius * (1 - Math.cos(a))];
  });
}

const plain = (make: (random: Random) => Float32Array): MeshKind['make'] => {
  return (random) => {
    const body = make(random);
    return { given: body, meant: body };
  };
};

const damaged = (
  make: (random: Random) => Float32Array,
  damage: (soup: Float32Array, random: Random) => Float32Array,
) => {
  return (random: Random): MadeMesh => {
    const meant = make(random);
    return { given: damage(meant, random), meant };
  };
};

/** Turned together, so that both stay the same shape. */
function tumbledPair(given: Float32Array, meant: Float32Array, random: Random): MadeMesh {
  const [a, b, c] = [random(), random(), random()].map((value) => 2 * Math.PI * value);
  return { given: rotated(given, a, b, c), meant: rotated(meant, a, b, c) };
}

/** Bodies strewn in a cube so that many pierce each other; `senses` gives some of them inside out. */
function strewn(random: Random, count: number, senses: boolean): MadeMesh {
  const bodies = Array.from({ length: count }, () =>
    moved(anyBody(random), between(random, -5, 5), between(random, -5, 5), between(random, -5, 5)),
  );
  return {
    given: joined(...bodies.map((body) => (senses && random() < 0.5 ? flipped(body) : body))),
    meant: joined(...bodies),
  };
}

const cube = box(8, 8, 0, 8);
const cavity = flipped(moved(box(3, 3, 0, 3), 0, 0, 2));

const sound: MeshKind[] = [
  { name: 'a body', outcome: 'right', make: plain(anyBody) },
  { name: 'a gyroid', outcome: 'right', make: plain(gyroid) },
  {
    name: 'bodies beside each other',
    outcome: 'right',
    make: plain((random) => joined(...[0, 12, 24].map((x) => moved(anyBody(random), x)))),
  },
  { name: 'a body far off', outcome: 'right', make: plain((random) => moved(anyBody(random), 1500, -1200, 900)) },
  {
    name: 'a body in metres',
    outcome: 'right',
    make: (random) => {
      const meant = anyBody(random);
      return { given: scaled(meant, 1e-3), meant, units: 'm' };
    },
  },
  {
    name: 'a body in inches',
    outcome: 'right',
    make: (random) => {
      const meant = anyBody(random);
      return { given: scaled(meant, 1 / 25.4), meant, units: 'inch' };
    },
  },
  {
    name: 'twigs on a plate',
    outcome: 'right',
    make: plain((random) =>
      joined(
        box(9, 9, 0, 1),
        ...[0, 1, 2, 3].map((i) => moved(cylinder(between(random, 0.4, 0.7), 0, 5, 10), -3 + 2 * i, -3 + 2 * i, 0.9)),
      ),
    ),
  },
  {
    name: 'a body in any order',
    outcome: 'right',
    make: (random) => {
      const meant = anyBody(random);
      return { given: shuffled(meant, random), meant };
    },
  },
  {
    name: 'a point below',
    outcome: 'right',
    make: plain((random) => {
      const [ring, tip]: [Ring, Point] = [circle(4, 6, 48), [random() - 0.5, 0, 0]];
      const sides = ring.flatMap((corner, i) => [tip, ring[(i + 1) % ring.length], corner]);
      return toTriangles([...lid(ring, true), ...sides]);
    }),
  },
];

const open: MeshKind[] = [
  {
    name: 'a lying pipe without ends',
    outcome: 'right',
    make: (random) => {
      const path: Point[] = [0, 1].map((i) => [i * between(random, 14, 20), 0, 0]);
      const r = between(random, 1, 2.2);
      return { given: pipe(path, r, 32, false), meant: pipe(path, r, 32, true) };
    },
  },
  {
    name: 'a bent vessel without ends',
    outcome: 'right',
    make: (random) => {
      const path = bentPath(random, 24);
      const r = between(random, 0.8, 1.6);
      return tumbledPair(pipe(path, r, 32, false), pipe(path, r, 32, true), random);
    },
  },
  {
    name: 'a vessel inside out, without ends',
    outcome: 'right',
    make: (random) => {
      const path = bentPath(random, 24);
      const r = between(random, 0.8, 1.6);
      return tumbledPair(flipped(pipe(path, r, 32, false)), pipe(path, r, 32, true), random);
    },
  },
  {
    name: 'a pipe with a wall, without ends',
    outcome: 'right',
    make: (random) => {
      const r = between(random, 2, 3);
      const meant = tube(r, r + between(random, 0.8, 1.2), 0, 14, 40);
      return tumbledPair(
        kept(meant, (_, c) => new Set([c[2], c[5], c[8]]).size > 1),
        meant,
        random,
      );
    },
  },
  {
    name: 'struts without ends',
    outcome: 'right',
    make: (random) => {
      const meant = joined(box(14, 2, 0, 2), rotated(box(14, 2, 0, 2), Math.PI / 2, 0, 0));
      return tumbledPair(
        kept(meant, (_, c) => ![0, 1].some((k) => Math.abs(c[k]) > 6.9 && c[k] === c[k + 3] && c[k] === c[k + 6])),
        meant,
        random,
      );
    },
  },
  {
    name: 'a cup',
    outcome: 'closed',
    make: (random) => {
      const meant = cylinder(between(random, 3, 4), 0, 4, 40);
      return tumbledPair(
        kept(meant, (_, c) => Math.min(c[2], c[5], c[8]) < 3.9),
        meant,
        random,
      );
    },
  },
  {
    name: 'a bowl',
    outcome: 'closed',
    make: (random) => {
      const ballOf = ball(0, 0, 0, 4, 36, 18);
      const meant = joined(
        kept(ballOf, (_, c) => Math.max(c[2], c[5], c[8]) < 0.1),
        toTriangles(lid(circle(4, 0, 36), true)),
      );
      return tumbledPair(
        kept(meant, (_, c) => Math.max(c[2], c[5], c[8]) - Math.min(c[2], c[5], c[8]) > 0.01),
        meant,
        random,
      );
    },
  },
  {
    name: 'a ball with a hole',
    outcome: 'right',
    make: (random) => {
      const angle = Math.PI * (Math.floor(between(random, 13, 17)) / 18 - 0.5);
      const [radius, top] = [4 * Math.cos(angle), 4 * Math.sin(angle)];
      const given = kept(ball(0, 0, 0, 4, 36, 18), (_, c) => Math.max(c[2], c[5], c[8]) < top + 1e-3);
      return tumbledPair(given, joined(given, toTriangles(lid(circle(radius, top, 36), true))), random);
    },
  },
  {
    name: 'a box without a face',
    outcome: 'right',
    make: (random) =>
      tumbledPair(
        kept(cube, (t) => t >= 2),
        cube,
        random,
      ),
  },
  {
    name: 'a cut gyroid',
    outcome: 'either',
    make: (random) => {
      const at = between(random, 0, 4);
      const inside = { origin: [-3, -3, -3] as const, points: [16, 16, 16] as const, step: 0.4 };
      const around = { origin: [-3.4, -3.4, -3.4] as const, points: [18, 18, 18] as const, step: 0.4 };
      const field = (x: number, y: number, z: number) => gyroidField(x + at, y, z);
      const cut = (x: number, y: number, z: number) =>
        Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) < 3.1 ? field(x, y, z) : 1e3;
      return { given: surfaceOf(field, inside), meant: surfaceOf(cut, around) };
    },
  },
  {
    name: 'a lone band',
    outcome: 'closed',
    make: (random) => {
      const meant = cylinder(4, 0, 2, 40);
      return tumbledPair(
        kept(meant, (_, c) => new Set([c[2], c[5], c[8]]).size > 1),
        meant,
        random,
      );
    },
  },
];

const share = (
  low: number,
  high: number,
  damage: (soup: Float32Array, part: number, random: Random) => Float32Array,
) => {
  return (soup: Float32Array, random: Random) => damage(soup, between(random, low, high), random);
};

const broken: MeshKind[] = [
  {
    name: 'one triangle missing',
    outcome: 'right',
    make: damaged(anyBody, (soup, random) => {
      const lost = Math.floor((random() * soup.length) / 9);
      return kept(soup, (t) => t !== lost);
    }),
  },
  {
    name: 'a few triangles missing',
    outcome: 'either',
    make: damaged(
      gyroid,
      share(0.005, 0.02, (soup, part, random) => kept(soup, () => random() > part)),
    ),
  },
  {
    name: 'many triangles missing',
    outcome: 'either',
    make: damaged(
      gyroid,
      share(0.05, 0.2, (soup, part, random) => kept(soup, () => random() > part)),
    ),
  },
  {
    name: 'cracks of a micrometre',
    outcome: 'right',
    make: damaged(
      anyBody,
      share(0.005, 0.05, (soup, part, random) => noisy(soup, 1e-3, random, part)),
    ),
  },
  {
    name: 'cracks of ten micrometres',
    outcome: 'right',
    make: damaged(
      gyroid,
      share(0.005, 0.03, (soup, part, random) => noisy(soup, 0.01, random, part)),
    ),
  },
  {
    name: 'cracks of a twentieth of a millimetre',
    outcome: 'either',
    make: damaged(
      gyroid,
      share(0.005, 0.03, (soup, part, random) => noisy(soup, 0.03, random, part)),
    ),
  },
  {
    name: 'wide cracks',
    outcome: 'either',
    make: damaged(
      gyroid,
      share(0.01, 0.03, (soup, part, random) => noisy(soup, 0.2, random, part)),
    ),
  },
  {
    name: 'corners off by a micrometre',
    outcome: 'right',
    make: damaged(gyroid, (soup, random) => noisy(soup, 1e-3, random)),
  },
  {
    name: 'corners off by five micrometres',
    outcome: 'either',
    make: damaged(anyBody, (soup, random) => noisy(soup, 5e-3, random)),
  },
  {
    name: 'a few triangles flipped',
    outcome: 'right',
    make: damaged(
      anyBody,
      share(0.005, 0.03, (soup, part, random) => flipped(soup, pick(part, random))),
    ),
  },
  {
    name: 'many triangles flipped',
    outcome: 'right',
    make: damaged(
      gyroid,
      share(0.1, 0.4, (soup, part, random) => flipped(soup, pick(part, random))),
    ),
  },
  {
    name: 'flipped and missing triangles',
    outcome: 'either',
    make: damaged(gyroid, (soup, random) =>
      flipped(
        kept(soup, () => random() > 0.01),
        pick(0.05, random),
      ),
    ),
  },
  { name: 'inside out', outcome: 'right', make: damaged(anyBody, (soup) => flipped(soup)) },
  {
    name: 'inside out with a hole',
    outcome: 'right',
    make: damaged(anyBody, (soup) => flipped(kept(soup, (t) => t !== 3))),
  },
  {
    name: 'a few triangles twice',
    outcome: 'right',
    make: damaged(anyBody, (soup, random) =>
      joined(
        soup,
        kept(soup, () => random() < 0.03),
      ),
    ),
  },
  { name: 'all triangles twice', outcome: 'right', make: damaged(anyBody, (soup) => joined(soup, soup)) },
  {
    name: 'all triangles three times, in any order',
    outcome: 'right',
    make: damaged(anyBody, (soup, random) => shuffled(joined(soup, soup, soup), random)),
  },
  {
    name: 'all triangles once each way',
    outcome: 'refused',
    make: damaged(anyBody, (soup) => joined(soup, flipped(soup))),
  },
  {
    name: 'a body once each way beside a sound one',
    outcome: 'refused',
    make: (random) => {
      const [one, two] = [anyBody(random), moved(anyBody(random), 14)];
      return { given: joined(one, two, flipped(two)), meant: joined(one, two) };
    },
  },
  {
    name: 'triangles without area',
    outcome: 'right',
    make: damaged(anyBody, (soup) =>
      joined(
        soup,
        Float32Array.from({ length: 90 }, (_, i) => soup[i % 3]),
        soup.map((value, i) => (i % 9 < 6 ? value : soup[i - 3])),
      ),
    ),
  },
  {
    name: 'edges split on one side only',
    outcome: 'right',
    make: damaged(
      () => cube,
      (soup, random) => splitEdges(soup, random),
    ),
  },
  {
    name: 'walls that share no edge',
    outcome: 'closed',
    make: (random) => {
      const meant = box(between(random, 5, 9), between(random, 5, 9), 0, 6);
      return {
        given: kept(meant, (_, c) => new Set([c[2], c[5], c[8]]).size > 1).map(
          (value, i) => value + (i % 3 === 2 ? 0 : 0.03 * Math.sign(Math.sin((i / 18) | 0))),
        ),
        meant,
      };
    },
  },
];

/** Each triangle, now and then, cut in two from a corner to a place on the side across. */
function splitEdges(soup: Float32Array, random: Random): Float32Array {
  const out: number[] = [];
  for (let t = 0; t < soup.length; t += 9) {
    const [a, b, c] = [0, 3, 6].map((k) => [...soup.subarray(t + k, t + k + 3)]);
    if (random() < 0.5) {
      out.push(...a, ...b, ...c);
      continue;
    }
    const part = between(random, 0.2, 0.8);
    const on = b.map((value, k) => Math.fround(value + part * (c[k] - value)));
    out.push(...a, ...b, ...on, ...a, ...on, ...c);
  }
  return Float32Array.from(out);
}

const mixed: MeshKind[] = [
  {
    name: 'bodies that pierce each other',
    outcome: 'right',
    make: (random) => strewn(random, 2 + Math.floor(3 * random()), false),
  },
  {
    name: 'bodies that pierce each other, some inside out',
    outcome: 'either',
    make: (random) => strewn(random, 2 + Math.floor(3 * random()), true),
  },
  {
    name: 'two of opposite sense that pierce each other',
    outcome: 'right',
    make: (random) => {
      const two = moved(tumbled(cube, random), between(random, 4, 6), between(random, -2, 2));
      return { given: joined(cube, flipped(two)), meant: joined(cube, two) };
    },
  },
  {
    name: 'a cavity',
    outcome: 'right',
    make: (random) => {
      const all = tumbled(joined(cube, cavity), random);
      return { given: all, meant: all };
    },
  },
  {
    name: 'a cavity, all inside out',
    outcome: 'right',
    make: (random) => {
      const all = tumbled(joined(cube, cavity), random);
      return { given: flipped(all), meant: all };
    },
  },
  {
    name: 'a pocket that touches the bottom',
    outcome: 'right',
    make: (random) => {
      const all = joined(cube, flipped(moved(box(between(random, 2, 4), 3, 0, 4), 1, between(random, -1, 1))));
      return { given: random() < 0.5 ? flipped(all) : all, meant: all };
    },
  },
  {
    name: 'an island in a cavity, inside out',
    outcome: 'right',
    make: (random) => {
      const [hollow, island] = [flipped(moved(box(6, 6, 0, 6), 0, 0, 1)), moved(ball(0, 0, 0, 2, 24, 12), 0, 0, 4)];
      return tumbledPair(joined(cube, hollow, flipped(island)), joined(cube, hollow, island), random);
    },
  },
  {
    name: 'a bar through the legs of a U',
    outcome: 'right',
    make: (random) => {
      const u = joined(moved(box(2, 6, 0, 8), -4), moved(box(2, 6, 0, 8), 4), moved(box(9.5, 6, 0, 2), 0));
      const bar = moved(box(9, 1, 0, 1), 0, 0, 5);
      return tumbledPair(joined(u, flipped(bar)), joined(u, bar), random);
    },
  },
  {
    name: 'boxes that share an edge, one inside out',
    outcome: 'right',
    make: (random) => {
      const two = moved(cube, 8, 8);
      return tumbledPair(joined(cube, flipped(two)), joined(cube, two), random);
    },
  },
  {
    name: 'boxes that share a face',
    outcome: 'right',
    make: (random) => {
      const two = moved(cube, 0, 0, 8);
      return tumbledPair(joined(cube, two), joined(cube, two), random);
    },
  },
  {
    name: 'boxes that share a face, one inside out',
    outcome: 'either',
    make: (random) => {
      const two = moved(cube, 0, 0, 8);
      return tumbledPair(joined(cube, flipped(two)), joined(cube, two), random);
    },
  },
  {
    name: 'many grains of either sense',
    outcome: 'right',
    make: (random) => {
      const grains = Array.from({ length: 40 }, () =>
        moved(ball(0, 0, 0, 1.2, 12, 6), between(random, -8, 8), between(random, -8, 8), between(random, -3, 3)),
      );
      return {
        given: joined(...grains.map((grain) => (random() < 0.5 ? flipped(grain) : grain))),
        meant: joined(...grains),
      };
    },
  },
  {
    name: 'cavities that overlap',
    outcome: 'either',
    make: (random) => {
      const all = joined(cube, cavity, moved(cavity, 1, 1, between(random, 0.5, 1.5)));
      return { given: all, meant: all };
    },
  },
  {
    name: 'a hole whose outside is lost',
    outcome: 'refused',
    make: (random) => {
      const inner = flipped(box(between(random, 3, 5), 4, 1, 5));
      return {
        given: joined(
          moved(cube, 12),
          kept(inner, (_, c) => new Set([c[2], c[5], c[8]]).size > 1),
          kept(cube, (t) => t >= 8),
        ),
        meant: joined(moved(cube, 12), cube, inner),
      };
    },
  },
  {
    name: 'a fine body of opposite sense in a fine one',
    outcome: 'right',
    make: (random) => {
      const [one, two] = [ball(0, 0, 0, 5, 110, 110), moved(ball(0, 0, 0, 3.5, 60, 40), between(random, 3, 5))];
      return { given: joined(one, flipped(two)), meant: joined(one, two) };
    },
  },
];

export const meshKinds: readonly MeshKind[] = [...sound, ...open, ...broken, ...mixed];
