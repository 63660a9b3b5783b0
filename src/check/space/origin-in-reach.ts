import type { Finding } from '../../finding/finding.ts';
import type { Profile } from '../../printer/profile.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import { text } from '../foreign/tally-places.ts';
import { clearancesAt, excessIn } from './clearance.ts';
import { nearestWell, vesselSpace } from './vessel-space.ts';

/**
 * Where the start block calls the needle's place 0 0 0, the operator must be able to touch the floor there: in the
 * middle of most plates stands a wall, and a needle zeroed in the well beside it would meet every other wall.
 */
export function originInReach(profile: Profile, vessel: PlacedVessel): Finding[] {
  if (vessel.kind === 'none' || !namesItsPlace(profile)) return [];
  const space = vesselSpace(vessel);
  const well = nearestWell(space, 0, 0);
  const tip = { radius: 0, topRadius: 0, height: 0 };
  const excess = excessIn(clearancesAt(space, well, tip, well.floor), -well.x, -well.y);
  if (excess <= 0) return [];
  const [x, y] = [well.x / 1e6, well.y / 1e6];
  const [cx, cy] = profile.vessel.centre;
  return [
    {
      gate: 'vessel',
      code: 'origin-outside-wells',
      severity: 'refuse',
      where: { well: well.name },
      what: `The start block of ${profile.name} calls the place of the needle X0 Y0 Z0, and there ${vessel.name} has no floor to touch: the wall of well ${well.name} is ${text(excess / 1e6)} mm away.`,
      fix: `Jog the needle to the floor in the middle of A1 and give the job vessel.a1: [0, 0]; or use a dish; or copy the profile and set vessel.centre to [${exact(cx - x)}, ${exact(cy - y)}] to start in well ${well.name}.`,
      numbers: { xMm: x, yMm: y, awayMm: excess / 1e6 },
      source: `printers/${profile.id}: start`,
    },
  ];
}

/** To 1 µm: the plate has to lie there. */
const exact = (mm: number): number => Number(mm.toFixed(3));

/** G92 with X, Y and Z in a line before the print. */
function namesItsPlace({ homing, start }: Profile): boolean {
  return [...homing.commands, ...start].some(
    (line) => /^G92\b/.test(line) && ['X', 'Y', 'Z'].every((axis) => line.includes(axis)),
  );
}
