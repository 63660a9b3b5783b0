import type { Profile } from '../../printer/profile.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import type { LoadedTool } from '../tools/loaded-tool.ts';

/** Kept free between the lowest needle and the vessel's rim where the vessel is crossed, mm. */
const rimClearance = 2;

/**
 * Height of the active tip at which the vessel is crossed and tools change, mm: the profile's safe Z, or higher where
 * the rim (plus clearance), the tallest construct (plus hop) or an idle needle that hangs lower demands it.
 */
export function crossingHeight(
  profile: Profile,
  vessel: PlacedVessel,
  tools: readonly LoadedTool[],
  tallest: number,
  hop: number,
): number {
  const free = Math.max(vessel.rim + rimClearance, tallest + Math.max(hop, 0.5));
  return Math.max(profile.safeZ, free + lowestIdle(tools));
}

/** How far an idle needle hangs below the active one at worst, mm (0 or more). */
function lowestIdle(tools: readonly LoadedTool[]): number {
  let below = 0;
  for (const active of tools) {
    for (const { tool } of tools) {
      if (tool.id === active.tool.id || tool.idle === 'parked') continue;
      const lift = tool.idle === 'lifts' ? tool.idleLift : 0;
      below = Math.max(below, active.tool.offset.z - tool.offset.z - lift);
    }
  }
  return below;
}
