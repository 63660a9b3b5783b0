import { box, circle, cylinder, lid, type Point, toTriangles, tube } from '../../../src/scaffold/solids.ts';
import { surfaceOf } from '../../mesh/surface-of-field.ts';
import { ball } from '../../plan/sections.ts';
import { flipped, joined, kept, pipe, type Random, rotated } from '../soup-tools.ts';
import { bentPath, between, cube, gyroidField, type MadeMesh, type MeshKind, tumbledPair } from './made-mesh.ts';

const period = (2 * Math.PI) / 4;
const schwarzField = (x: number, y: number, z: number) =>
  Math.cos(period * x) + Math.cos(period * y) + Math.cos(period * z);
const diamondField = (x: number, y: number, z: number) =>
  Math.cos(period * x) * Math.cos(period * y) * Math.cos(period * z) -
  Math.sin(period * x) * Math.sin(period * y) * Math.sin(period * z);

/** The surface of a field in a cube of 6 mm, open where it meets the sides; and closed along them. */
function cutSurface(field: (x: number, y: number, z: number) => number, random: Random): MadeMesh {
  const [u, v] = [between(random, 0, 4), between(random, 0, 4)];
  const shifted = (x: number, y: number, z: number) => field(x + u, y + v, z);
  const cut = (x: number, y: number, z: number) =>
    Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) < 3.1 ? shifted(x, y, z) : 1e3;
  return {
    given: surfaceOf(shifted, { origin: [-3, -3, -3], points: [16, 16, 16], step: 0.4 }),
    meant: surfaceOf(cut, { origin: [-3.4, -3.4, -3.4], points: [18, 18, 18], step: 0.4 }),
  };
}

/** Surfaces with rims. */
export const openKinds: MeshKind[] = [
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
  { name: 'a cut gyroid', outcome: 'closed', make: (random) => cutSurface(gyroidField, random) },
  {
    name: 'a cut gyroid, turned anyhow',
    outcome: 'closed',
    make: (random) => {
      const { given, meant } = cutSurface(gyroidField, random);
      return tumbledPair(given, meant, random);
    },
  },
  {
    name: 'a cut network of struts',
    outcome: 'right',
    make: (random) => {
      // Shifted so that no opening is a quarter of the surface.
      const { given, meant } = cutSurface(
        (x, y, z) => schwarzField(x, y, z) + 0.9,
        () => 0.05,
      );
      return tumbledPair(given, meant, random);
    },
  },
  {
    name: 'a cut sheet of a minimal surface',
    outcome: 'closed',
    make: (random) => cutSurface((x, y, z) => Math.abs(schwarzField(x, y, z)) - 0.4, random),
  },
  {
    name: 'a cut block with pores',
    outcome: 'either',
    make: (random) => cutSurface((x, y, z) => gyroidField(x, y, z) - 0.5, random),
  },
  {
    name: 'a cut diamond, turned anyhow',
    outcome: 'either',
    make: (random) => {
      const { given, meant } = cutSurface((x, y, z) => diamondField(x, y, z) - 0.3, random);
      return tumbledPair(given, meant, random);
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
