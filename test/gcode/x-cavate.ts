import { join } from 'node:path';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { type Profile, profileSchema } from '../../src/printer/profile.ts';

/** Two heads with a height of their own each, A and B, in the manner of X-CAVATE: two strands of 10 mm. */
export const xCavatePrint = [
  'G90',
  'G1 X0 Y0',
  'G1 A0.2',
  'M42 P0 S255',
  'G1 X10 Y0',
  'M42 P0 S0',
  'G1 A60',
  'G1 X113 Y0',
  'G1 B0.2',
  'M42 P1 S255',
  'G1 X123 Y0',
  'M42 P1 S0',
].join('\n');

/** A lab's own profile of such a machine. */
export function xCavate(): Profile {
  const bench = loadProfile('marlin-syringe', join(import.meta.dirname, '../../printers'));
  const tool = (index: number, zWord: string) => ({
    ...bench.tools[0],
    id: `T${index}`,
    index,
    zWord,
    select: [],
    deselect: [],
    dispenser: { by: 'valve', open: [`M42 P${index} S255`], close: [`M42 P${index} S0`] },
    offset: { x: index * -103, y: 0, z: 0 },
    offsetBy: 'planner',
  });
  return profileSchema.parse({ ...bench, id: 'x-cavate', tools: [tool(0, 'A'), tool(1, 'B')] });
}
