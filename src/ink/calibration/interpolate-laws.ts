import { InputError } from '../../finding/input-error.ts';
import type { Ink } from '../ink.ts';
import type { Rheology } from '../laws/flow-laws.ts';

/** Exponents change by points; viscosities, stresses and times by ratio, so these are interpolated as logarithms. */
const exponents = new Set(['n', 'a']);

/**
 * The law at `share` of the way from one to another of the same model (below 0 or above 1: extrapolated). A value that
 * only one of them has, or that is 0 in one of them, is interpolated as it stands or taken from that one.
 */
export function interpolateLaws(from: Rheology, to: Rheology, share: number): Rheology {
  const first = from as Readonly<Record<string, number | string | undefined>>;
  const second = to as Readonly<Record<string, number | string | undefined>>;
  const mixed: Record<string, number | string | undefined> = { ...first };
  for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const a = first[key];
    const b = second[key];
    if (typeof a !== 'number' || typeof b !== 'number') mixed[key] = a ?? b;
    else if (exponents.has(key) || a <= 0 || b <= 0) mixed[key] = Math.max(0, a + (b - a) * share);
    else mixed[key] = a * (b / a) ** share;
  }
  return mixed as Rheology;
}

/**
 * An ink of a family at a concentration nobody measured, from its two nearest members: bilinear in % and degC over the
 * logarithms of viscosity and time and over the exponent. Throws InputError outside the family's stated range or when
 * fewer than two members have laws.
 */
export function interpolateConcentration(inks: readonly Ink[], family: string, percent: number): Ink {
  const members = inks
    .filter((ink) => ink.family?.id === family && ink.rheology !== null)
    .sort((a, b) => percentOf(a) - percentOf(b));
  const range = members[0]?.family?.range;
  if (members.length < 2 || range === undefined) {
    throw new InputError('unknown-family', `the ink library holds no family "${family}" of two inks or more`);
  }
  if (!(percent >= range[0] && percent <= range[1])) {
    throw new InputError(
      'concentration-outside',
      `${percent} % lies outside the ${range[0]} to ${range[1]} % for which ${family} was measured`,
      { where: { ink: family }, fix: `Choose ${range[0]} to ${range[1]} %, or measure the ink and enter its law.` },
    );
  }
  const exact = members.find((ink) => percentOf(ink) === percent);
  if (exact) return exact;
  const above = members.findIndex((ink) => percentOf(ink) > percent);
  const upper = above < 0 ? members.length - 1 : Math.max(1, above);
  return between(members[upper - 1], members[upper], percent);
}

function percentOf(ink: Ink): number {
  return ink.family?.percent ?? Number.NaN;
}

function between(low: Ink, high: Ink, percent: number): Ink {
  const share = (percent - percentOf(low)) / (percentOf(high) - percentOf(low));
  // Members of a family have a law.
  const a = low.rheology!;
  const b = high.rheology!;
  const laws = (a.laws ?? []).flatMap((entry) => {
    const other = (b.laws ?? []).find((candidate) => candidate.at === entry.at);
    return other ? [{ at: entry.at, law: interpolateLaws(entry.law, other.law, share) }] : [];
  });
  return {
    ...low,
    // Not the plain number: a fit of its own may bear that name.
    id: `${low.family!.id}-${String(percent).replace('.', '-')}-interpolated`,
    name: `${low.family!.id}, ${percent} % w/v, interpolated between ${percentOf(low)} and ${percentOf(high)} %`,
    density: low.density + (high.density - low.density) * share,
    rheology: { ...a, law: interpolateLaws(a.law, b.law, share), laws },
    // Both are members of the family.
    family: { ...low.family!, percent },
  };
}
