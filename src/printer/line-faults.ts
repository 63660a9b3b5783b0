import { dialectOf } from '../firmware/dialects.ts';
import type { TemplateKind } from './fill-template.ts';
import type { Profile } from './profile.ts';

/** What is wrong with a line of a profile whatever is printed, as the end of a sentence that begins with the line. */
export function lineFaults(line: string, kind: TemplateKind, { homing, dialect }: Profile): string[] {
  const text = line
    .replace(/[;(].*/, '')
    .trim()
    .toUpperCase();
  const faults: string[] = [];
  if (!homing.z && homesZ(line)) {
    faults.push('homes Z, which breaks a fitted needle; name other axes, or set homing.z to true');
  }
  if (dialectOf(dialect).storesPlaces && /^G30(?![\d.])/.test(text)) {
    faults.push('goes to a place stored in the machine, which no gate knows; write where it goes');
  } else if (probes.test(text)) faults.push('probes the bed, which drives a fitted needle into it; take it out');
  if (/^G20(?![\d.])/.test(text)) faults.push('changes to inches, and every position is written in mm; take it out');
  if (scales.test(text)) {
    faults.push(
      'scales what every line behind it moves or pushes, which no reading of the file counts; put the number into the bore or the speeds',
    );
  }
  if (kind === 'valve' && dwells.test(text)) {
    faults.push(
      'waits within the lines of the valve, where no strand and no time counts it; give preflow or postflow in s instead',
    );
  }
  if (kind === 'valve' && movesAway.test(text)) {
    faults.push('moves within the lines of the valve, away from the strand; move in select, or take it out');
  }
  return faults;
}

/** G29, G30, G38.x and their like, and what Klipper calls them. */
const probes =
  /^(G29|G30|G32|G33|G34|G38\.\d|G76|G425|M48)(?![\d.])|^(PROBE|BED_MESH_CALIBRATE|Z_TILT_ADJUST|QUAD_GANTRY_LEVEL|SCREWS_TILT_CALCULATE|DELTA_CALIBRATE)\b/;

/** Factors other than 100 %, steps per mm, volumetric plungers, skew. */
const scales =
  /^M22[01](?![\d.])(?! *S100(\.0*)?$)|^(M92|M579|M852)(?![\d.])|^M200(?![\d.])(?! *D0(\.0*)?$)|^(SET_EXTRUDER_ROTATION_DISTANCE|SKEW_PROFILE)\b/;

const dwells = /^G0?4(?![\d.])/;

const movesAway = /^G0?[0-3](?![\d.]).*[XY]/;

/** G28 without axes homes all, with axes only those named; GRBL's $H homes all, Z first. */
export function homesZ(line: string): boolean {
  if (/^\s*\$H(?![XY]\b)/i.test(line)) return true;
  const match = /^\s*G28(?!\d)(?:\.\d+)?([^;(]*)/i.exec(line);
  if (match === null) return false;
  return !/[XYABCUVWE]/i.test(match[1]) || /Z/i.test(match[1]);
}
