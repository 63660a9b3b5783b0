import { box } from '../../../src/scaffold/solids.ts';
import { flipped, joined, kept, moved, noisy, pick, type Random, shuffled } from '../soup-tools.ts';
import { anyBody, between, cube, damaged, gyroid, type MeshKind } from './made-mesh.ts';

const share = (
  low: number,
  high: number,
  damage: (soup: Float32Array, part: number, random: Random) => Float32Array,
) => {
  return (soup: Float32Array, random: Random) => damage(soup, between(random, low, high), random);
};

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

/** Bodies whose triangles are missing, off, turned or there twice. */
export const brokenKinds: MeshKind[] = [
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
