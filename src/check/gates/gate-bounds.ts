import { changing, type Judgement } from '../../finding/finding.ts';
import { boxOfStrand } from '../../laydown/strand-geometry.ts';
import type { Profile } from '../../printer/profile.ts';
import type { ProgramPath } from '../../program/program-path.ts';
import { walkProgram } from '../../program/walk-program.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import {
  createTally,
  enough,
  findingsOf,
  notePlace,
  type Tally,
  type TallyEntry,
  text,
} from '../foreign/tally-places.ts';
import { clearingWay, type Way } from '../space/clearing-way.ts';
import { moveChange, type SpaceSettings } from '../space/space-settings.ts';

/** By how much a point lies beyond which end of an axis, and where the machine would have to go for it. */
interface Beyond {
  readonly axis: 'x' | 'y' | 'z';
  readonly high: boolean;
  readonly tool: string;
  readonly strand: boolean;
  /** Of the tool on this axis, mm. */
  readonly offset: number;
  /** Coordinate of the first tool that the point asks for, and the one it can reach, mm. */
  readonly asked: number;
  readonly limit: number;
}

interface Reach {
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
}

const axes = ['x', 'y', 'z'] as const;
const tolerance = 1000; // nm: rounding of the printed digits

/**
 * Refuses when a point of a strand, a lift or a travel leaves the reach of the machine, the tool's offset counted:
 * by how much and in which direction. The reach is that of the first tool. On a bare bed a way of the construct is
 * proposed where one does, in the keys of `settings`.
 */
export function gateBounds(
  program: ProgramPath,
  profile: Profile,
  vessel: PlacedVessel,
  settings?: SpaceSettings,
): Judgement[] {
  const tally = tallyOf(program, profile);
  const entries = [...tally.entries.values()];
  const way =
    settings === undefined || vessel.kind !== 'none'
      ? null
      : clearingWay(waysIn(entries), (gone) => {
          const left = [...tallyOf(program, { ...profile, bed: bedAfter(profile, gone) }).entries.values()];
          return left.some(({ detail }) => detail.axis === 'z') ? null : waysIn(left);
        });
  return findingsOf(tally, (entry) => ({
    ...describe(entry.first, entry.worst, entry.detail, profile, vessel),
    ...changing(way === null || settings === undefined ? [] : [moveChange(settings, way)]),
  }));
}

/** How far each entry would have the construct go, mm. */
function waysIn(entries: readonly TallyEntry<Beyond>[]): Way[] {
  return entries.flatMap(({ worst, detail: { axis, high } }): Way[] => {
    const mm = (high ? -worst : worst) / 1e6;
    return axis === 'z' ? [] : [axis === 'x' ? [mm, 0] : [0, mm]];
  });
}

/** The bed as the construct sees it once that has gone a way. */
function bedAfter({ bed }: Profile, [dx, dy]: Way): Profile['bed'] {
  return { ...bed, x: [bed.x[0] - dx, bed.x[1] - dx], y: [bed.y[0] - dy, bed.y[1] - dy] };
}

function tallyOf(program: ProgramPath, profile: Profile): Tally<Beyond> {
  const tally = createTally<Beyond>();
  const reaches = new Map(profile.tools.map((tool) => [tool.id, reachOf(profile, tool.offset)]));
  walkProgram(program, {
    strand: (step) => {
      const reach = reaches.get(step.tool);
      if (reach === undefined) return;
      const box = boxOfStrand(step.strand);
      const low = [step.xNm + box.minX, step.yNm + box.minY, step.zNm + box.minZ];
      const high = [step.xNm + box.maxX, step.yNm + box.maxY, step.zNm + box.maxZ];
      const { layer, well, id, tool } = step;
      judge(tally, reach, low, high, { tool, strand: true }, () => ({ tool, well, layer, strand: id }));
    },
    move: ({ bx, by, bz, tool, well, layer }) => {
      const reach = reaches.get(tool);
      if (reach === undefined) return;
      const point = [bx, by, bz];
      judge(tally, reach, point, point, { tool, strand: false }, () => ({ tool, well, layer }));
    },
  });
  return tally;
}

/** Limits of the tip: the reach of the first tool, moved by this tool's offset, nm. */
function reachOf(profile: Profile, offset: { x: number; y: number; z: number }): Reach {
  const end = (side: 0 | 1) => axes.map((axis) => (profile.bed[axis][side] + offset[axis]) * 1e6);
  return {
    low: end(0) as [number, number, number],
    high: end(1) as [number, number, number],
    offset: [offset.x, offset.y, offset.z],
  };
}

function judge(
  tally: Tally<Beyond>,
  reach: Reach,
  low: readonly number[],
  high: readonly number[],
  of: { readonly tool: string; readonly strand: boolean },
  place: () => Judgement['where'],
): void {
  for (let i = 0; i < 3; i++) {
    if (reach.low[i] - low[i] > tolerance) note(i, false);
    if (high[i] - reach.high[i] > tolerance) note(i, true);
  }

  function note(i: number, isHigh: boolean): void {
    const asked = isHigh ? high[i] : low[i];
    const limit = isHigh ? reach.high[i] : reach.low[i];
    const offset = reach.offset[i];
    const axis = axes[i];
    const beyond = { ...of, axis, high: isHigh, offset, asked: asked / 1e6 - offset, limit: limit / 1e6 - offset };
    notePlace(tally, `${of.tool} ${of.strand} ${axis} ${isHigh}`, Math.abs(asked - limit), place, () => beyond);
  }
}

const sides = { x: ['left', 'right'], y: ['front', 'back'], z: ['bottom', 'top'] } as const;
const opposite = { left: 'right', right: 'left', front: 'back', back: 'front', bottom: 'up', top: 'down' } as const;

function describe(
  where: Judgement['where'],
  amount: number,
  beyond: Beyond,
  profile: Profile,
  vessel: PlacedVessel,
): Judgement {
  const { axis, high, offset, asked, limit, tool } = beyond;
  const mm = amount / 1e6;
  const side = sides[axis][high ? 1 : 0];
  const by = offset === 0 ? '' : `, with the offset of ${text(offset)} mm of ${tool} in ${axis}`;
  const thing = beyond.strand ? 'A strand' : axis === 'z' ? 'A lift' : 'A travel';
  const reach = `the machine would go to ${axis} ${text(asked)} mm and reaches ${text(limit)} mm${by}`;
  return {
    code: beyond.strand ? 'strand-outside-machine' : 'travel-outside-machine',
    severity: 'refuse',
    where,
    what: `${thing} leaves ${profile.name} by ${enough(mm)} mm at the ${side}: ${reach}.`,
    fix: fixOf(beyond, mm, side, vessel),
    numbers: { beyondMm: mm, askedMm: asked, limitMm: limit },
    source: `printers/${profile.id}: bed.${axis}`,
  };
}

function fixOf(beyond: Beyond, mm: number, side: keyof typeof opposite, vessel: PlacedVessel): string {
  const way = opposite[side];
  if (beyond.axis === 'z') {
    return beyond.high
      ? `Use a lower vessel or construct (${enough(mm)} mm less), or a machine that reaches higher.`
      : `Check the height of the first layer and the z offset of ${beyond.tool}.`;
  }
  const what = vessel.kind === 'none' ? 'the construct (place)' : 'to another well, or the vessel on the machine,';
  return `Move ${what} by ${enough(mm)} mm to the ${way}, make the construct smaller, or use another tool.`;
}
