import type { Finding } from '../../finding/finding.ts';
import { wellWords } from '../../finding/well-name.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import { enough, type TallyEntry, text } from '../foreign/tally-places.ts';
import type { HeadBody } from './head-bodies.ts';

/** Nearer to a wall than this, a vessel that sits a little off would be hit, nm: a default of this project. */
export const close = 250_000;

/** What a head does to a vessel, at its worst place. */
export interface VesselTrouble {
  readonly trouble: 'wall' | 'idle' | 'close' | 'rim' | 'floor' | 'edge' | 'ink';
  readonly body: HeadBody;
  readonly well: string;
  readonly direction: string;
  /** From there to the middle of the well; of length 1, or 0 where there is no side to it. */
  readonly away: readonly [x: number, y: number];
  /** How wide the body is where it is judged, nm. */
  readonly width: number;
  /** Height at which it is judged, nm: for the floor, the rim and idle heads that of its lower end. */
  readonly z: number;
}

/** What helps against a trouble, as far as it was tried. */
interface Helps {
  /** Whether a way of the construct may. */
  readonly movable: boolean;
  /** The length of the needle that does, mm; null: none. */
  readonly needle: number | null;
}

/** Words and numbers of one entry, and what words all entries share. */
interface Told {
  readonly detail: VesselTrouble;
  readonly vessel: PlacedVessel;
  /** The worst amount, mm. */
  readonly mm: number;
  /** How deep it is below the rim there, mm. */
  readonly below: number;
  readonly head: string;
  readonly name: string;
  readonly helps: Helps;
  readonly prefix: `${'' | 'idle-'}${HeadBody['what']}`;
}

type Words = Pick<Finding, 'code' | 'severity' | 'what' | 'fix' | 'numbers'>;

/** The finding for what was noted under one key. */
export function describeTrouble(entry: TallyEntry<VesselTrouble>, vessel: PlacedVessel, helps: Helps): Finding {
  const { body, well, trouble, width, z } = entry.detail;
  const part = body.what === 'needle' ? `needle (${body.label})` : 'hub';
  const stated: Told = {
    detail: entry.detail,
    vessel,
    mm: entry.worst / 1e6,
    below: Math.max(0, vessel.rim - z / 1e6),
    head: `${body.idle ? 'idle ' : ''}${part} of ${body.tool}, ${text(width / 1e6)} mm wide,`,
    name: wellWords(well) || `the ${vessel.kind === 'none' ? 'bed' : vessel.kind}`,
    helps,
    prefix: body.idle ? `idle-${body.what}` : body.what,
  };
  const where = { ...entry.first, tool: body.tool };
  const words = tellers[trouble](stated);
  const base = { gate: 'vessel', where, source: `vessels/${vessel.id}` } as const;
  if (vessel.floorMargin === 0 || (trouble !== 'wall' && trouble !== 'close' && trouble !== 'ink'))
    return { ...base, ...words };
  const numbers = { ...words.numbers, floorMarginMm: vessel.floorMargin };
  return { ...base, ...words, what: `${words.what} ${marginWords(vessel)}`, numbers };
}

/** No drawing gives the width of this floor: what it was taken to be. */
function marginWords({ name, floorMargin }: PlacedVessel): string {
  return `The width of the floor of ${name} is unknown: it is judged ${floorMargin} mm narrower on each side than at the rim.`;
}

const tellers: Record<VesselTrouble['trouble'], (stated: Told) => Words> = {
  floor: ({ detail: { body }, mm, head, name, prefix }) => ({
    severity: 'refuse',
    code: `${prefix}-below-floor`,
    what: `The ${head} would go ${text(mm)} mm below the floor of ${name}.`,
    fix: body.idle
      ? `Let ${body.tool} lift by ${enough(mm)} mm when idle, or fit a needle ${enough(mm)} mm shorter on it.`
      : 'Check the layer heights and the floor of the vessel.',
    numbers: { belowMm: mm },
  }),
  edge: ({ detail: { direction }, mm, vessel, helps: { movable } }) => ({
    severity: 'refuse',
    code: 'strand-off-vessel',
    what: `Strands reach ${text(mm)} mm beyond the ${direction} edge of ${vessel.name}.`,
    fix: movable
      ? `Move the construct ${enough(mm)} mm away from the ${direction} edge, or make it smaller.`
      : 'Make the construct smaller: no place on the vessel holds it.',
    numbers: { beyondMm: mm },
  }),
  ink: ({ detail: { direction }, mm, name, helps: { movable } }) => ({
    severity: 'warn',
    code: 'strand-meets-wall',
    what: `Strands reach ${text(mm)} mm into the ${direction} wall of ${name}: their ink has no room there.`,
    fix: movable
      ? `Move the construct ${enough(mm)} mm away from the ${direction} wall, make it smaller or use a wider well.`
      : 'Make the construct smaller or use a wider well.',
    numbers: { beyondMm: mm },
  }),
  close: ({ detail: { body, direction }, mm, head, name, prefix, helps }) => {
    const free = close / 1e6 - mm;
    const otherwise = wallFix(body, mm, direction, { ...helps, movable: false });
    return {
      severity: 'warn',
      code: `${prefix}-close-to-wall`,
      what: `The ${head} passes ${text(free)} mm from the ${direction} wall of ${name}.`,
      fix: helps.movable
        ? `Leave at least ${close / 1e6} mm: move the construct ${enough(mm)} mm away from the ${direction} wall.`
        : `Leave at least ${close / 1e6} mm: ${otherwise.replace(/^./, (first) => first.toLowerCase())}`,
      numbers: { freeMm: free },
    };
  },
  rim: ({ detail, mm, head, name, prefix }) => ({
    severity: 'refuse',
    code: `${prefix}-crosses-rim`,
    what: `The ${head} leaves ${name} to the ${detail.direction} ${text(mm)} mm below the rim.`,
    fix: `Travel at least ${enough(mm)} mm higher between wells.`,
    numbers: { belowRimMm: mm },
  }),
  idle: ({ detail: { body, direction }, mm, head, name }) => ({
    severity: 'refuse',
    code: `idle-${body.what}-meets-vessel`,
    what: `The ${head} meets the ${direction} wall of ${name}, ${text(mm)} mm below its rim.`,
    fix: `Let ${body.tool} lift by ${enough(mm)} mm when idle, fit it with a shorter needle, take it off, or use a lower vessel.`,
    numbers: { belowRimMm: mm },
  }),
  wall: ({ detail: { body, direction }, mm, below, head, name, prefix, helps }) => ({
    severity: 'refuse',
    code: `${prefix}-meets-wall`,
    what: `The ${head} cuts ${text(mm)} mm into the ${direction} wall of ${name}, ${text(below)} mm below its rim.`,
    fix: wallFix(body, mm, direction, helps),
    numbers: { beyondMm: mm, belowRimMm: below },
  }),
};

function wallFix({ what }: HeadBody, mm: number, direction: string, { movable, needle }: Helps): string {
  const move = movable ? `move the construct ${enough(mm)} mm away from the ${direction} wall, ` : '';
  const wider = `${move}make the construct smaller or use a wider well`;
  if (what === 'needle') return `${wider.charAt(0).toUpperCase()}${wider.slice(1)}.`;
  if (needle !== null) return `Use a needle of at least ${needle} mm, or ${wider}.`;
  const lower = wider.replace(' or use', ', use');
  return `${lower.charAt(0).toUpperCase()}${lower.slice(1)}, or a vessel with lower walls: a longer needle alone does not pass.`;
}

/** mm, in tenths: the needle whose hub stays above the rim, for an entry of a hub that meets a wall. */
export function lengthToRim({ detail: { body, z } }: TallyEntry<VesselTrouble>, { rim }: PlacedVessel): number {
  const below = Math.max(0, rim - z / 1e6);
  return Math.ceil(Number(((body.length + below) * 10).toFixed(6))) / 10;
}
