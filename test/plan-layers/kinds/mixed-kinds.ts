import { box } from '../../../src/scaffold/solids.ts';
import { ball } from '../../plan/sections.ts';
import { flipped, joined, kept, moved, tumbled } from '../soup-tools.ts';
import { between, cavity, cube, type MeshKind, strewn, tumbledPair } from './made-mesh.ts';

/** Several bodies, of either sense. */
export const mixedKinds: MeshKind[] = [
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
