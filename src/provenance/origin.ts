import type { Provenance } from './provenance.ts';

export interface Origin {
  readonly source: string;
  readonly verified: boolean;
}

/** The origin of the value at `path` (dotted), or undefined when nobody vouches for it. */
export function originOf(provenance: Provenance, path: string): Origin | undefined {
  let best: { entry: Provenance[number]; length: number } | undefined;
  for (const entry of provenance) {
    for (const prefix of entry.of) {
      const covers = prefix === '' || path === prefix || path.startsWith(`${prefix}.`);
      if (covers && (best === undefined || prefix.length > best.length)) best = { entry, length: prefix.length };
    }
  }
  return best && { source: best.entry.source, verified: best.entry.verified };
}
