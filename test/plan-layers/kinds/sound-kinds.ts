import { box, circle, cylinder, lid, type Point, type Ring, toTriangles } from '../../../src/scaffold/solids.ts';
import { joined, moved, scaled, shuffled } from '../soup-tools.ts';
import { anyBody, between, gyroid, type MeshKind, plain } from './made-mesh.ts';

/** Nothing wrong but where it stands, how it is written and in which unit. */
export const soundKinds: MeshKind[] = [
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
