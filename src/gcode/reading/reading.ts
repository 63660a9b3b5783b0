import type { Finding } from '../../finding/finding.ts';
import type { HeatTarget } from '../../firmware/read-traits.ts';
import type { Columns } from '../columns.ts';
import type { Motions } from '../motion.ts';

/** All that a G-code file tells, as read by `readGcode`: the same for `check`, the viewer and the sender. */
export interface GcodeReading {
  readonly motions: Motions;
  /** In order of height, or as numbered by the file. A layer that several wells share is one layer. */
  readonly layers: readonly ReadLayer[];
  /** Those of the printer profile first, then those only the file names. `Motions.tool` counts in here. */
  readonly tools: readonly ReadTool[];
  readonly strands: ReadStrands;
  readonly localWidths: LocalWidths;
  readonly wells: readonly ReadWell[];
  /** In order of the file. */
  readonly events: readonly ReadEvent[];
  /** None where `tooLarge`. */
  readonly marks: ReadMarks;
  /** What the file itself sets of the limits of motion; marks of the kind `limits` say where. */
  readonly limitChanges: readonly LimitChange[];
  /** Where the file sets the guard against cold extrusion (M302). */
  readonly coldGuards: readonly ColdGuard[];
  /** The pairs of `;BIO:plan`, empty for files of other programs. */
  readonly header: Readonly<Record<string, string>>;
  readonly counts: ReadCounts;
  /** By tool, in the order of `tools`; complete even where `tooLarge`. */
  readonly totals: readonly ToolTotals[];
  readonly extents: { readonly all: Extent; readonly extruding: Extent };
  readonly atEnd: EndState;
  /** More motions than can be drawn: `motions` and `strands` hold none, all else is complete. */
  readonly tooLarge: boolean;
  readonly findings: readonly Finding[];
}

export interface ReadLayer {
  /** Number in the file's own counting. */
  readonly number: number;
  /** mm */
  readonly z: number;
  /** mm, null where nothing tells. */
  readonly height: number | null;
  readonly firstMotion: number;
  readonly line: number;
}

export interface ReadTool {
  readonly id: string;
  /** Pairs of `;BIO:tool`: ink, material, kind, inner, outer, length, nozzle. */
  readonly bio: Readonly<Record<string, string>>;
  /** µL a unit of the plunger word; NaN where E does not tell a volume. */
  readonly volumePerUnit: number;
}

export interface ReadWell {
  readonly well: string;
  /** Centre, mm. */
  readonly x: number;
  readonly y: number;
  /** What else the file tells of the well: its condition in an experiment and the settings of that. */
  readonly values: Readonly<Record<string, string>>;
}

/** What `;BIO:strand` names of a strand, by its keys: rows of `names`. */
export const strandNames = { ink: 'u16', part: 'u16', role: 'u16', well: 'u16' } as const;

/** What `;BIO:strand` says of a strand in numbers, by its keys; their units stand in bio-comment.ts. */
export const strandNumbers = {
  /** The greatest where it varies. */
  width: 'f32',
  /** The least width of a strand that varies; NaN for all others. */
  thinnest: 'f32',
  height: 'f32',
  area: 'f32',
  speed: 'f32',
  flow: 'f32',
  volume: 'f32',
  /** s that the valve is open for a dot laid at a standstill; NaN for all others. */
  open: 'f32',
  kpa: 'f32',
  shear: 'f32',
  rate: 'f32',
  residence: 'f32',
  viability: 'f32',
  /** µL that leave the needle, where the file says. */
  laid: 'f32',
  age: 'f32',
} as const;

export const strandKinds = {
  /** `;BIO:strand=` number, -1 in files of other programs. */
  id: 'i32',
  firstMotion: 'u32',
  line: 'u32',
  layer: 'u16',
  tool: 'u8',
  ...strandNames,
  ...strandNumbers,
} as const;

export type StrandName = keyof typeof strandNames;
export type StrandNumber = keyof typeof strandNumbers;

/** Strands as columns, one row each; NaN where the file does not say. */
export interface ReadStrands extends Readonly<Columns<typeof strandKinds>> {
  readonly count: number;
  /** Row 0 is the empty name: not said. */
  readonly names: readonly string[];
}

/** Strands of varying width tell how wide they are from a motion on, mm; in order of the file. */
export interface LocalWidths {
  readonly rows: Uint32Array;
  readonly width: Float32Array;
}

export const markColumns = {
  kind: 'u8',
  /** Rows of motion before it. */
  motion: 'u32',
  line: 'u32',
  tool: 'u8',
  /** Row of the strand that it stands in, -1 for none. */
  strand: 'i32',
  value: 'f64',
  rate: 'f64',
} as const;

/** What stops motion or lets ink flow between motions, as columns in order of the file; kinds in `markKind`. */
export interface ReadMarks extends Readonly<Columns<typeof markColumns>> {
  readonly count: number;
}

/** By axis, `e` the plunger's; what is absent stays as it is. */
export interface AxisLimits {
  readonly x?: number | undefined;
  readonly y?: number | undefined;
  readonly z?: number | undefined;
  readonly e?: number | undefined;
}

/** What a line changes of the limits of motion; what is absent stays as it is. mm, mm/s, mm/s². */
export interface LimitChange {
  /** Accelerations of moves with ink, of moves without, and of the plunger alone. */
  readonly print?: number | undefined;
  readonly travel?: number | undefined;
  readonly retract?: number | undefined;
  readonly accelerations?: AxisLimits;
  readonly speeds?: AxisLimits;
  /** Top speed along the way. */
  readonly top?: number | undefined;
  /** Of the corner rule; those of another rule than the machine's mean nothing to it. */
  readonly jerks?: AxisLimits;
  readonly deviation?: number;
  readonly square?: number | undefined;
  /** Klipper: how much of its acceleration short moves may use. */
  readonly steadyShare?: number | undefined;
  readonly toDecelerate?: number | undefined;
}

/** Below `belowC` the firmware pushes no plunger from row `motion` on; 0: it always does. */
export interface ColdGuard {
  readonly motion: number;
  readonly belowC: number;
}

export type ReadEvent = { readonly line: number; readonly motion: number } & (
  | { readonly kind: 'dwell'; readonly seconds: number }
  | { readonly kind: 'tool'; readonly tool: number }
  | {
      readonly kind: 'temperature';
      readonly of: HeatTarget;
      readonly tool: number;
      readonly celsius: number;
      readonly wait: boolean;
    }
  | { readonly kind: 'pressure'; readonly tool: number; readonly kPa: number }
  | { readonly kind: 'cure'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'lamp'; readonly lamp: string; readonly on: boolean }
  | { readonly kind: 'home'; readonly axes: string }
  | { readonly kind: 'pause' }
  | { readonly kind: 'stop' }
);

export interface ReadCounts {
  readonly lines: number;
  readonly bytes: number;
  /** Rows of motion, pieces of arcs each counted. */
  readonly motions: number;
  readonly commands: number;
  /** Lines that hold neither a command nor a comment: text, or bytes that are no text at all. */
  readonly odd: number;
}

export interface ToolTotals {
  /** mm moved while ink flows. */
  readonly extrudedMm: number;
  readonly travelMm: number;
  /** µL pushed while moving, NaN where the file does not tell. */
  readonly volumeUl: number;
  /** µL pushed less µL drawn back with the needle at rest. */
  readonly restingUl: number;
  /** Units of the plunger word pushed, less those drawn back. */
  readonly plunger: number;
  /** Times ink begins to flow. */
  readonly starts: number;
  /** Sum over motions of length / speed, s. */
  readonly movingS: number;
}

/** mm; empty extents have min above max. */
export interface Extent {
  readonly min: readonly [x: number, y: number, z: number];
  readonly max: readonly [x: number, y: number, z: number];
}

/** What was left on when the file ended. */
export interface EndState {
  /** Ids of tools whose valve stands open. */
  readonly openValves: readonly string[];
  readonly lampsOn: readonly string[];
  /** Tools or `bed`, `chamber` with a target above 0 °C. */
  readonly heatersOn: readonly string[];
}
