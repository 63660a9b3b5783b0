import { decimals } from '../finding/number-words.ts';
import type { Handedness } from '../printer/handedness.ts';
import type { Profile } from '../printer/profile.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';

/**
 * How the operator finds the place that a file counts from: where X0 Y0 Z0 is, where the vessel stands from there in
 * numbers, and which way the axes point. For the head of the file and the sheet.
 */
export function placeWords(profile: Profile, vessel: PlacedVessel, handedness: Handedness): string[] {
  return [
    profile.frame.origin ?? usual[profile.bed.origin],
    vesselWords(vessel, profile.tools[0].id),
    `X points to the ${profile.frame.x} and Y to the ${profile.frame.y} as you stand before the machine (${sure[handedness]}).`,
  ];
}

const usual: Readonly<Record<Profile['bed']['origin'], string>> = {
  corner:
    'X0 Y0 is a corner of the reach; Z0 is the surface printed on: touch it with the needle and call that place Z0.',
  centre:
    'X0 Y0 is the middle of the vessel; Z0 is the surface printed on: touch it with the needle and call that place Z0.',
  'user-zeroed': 'X0 Y0 Z0 is the place over which you zero the needle, touching the surface printed on.',
};

const sure: Readonly<Record<Handedness, string>> = {
  read: 'read in a source',
  right: 'a printed letter F came out right',
  mirrored: 'a printed letter F came out mirrored, so the construct is written mirrored in Y',
  unconfirmed: 'not confirmed: print a letter F first',
};

function vesselWords(vessel: PlacedVessel, tool: string): string {
  const [first] = vessel.wells;
  const at = ({ x, y }: { readonly x: number; readonly y: number }) => `X${decimals(x, 2)} Y${decimals(y, 2)}`;
  if (vessel.kind === 'none') return `The middle of the construct stands at ${at(first)} for ${tool}.`;
  if (vessel.wells.length === 1) return `The middle of ${vessel.id} stands at ${at(first)} for ${tool}.`;
  const last = vessel.wells[vessel.wells.length - 1];
  const wall = isWall(vessel)
    ? ` At X0 Y0 stands a wall: touch the floor of ${first.name} there for Z0, or count from it.`
    : '';
  return `${first.name} of ${vessel.id} stands at ${at(first)} for ${tool}, ${last.name} at ${at(last)}.${wall}`;
}

/** The origin lies on the plate and in none of its wells. */
function isWall({ footprint, wells }: PlacedVessel): boolean {
  if (footprint === null) return false;
  const { x, y } = footprint;
  if (x[0] > 0 || x[1] < 0 || y[0] > 0 || y[1] < 0) return false;
  return wells.every(({ x: wx, y: wy, wall }) => {
    if (wall === null) return false;
    return wall.kind === 'circle' ? Math.hypot(wx, wy) > wall.radius : Math.abs(wx) > wall.x || Math.abs(wy) > wall.y;
  });
}
