import { driverOf } from '../../firmware/firmwares.ts';
import type { Profile } from '../../printer/profile.ts';

/** What an operator should do after an ending, in the words of the printer's profile. */

/** How a lost origin is found again; a needle that may stand in a vessel never goes sideways first. */
export function findOrigin(profile: Profile | null): string {
  const raise = 'raise the needle manually out of the vessel first';
  if (profile === null) return `${raise}, then set the zero point again`;
  const { homing, bed } = profile;
  const axes = homing.z ? 'home' : `home (${homing.commands.join(', ')}) and touch off Z`;
  if (homing.commands.length > 0) return `${raise}, then ${axes}`;
  const where = {
    corner: 'over the corner where X and Y are 0',
    centre: 'over the middle of the bed',
    'user-zeroed': 'over the place that you zeroed before the print',
  }[bed.origin];
  return `${raise} (do not home: ${profile.id} has no homing that is safe with a needle fitted), then set the zero as before the print: the needle ${where}, Z 0 where its tip touches the surface`;
}

/** After the place was lost: find the origin, then resume. */
export function originThenResume(profile: Profile | null): string {
  return `${findOrigin(profile)}; then use --resume`;
}

/** Whether the profile has anything that a stop closes or switches off, and what it is called. */
export function outputsOfProfile(profile: Profile | null): { readonly valves: boolean; readonly lamps: boolean } {
  return {
    valves: profile?.tools.some(({ dispenser }) => dispenser.by !== 'plunger' && dispenser.close.length > 0) ?? false,
    lamps: profile?.lamps.some(({ off }) => off.length > 0) ?? false,
  };
}

/** An axis is not homed, before anything was dispensed. */
export function homeFirst(profile: Profile | null): string {
  const firmware = profile?.serial?.firmware;
  const takes = firmware === undefined ? null : driverOf(firmware).takesPlace;
  return `${findOrigin(profile)}${takes === null ? '' : `; ${takes}`}; then print again`;
}
