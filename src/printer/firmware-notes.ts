import type { DialectId, Profile } from './profile.ts';
import { templates } from './profile-issues.ts';

/**
 * Commands that a Marlin knows only where it was built for them (MarlinFirmware/MarlinDocumentation _gcode, `requires`):
 * another build answers "Unknown command" and goes on.
 */
const needs: readonly (readonly [code: string, option: string, without: string])[] = [
  ['M42', 'DIRECT_PIN_CONTROL', 'the output is never switched'],
  ['M280', 'NUM_SERVOS above 0', 'the head is never lifted or lowered'],
  ['M302', 'PREVENT_COLD_EXTRUSION', 'there is no guard either, and cold ink is extruded'],
  ['M420', 'bed levelling (AUTO_BED_LEVELING_… or MESH_BED_LEVELING)', 'there is no levelling to switch'],
];

const marlins: readonly DialectId[] = ['marlin', 'printess', 'biobots'];

/** What the firmware must have been built with for the profile's own lines, as sentences. */
export function firmwareNotes(profile: Profile): string[] {
  if (!marlins.includes(profile.dialect)) return [];
  const lines = templates(profile).flatMap(({ path, lines }) =>
    lines.map((line, i) => ({ path: `${path}.${i}`, line })),
  );
  return needs.flatMap(([code, option, without]) => {
    const found = lines.find(({ line }) => new RegExp(`^${code}\\b`).test(line.trim()));
    if (found === undefined) return [];
    return [`${found.path}: ${code} needs a Marlin built with ${option}; without, ${without}.`];
  });
}
