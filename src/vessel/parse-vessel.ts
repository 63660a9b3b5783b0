import { InputError } from '../finding/input-error.ts';
import { once } from '../finding/once.ts';
import { parseJson } from '../finding/parse-json.ts';
import { excessOver, insideOf, openingAt } from './opening.ts';
import { parseOpentronsLabware } from './parse-opentrons.ts';
import { schemaError } from './schema-error.ts';
import { stackTrouble } from './section.ts';
import { type Vessel, vesselSchema, type Well } from './vessel.ts';

/**
 * The vessel in a JSON text, ours or an Opentrons labware file (told apart by content).
 * Throws InputError with `name` as the file and the path of the value that is wrong.
 */
export function parseVessel(text: string, name: string): Vessel {
  const value = parseJson(text, name);
  if (isOpentrons(value)) return parseOpentronsLabware(text, name);
  const result = vesselSchema.safeParse(value, once);
  if (!result.success) throw schemaError(result.error, 'vessel-invalid', name, 'Compare with vessels/corning-24.json.');
  checkWells(result.data, name);
  return result.data;
}

/** Wells must lie within the footprint and not reach above the vessel's rim by their floor. */
function checkWells(vessel: Vessel, name: string): void {
  const names = Object.keys(vessel.wells);
  if (names.length === 0) {
    throw new InputError('vessel-invalid', `${name} has no wells`, {
      where: { file: name },
      fix: 'Give at least one well; a dish or slide has one called "-".',
    });
  }
  for (const well of names) {
    const { x, y, floor } = vessel.wells[well];
    const trouble = insideTrouble(vessel, vessel.wells[well]);
    if (trouble !== null) {
      throw new InputError('vessel-invalid', `${name}, well ${well}: ${trouble}`, {
        where: { file: name, well },
        fix: 'Give the sections of the inside in mm from its floor, the last as wide as the well at its rim.',
      });
    }
    const inside = x >= 0 && y >= 0 && x <= vessel.footprint.x && y <= vessel.footprint.y;
    if (inside && floor <= vessel.height) continue;
    const what = inside
      ? `its floor at ${floor} mm is above the rim at ${vessel.height} mm`
      : `its centre (${x}, ${y}) mm is outside the footprint of ${vessel.footprint.x} x ${vessel.footprint.y} mm`;
    throw new InputError('vessel-invalid', `${name}, well ${well}: ${what}`, {
      where: { file: name, well },
      fix: 'Measure wells in mm from the front-left corner of the footprint, floors from the bed.',
    });
  }
}

/** What is wrong with the inside of a well, or null. */
function insideTrouble(vessel: Vessel, well: Well): string | null {
  const { inside, depth, shape } = well;
  if (inside === undefined) {
    const narrowest = shape.kind === 'circle' ? shape.diameter : Math.min(shape.x, shape.y);
    const margin = vessel.floorMargin ?? 0;
    return 2 * margin < narrowest ? null : `a floorMargin of ${margin} mm leaves nothing of ${narrowest} mm`;
  }
  if (!Object.hasOwn(vessel.insides ?? {}, inside)) return `there is no inside "${inside}"`;
  // Well names an inside: checked above.
  const trouble = stackTrouble(vessel.insides![inside], depth);
  if (trouble !== null) return trouble;
  // A stack has a section at least.
  const rim = openingAt(insideOf(vessel, well).at(-1)!, depth);
  const corners = shape.kind === 'circle' ? [[shape.diameter / 2, 0]] : [[shape.x / 2, shape.y / 2]];
  const off = Math.max(...corners.map(([x, y]) => Math.abs(excessOver(rim, x, y, 0))));
  return off <= 0.05 ? null : `the inside "${inside}" misses the shape at the rim by ${Number(off.toFixed(3))} mm`;
}

function isOpentrons(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'dimensions' in value && 'wells' in value && ('ordering' in value || 'schemaVersion' in value);
}
