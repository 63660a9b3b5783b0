import type { Finding } from '../../finding/finding.ts';
import type { MarkColumns } from '../reading/read-marks.ts';
import type { TotalsBook } from '../reading/read-totals.ts';
import type { ColdGuard, LimitChange, ReadEvent } from '../reading/reading.ts';
import type { MotionColumns } from '../reading/reading-columns.ts';
import type { LayerBook, StrandBook } from './read-books.ts';
import type { ReadRules, RuleTool } from './read-rules.ts';

/**
 * The state of the machine while a file is read, and the rows it leaves behind. Positions are those of the active
 * needle's tip in nm, not rounded, so that relative moves do not drift; a written coordinate c lies at c · unit + o.
 */
export interface Machine {
  readonly rules: ReadRules;
  readonly tools: RuleTool[];
  readonly columns: MotionColumns;
  readonly layers: LayerBook;
  readonly strands: StrandBook;
  readonly totals: TotalsBook;
  readonly events: ReadEvent[];
  readonly marks: MarkColumns;
  readonly findings: Map<string, { finding: Finding; count: number }>;
  readonly limit: number;
  tooLarge: boolean;
  x: number;
  y: number;
  z: number;
  ox: number;
  oy: number;
  oz: number;
  /** Where the tip stands before the first row, nm. */
  start: readonly [number, number, number];
  /** Bits 1 2 4: x y z have been moved, homed or set. */
  placed: number;
  /** nm a written unit: 1e6, or 25.4e6 in inches. */
  unit: number;
  relative: boolean;
  plungerRelative: boolean;
  arcAbsolute: boolean;
  inverseTime: boolean;
  /** How the last curve (G5) came to its end, nm: the next one may go on from there. */
  curveEnd: [number, number];
  /** The line on which G90 took back an M83, where no M82 or M83 followed; 0: none. */
  plungerDoubt: number;
  /** The tool was chosen by its own word, so that the letters of other tools' axes do not choose another. */
  chosen: boolean;
  /** A tool was selected: the one that is active first is so without a word. */
  selected: boolean;
  /** Modal motion 0-3, -1 before the first. */
  motion: number;
  /** 17 XY, 18 ZX, 19 YZ */
  plane: number;
  /** mm/s, with the factor of the file on it. */
  speed: number;
  /** Factor on feed rates (M220), and on the plunger's way by row of the tools (M221). */
  speedFactor: number;
  readonly flowFactors: Float64Array;
  readonly limitChanges: LimitChange[];
  readonly coldGuards: ColdGuard[];
  tool: number;
  /** Of the active tool: letter and bit of its plunger or flag, µL a unit, letter and bit of its Z. */
  word: number;
  wordBit: number;
  perUnit: number;
  /** µL a unit where the plunger moves alone: RepRapFirmware has no factor on that. */
  perUnitAtRest: number;
  byFlag: boolean;
  byPlunger: boolean;
  zLetter: number;
  zBit: number;
  /** The active tool's valve stands open. */
  valveOpen: boolean;
  readonly valves: Uint8Array;
  /** Rows when the active valve opened, and the seconds it has stood open since without a motion; -1: it is closed. */
  openedAt: number;
  restedS: number;
  /** Seconds of a timed shot by channel (Rokit's M303). */
  shotS: readonly number[];
  readonly lamps: Set<string>;
  readonly heaters: Set<string>;
  /** °C set last, by tool id, `bed` or `chamber`. */
  readonly targets: Map<string, number>;
  /** kPa set last, by row of the tools; 0 before the first. */
  readonly pressures: Float64Array;
  /** Position of each plunger word, in its units. */
  readonly plunger: Float64Array;
  /** Sum of each tool's plunger way. */
  readonly pushed: Float64Array;
  /** Where axes that are none of the tip's stand, in their units, by letter; NaN: unknown. */
  readonly asides: Float64Array;
  /** Where the parked Z axes stand, nm, by letter. */
  readonly parkedZ: Float64Array;
  /** G92 and the nine work systems, nm. */
  readonly shift: Float64Array;
  readonly systems: Float64Array;
  system: number;
  /** µL a unit where M200 has set a volumetric E; NaN otherwise. */
  volumetric: number;
  /** The command that ended the print before the end of the file. */
  endedBy: string | null;
  commands: number;
  odd: number;
  strange: number;
  /** Line being read, and its first byte. */
  line: number;
  at: number;
}
