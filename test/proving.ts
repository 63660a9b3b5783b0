// Every exploring test has two sizes: a seeded sample that `npm test` repeats exactly, and the whole proof that
// `npm run prove` draws from a fresh seed. The fresh seed is printed (scripts/prove.mjs) and can be given again.

/** The seed of this proof; null in `npm test`. */
const fresh = process.env['BIOWEFT_PROVE'] === undefined ? null : Number(process.env['BIOWEFT_PROVE']);

/** How often a test draws: `sample` in `npm test`, `whole` in `npm run prove`. */
export function draws(sample: number, whole: number): number {
  return fresh === null ? sample : whole;
}

/** The seed of a draw: the given one in `npm test`, another one for each proof. */
export function seedFrom(seed: number): number {
  return fresh === null ? seed : (fresh * 7919 + seed) % 0x7fff_ffff;
}

/** Parameters of a property: `sample` runs from `seed` in `npm test`, `whole` from a fresh seed in `npm run prove`. */
export function runs(seed: number, sample: number, whole = 10 * sample): { seed: number; numRuns: number } {
  return { seed: seedFrom(seed), numRuns: draws(sample, whole) };
}
