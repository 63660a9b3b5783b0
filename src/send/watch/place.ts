/**
 * Where the firmware must think that the needle is, from the lines alone: what it answers to M114 is compared with
 * this. Of each axis null where the lines do not tell (homing, offsets, a tool change that shifts the coordinates,
 * inches, macros): there nothing is compared.
 */
export interface Place {
  readonly x: number | null;
  readonly y: number | null;
  readonly z: number | null;
  /** How far the 32-bit sums of a firmware may be off after relative moves, mm. */
  readonly slack?: { readonly x: number; readonly y: number; readonly z: number };
}

export interface PlaceTracker {
  /** A line goes to the printer. */
  sent(line: string): void;
  /** One was not carried out: nothing is compared until the axes are named again. */
  forget(): void;
  readonly place: Place;
}

/** Marlin rounds to two decimals and other firmwares to more, and a 32-bit number holds 300 mm to 0.00002: ample, mm. */
const toleranceMm = 0.02;

/** Commands of the M kind that move nothing and shift no coordinate; any other makes the place unknown. */
const harmlessM =
  /^M(?:0|1|3|4|5|7|8|9|17|42|82|83|104|105|106|107|109|114|115|116|117|118|140|141|155|190|191|204|205|220|221|226|280|301|302|400|573|575|771|773|801|1036)\b/;
/** Of Klipper's own commands, those that switch or heat. */
const harmlessWord = /^(SET_PIN|SET_FAN_SPEED|SET_HEATER_TEMPERATURE|TEMPERATURE_WAIT|RESPOND|SET_SERVO)\b/i;
/** `G1 H2` and `G1 S1` move single motors or up to a switch (RepRapFirmware). */
const plainMove = /^G0*[0-3](?![\d.])(?!.*[GHS]-?\d)/;
const axisWord = /([XYZ])\s*([-+]?\d*\.?\d+)?/gi;
/** Distances and units, which firmwares that read one command a line overlook behind another. */
const modeWord = /G0*(90|91|20|21)(?![\d.])/i;
/** Of Klipper's own commands, and of macros, all but these may leave another mode behind; so may M121. */
const keepsModes = /^(SET_|ACTIVATE_EXTRUDER\b|SAVE_GCODE_STATE\b|[GMT]-?\d)/i;
/** Half of the last bit of a 32-bit number, as a share of it. */
const halfBit = 2 ** -24;

export function createPlaceTracker(): PlaceTracker {
  const slack = { x: 0, y: 0, z: 0 };
  const at = { x: null as number | null, y: null as number | null, z: null as number | null, slack };
  /** Null: not known before the next line that sets it. */
  let absolute: boolean | null = true;
  let millimetres: boolean | null = true;

  function forget(): void {
    at.x = null;
    at.y = null;
    at.z = null;
  }

  function move(line: string): void {
    for (const [, word, value] of line.matchAll(axisWord)) {
      const axis = word.toLowerCase() as 'x' | 'y' | 'z';
      const before = at[axis];
      // An expression in place of a number (RepRapFirmware) is not followed.
      if (!millimetres || absolute === null || value === undefined) at[axis] = null;
      else if (absolute) {
        at[axis] = Number(value);
        slack[axis] = 0;
      } else if (before !== null) {
        at[axis] = before + Number(value);
        // Set on the line above.
        slack[axis] += (Math.abs(at[axis]!) + Math.abs(Number(value))) * halfBit;
      }
    }
  }

  function setMode(line: string): void {
    const distance = /G0*9[01]/i.test(line);
    const single = /^G0*(\d+)$/i.exec(line)?.[1];
    if (distance) absolute = single === undefined ? null : single === '90';
    if (!distance || single === undefined) millimetres = single === undefined ? null : single === '21';
    if (single === undefined) forget();
  }

  return {
    place: at,
    forget,
    sent(line) {
      if (plainMove.test(line)) move(line);
      else if (/^G92 E-?[\d.]+$/.test(line) || /^G4 [^G]*$/.test(line)) return;
      else if (harmlessM.test(line) || harmlessWord.test(line)) return;
      else if (modeWord.test(line)) setMode(line);
      else {
        forget();
        if (keepsModes.test(line) && !line.startsWith('M121')) return;
        absolute = null;
        // Klipper, whose macros may leave other modes behind, knows no inches.
        if (line.startsWith('M121')) millimetres = null;
      }
    },
  };
}

/** In words where a report differs from what is expected; null: it does not, or nothing is known. */
export function differs(expected: Place, reported: Place): string | null {
  const axes = (['x', 'y', 'z'] as const).filter(
    (axis) =>
      expected[axis] !== null &&
      reported[axis] !== null &&
      Math.abs(expected[axis] - reported[axis]) > toleranceMm + (expected.slack?.[axis] ?? 0),
  );
  if (axes.length === 0) return null;
  // The axes are those that are known.
  const list = (place: Place) => axes.map((axis) => `${axis.toUpperCase()}${place[axis]!.toFixed(2)}`).join(' ');
  return `it stands at ${list(reported)} and the lines sent lead to ${list(expected)}`;
}

/** All axes at zero, as after power-up, although the lines lead elsewhere. */
export function isPowerUp(expected: Place, reported: Place): boolean {
  const zero = (value: number | null) => value !== null && Math.abs(value) <= toleranceMm;
  return zero(reported.x) && zero(reported.y) && zero(reported.z) && differs(expected, reported) !== null;
}
