import type { Profile, ProfileTool } from '../../printer/profile.ts';
import { toolOf } from '../../printer/profile-tool.ts';
import type { ProgramTool } from '../../program/program.ts';
import type { ProgramPath } from '../../program/program-path.ts';
import type { RoundBody } from './clearance.ts';

/**
 * A head as upright round bodies: the needle from its tip, the cone above the land of a tapered tip, the hub above it,
 * for the active tool and for every loaded idle one that travels along. Places are relative to the active tip, nm.
 * Tools without ink are taken to be empty holders out of the way.
 */
export interface HeadBody extends RoundBody {
  readonly tool: string;
  readonly what: 'needle' | 'hub';
  /** Its lower end is the tip. */
  readonly isTip: boolean;
  readonly idle: boolean;
  readonly dx: number;
  readonly dy: number;
  /** Lower end above the active tip. */
  readonly dz: number;
  readonly label: string;
  /** Length of the needle, mm. */
  readonly length: number;
}

/** The bodies that move with each tool when it is the active one. */
export function headBodies(program: ProgramPath, profile: Profile): Map<string, HeadBody[]> {
  const tools = program.header.tools.map((loaded) => ({ loaded, tool: toolOf(profile, loaded.tool) }));
  return new Map(
    tools.map((active) => [
      active.tool.id,
      tools.flatMap((other) => {
        const { nozzle } = other.loaded;
        if (other.tool.id === active.tool.id) return bodiesOf(nozzle, other.tool, null);
        return other.tool.idle === 'parked' ? [] : bodiesOf(nozzle, other.tool, active.tool);
      }),
    ]),
  );
}

/** A piece of a needle, mm from its tip up. */
export interface NeedlePiece {
  readonly from: number;
  readonly to: number;
  readonly diameter: number;
  readonly topDiameter: number;
}

/**
 * A needle from outside: straight as far as its land, then a cone up to the hub. No drawing tells how thick a tapered
 * tip is higher up: it is taken to be as thick around its inlet as at its end.
 */
export function needlePieces({ outer, inner, length, inlet, land }: ProgramTool['nozzle']): NeedlePiece[] {
  const straight = inlet === undefined ? length : Math.min(land ?? 0, length);
  const tip = { from: 0, to: straight, diameter: outer, topDiameter: outer };
  if (inlet === undefined || straight >= length) return [tip];
  return [tip, { from: straight, to: length, diameter: outer, topDiameter: inlet + outer - inner }];
}

/** The bodies of one tool, active (`active` null) or beside another. */
export function bodiesOf(nozzle: ProgramTool['nozzle'], tool: ProfileTool, active: ProfileTool | null): HeadBody[] {
  const lift = tool.idle === 'lifts' ? tool.idleLift : 0;
  const from = active?.offset ?? tool.offset;
  const { hub, offset } = tool;
  const body = (what: HeadBody['what'], { from: at, to, diameter, topDiameter }: NeedlePiece): HeadBody => ({
    tool: tool.id,
    what,
    isTip: what === 'needle' && at === 0 && diameter === topDiameter,
    idle: active !== null,
    dx: toNm(offset.x - from.x),
    dy: toNm(offset.y - from.y),
    dz: toNm(offset.z - from.z + (active === null ? 0 : lift) + at),
    radius: toNm(diameter / 2),
    topRadius: toNm(topDiameter / 2),
    height: toNm(to - at),
    label: nozzle.label,
    length: nozzle.length,
  });
  const pieces = needlePieces(nozzle).map((piece) => body('needle', piece));
  const up = { from: nozzle.length, to: Number.POSITIVE_INFINITY };
  return [...pieces, body('hub', { ...up, diameter: hub.diameter, topDiameter: hub.diameter })];
}

const toNm = (mm: number): number => Math.round(mm * 1e6);
