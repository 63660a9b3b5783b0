/**
 * What a firmware makes of the lines of a file, where firmwares differ. M codes are counted in tenths, as the reader
 * counts them: 1090 is M109.
 */
export interface ReadTraits {
  /** Seconds a unit of P and of S in G4, 0 where S is ignored; and whether S and P add up. */
  readonly dwellP: number;
  readonly dwellS: number;
  readonly dwellAdds: boolean;
  /**
   * Whether E counts on: `switched` by G90 and G91 as by M82 and M83, the last one wins (Marlin: gcode.h,
   * set_relative_mode); `either`: under G91 or M83 (Klipper: gcode_move.py); `own`: M82 and M83 alone (RepRapFirmware).
   */
  readonly plungerMode: 'switched' | 'either' | 'own';
  /** G20 is answered with an error (Klipper: gcode_move.py, cmd_G20). */
  readonly refusesInches: boolean;
  /** A line is one command, and a second one is read as words of the first; or all of them are run. */
  readonly runs: 'the first command' | 'all commands';
  /** G5 is a cubic curve with the words I, J, P and Q (Marlin with BEZIER_CURVE_SUPPORT). */
  readonly curves: boolean;
  /** G2 and G3 take a centre only, and no relative coordinates; G18 is X and Z (Klipper: gcode_arcs.py). */
  readonly arcs: 'offset' | 'offset or radius';
  /**
   * An R may be too short for a half circle to its end by this part of R²; the arc is that half circle then (Marlin: G2_G3.cpp;
   * RepRapFirmware: GCodes.cpp, DoArcMove). Beyond it, the line is refused (GRBL: gcode.c, STATUS_GCODE_ARC_RADIUS_ERROR).
   */
  readonly arcShortfall: number;
  /** An arc names an axis of its plane, a full circle too (GRBL: gcode.c, STATUS_GCODE_NO_AXIS_WORDS_IN_PLANE). */
  readonly arcNamesEnd: boolean;
  /** G92 without words calls the place 0 in every axis (Klipper: gcode_move.py, cmd_G92). */
  readonly zeroedByBareG92: boolean;
  /** G7 moves relatively for one line (CELLINK BIO X). */
  readonly g7Relative: boolean;
  /** An F on a line of its own sets the feed rate (GRBL). */
  readonly feedAlone: boolean;
  /**
   * An E right behind a digit belongs to that number, as its exponent, and is no word (RepRapFirmware: StringParser.cpp,
   * FindParameters and Seen).
   */
  readonly joinsE: boolean;
  /** A line of axis words alone, or beside modes and outputs, goes on with the last G0 to G3 (GRBL: gcode.c). */
  readonly modal: boolean;
  /** G10 without L sets the temperatures of a tool (RepRapFirmware: GCodes2.cpp, SetOrReportOffsets). */
  readonly heatsByG10: boolean;
  /** °C from which a plunger may move where no M302 says so. */
  readonly guardC: number;
  /** Five digits behind `*` are a CRC-16, which is not judged here (RepRapFirmware: StringParser.cpp, LineFinished). */
  readonly crc: boolean;
  /** Moves may have a word E. */
  readonly extruder: boolean;
  /** A line that selects a tool may have the words of a move. */
  readonly movesOnToolLine: boolean;
  /** A bare word is a command of its own name (Klipper). */
  readonly named: boolean;
  /** M codes before which all motion ends. */
  readonly stops: ReadonlySet<number>;
  /** M codes behind which it runs no more of the file. */
  readonly ends: ReadonlySet<number>;
  /** M codes that end a program: outputs off, modes and work system as at the start, and on with the next line. */
  readonly resets: ReadonlySet<number>;
  /** M1 does nothing. */
  readonly ignoresM1: boolean;
  /** A P or an S with a number in the text behind M0 is the time after which it resumes by itself. */
  readonly resumesByText: boolean;
  /** M codes of factors, accelerations, top speeds and corner rules that are followed, with the words that are. */
  readonly settings: Readonly<Record<number, string>>;
  /** Factors of M220 and M221 hold for moves of axes alone (RepRapFirmware: GCodes.cpp, LoadExtrusionAndFeedrate). */
  readonly scalesMovesOnly: boolean;
  /** The per cent of M220 and M221 are whole numbers, others are cut (Marlin: value_int). */
  readonly wholeFactors: boolean;
  /** M220 and M221 without S set 100 %; elsewhere they only ask. */
  readonly bareFactorIs100: boolean;
  /** Word that names the tool of M221; null: one factor for all. */
  readonly factorOf: 'T' | 'D' | null;
  /** M203 counts in mm/min. */
  readonly speedsAMinute: boolean;
  /** One acceleration for all: M204 S, else the lesser of P and T, which then must both stand there. */
  readonly oneAcceleration: boolean;
  /** M codes that set or await one temperature. */
  readonly heats: Readonly<Record<number, HeatCommand>>;
  /** M codes whose words or numbers mean something of their own. */
  readonly special: Readonly<Record<number, SpecialCommand>>;
}

/** A heater, a bed or the whole chamber. */
export type HeatTarget = 'tool' | 'bed' | 'chamber';

export interface HeatCommand {
  readonly of: HeatTarget;
  readonly wait: boolean;
  /** Where the °C stand: in S, else in R; in P; nowhere, and it is off; or as A says (RepRapFirmware's M568). */
  readonly celsius: 'S or R' | 'P' | 'off' | 'by A';
}

export type SpecialCommand =
  /** Bare numbers, kPa by channel. */
  | 'pressures'
  /** One shot, as long as the list says. */
  | 'shot'
  /** Bare numbers, seconds of a shot by channel. */
  | 'shot times'
  /** Bare numbers, °C by channel, the bed last. */
  | 'temperatures'
  /** Waits for all that was asked for. */
  | 'await all'
  /** Waits for the tool in P, or for all that were set. */
  | 'await tools';

/**
 * Pauses and waits, and motors off: M0 M1 M18 M25 M84 M226 M400 M600 (Marlin: gcode/ with planner.synchronize; Klipper
 * klippy/toolhead.py, cmd_M400; RepRapFirmware GCodes2.cpp, LockMovementAndWaitForStandstill).
 */
export const stopsOfAll: readonly number[] = [0, 10, 180, 250, 840, 2260, 4000, 6000];

/** M104, M109, M140, M190, M141 and M191, which most firmwares share. */
export const commonHeats: ReadTraits['heats'] = {
  1040: { of: 'tool', wait: false, celsius: 'S or R' },
  1090: { of: 'tool', wait: true, celsius: 'S or R' },
  1400: { of: 'bed', wait: false, celsius: 'S or R' },
  1900: { of: 'bed', wait: true, celsius: 'S or R' },
  1410: { of: 'chamber', wait: false, celsius: 'S or R' },
  1910: { of: 'chamber', wait: true, celsius: 'S or R' },
};
