/**
 * Where the firmware must think that the needle is, from the lines alone: what it answers to M114 is compared with
 * this. Of each axis null where the lines do not tell (homing, offsets, a tool change that shifts the coordinates,
 * inches, macros): there nothing is compared.
 */
export interface Place {
  readonly x: number | null;
  readonly y: number | null;
  readonly z: number | null;
}

export interface PlaceTracker {
  /** A line goes to the printer. */
  sent(line: string): void;
  readonly place: Place;
}

/** Marlin rounds to two decimals, and the file has up to four: half of each and the firmware's 32-bit sums, mm. */
const toleranceMm = 0.02;

/** Commands of the M kind that move nothing and shift no coordinate; any other makes the place unknown. */
const harmlessM =
  /^M(?:0|1|3|4|5|7|8|9|17|42|82|83|104|105|106|107|109|114|115|116|117|118|140|141|155|190|191|204|205|220|221|226|280|301|302|400|573|575|771|773|801|1036)\b/;
/** Of Klipper's own commands, those that switch or heat. */
const harmlessWord = /^(SET_PIN|SET_FAN_SPEED|SET_HEATER_TEMPERATURE|TEMPERATURE_WAIT|RESPOND|SET_SERVO)\b/i;
/** `G1 H2` and `G1 S1` move single motors or up to a switch (RepRapFirmware). */
const plainMove = /^G0*[0-3](?![\d.])(?!.*[HS]-?\d)/;
const axisWord = /([XYZ])\s*(-?\d*\.?\d+)/g;

export function createPlaceTracker(): PlaceTracker {
  const at = { x: null as number | null, y: null as number | null, z: null as number | null };
  let absolute = true;
  let millimetres = true;

  function forget(): void {
    at.x = null;
    at.y = null;
    at.z = null;
  }

  function move(line: string): void {
    for (const [, word, value] of line.matchAll(axisWord)) {
      const axis = word.toLowerCase() as 'x' | 'y' | 'z';
      const before = at[axis];
      if (!millimetres) at[axis] = null;
      else if (absolute) at[axis] = Number(value);
      else if (before !== null) at[axis] = before + Number(value);
    }
  }

  return {
    place: at,
    sent(line) {
      if (plainMove.test(line)) move(line);
      else if (/^G(90|91)$/.test(line)) absolute = line === 'G90';
      else if (/^G(20|21)$/.test(line)) millimetres = line === 'G21';
      else if (/^G92 E-?[\d.]+$/.test(line) || /^G4\b/.test(line)) return;
      else if (!harmlessM.test(line) && !harmlessWord.test(line)) forget();
    },
  };
}

/** In words where a report differs from what is expected; null: it does not, or nothing is known. */
export function differs(expected: Place, told: Place): string | null {
  const axes = (['x', 'y', 'z'] as const).filter(
    (axis) => expected[axis] !== null && told[axis] !== null && Math.abs(expected[axis] - told[axis]) > toleranceMm,
  );
  if (axes.length === 0) return null;
  const list = (place: Place) => axes.map((axis) => `${axis.toUpperCase()}${place[axis]!.toFixed(2)}`).join(' ');
  return `it stands at ${list(told)} and the lines sent lead to ${list(expected)}`;
}

/** All axes at zero, as after power-up, although the lines lead elsewhere. */
export function isPowerUp(expected: Place, told: Place): boolean {
  const zero = (value: number | null) => value !== null && Math.abs(value) <= toleranceMm;
  return zero(told.x) && zero(told.y) && zero(told.z) && differs(expected, told) !== null;
}
