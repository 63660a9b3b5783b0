/** In which order the inks of each layer are printed, with the fewest tool changes over the whole print. */

/** Whether `a` has to be printed before `b` within a layer. */
export type Precedes = (a: string, b: string) => boolean;

/**
 * Rules from the job: inks named in `order` follow it; with `sacrificialFirst` sacrificial inks come before the
 * others, except where `order` names both.
 */
export function precedenceOf(
  order: readonly string[],
  sacrificialFirst: boolean,
  isSacrificial: (ink: string) => boolean,
): Precedes {
  return (a, b) => {
    const i = order.indexOf(a);
    const j = order.indexOf(b);
    if (i >= 0 && j >= 0) return i < j;
    return sacrificialFirst && isSacrificial(a) && !isSacrificial(b);
  };
}

/**
 * Orders the inks of every unit (a layer in one well or in all) so that the last ink of one is the first of the next
 * wherever the rules allow: A B, B A, A B … Dynamic programming over (unit, first ink) from the end; ties go to the
 * order in which the inks are listed. Result: the same units, reordered.
 */
export function orderInks(units: readonly (readonly string[])[], precedes: Precedes): string[][] {
  const choices: Map<string, Choice>[] = new Array(units.length);
  let next: Map<string, Choice> = new Map();
  for (let u = units.length - 1; u >= 0; u--) {
    choices[u] = units[u].length === 0 ? next : choose(units[u], precedes, next);
    next = choices[u];
  }
  let from: string | null = null;
  return units.map((inks, u) => {
    if (inks.length === 0) return [];
    // Every unit has an ink to begin with.
    const first = cheapest(choices[u], from)!;
    const { last } = choices[u].get(first)!;
    from = last;
    return inOrder(inks, first, last, precedes);
  });
}

interface Choice {
  readonly last: string;
  /** Tool changes from here to the end of the print. */
  readonly changes: number;
}

/** For each ink that may come first: the best last ink and what it costs from here on. */
function choose(inks: readonly string[], precedes: Precedes, next: Map<string, Choice>): Map<string, Choice> {
  const best = new Map<string, Choice>();
  const sources = inks.filter((ink) => !inks.some((other) => other !== ink && precedes(other, ink)));
  const sinks = inks.filter((ink) => !inks.some((other) => other !== ink && precedes(ink, other)));
  for (const first of sources) {
    // The later listed come first, so that ties keep the listed order.
    for (const last of sinks.toReversed()) {
      if (first === last && inks.length > 1) continue;
      const follower = cheapest(next, last);
      // Followers are those of the unit behind.
      const onward = follower === undefined ? 0 : next.get(follower)!.changes + (follower === last ? 0 : 1);
      const changes = inks.length - 1 + onward;
      if (changes < (best.get(first)?.changes ?? Number.POSITIVE_INFINITY)) best.set(first, { last, changes });
    }
  }
  return best;
}

/** The first ink of the next unit that costs least when `from` is on the machine. */
function cheapest(choices: Map<string, Choice>, from: string | null): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [first, { changes }] of choices) {
    const cost = changes + (from === null || first === from ? 0 : 1);
    if (cost < least) {
      least = cost;
      best = first;
    }
  }
  return best;
}

/** `first`, then the rest as listed but as the rules demand, then `last`. */
function inOrder(inks: readonly string[], first: string, last: string, precedes: Precedes): string[] {
  if (inks.length === 1) return [...inks];
  const rest = inks.filter((ink) => ink !== first && ink !== last);
  const sorted: string[] = [];
  while (rest.length > 0) {
    const free = rest.findIndex((ink) => !rest.some((other) => other !== ink && precedes(other, ink)));
    sorted.push(...rest.splice(Math.max(free, 0), 1));
  }
  return [first, ...sorted, last];
}
