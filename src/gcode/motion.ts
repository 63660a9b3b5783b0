import type { Columns } from './columns.ts';

/** Columns of motions: one row each. */
export const motionKinds = {
  /** Position reached, nm. A row's start is the end of the row before it; `start` holds that of row 0. */
  x: 'i32',
  y: 'i32',
  z: 'i32',
  /** µL extruded on the way (negative: drawn back); NaN where the file does not say (valves, flags). */
  volume: 'f32',
  /** mm/s */
  speed: 'f32',
  flags: 'u8',
  /** Number of the tool in `tools`. */
  tool: 'u8',
  /** Number of the layer in `layers`. */
  layer: 'u16',
  /** Row of the strand in `strands`, coasting without ink at its end included; -1 for motion that belongs to none. */
  strand: 'i32',
  /** Line of the file, from 1, and byte offset of that line's start. */
  line: 'u32',
  offset: 'f64',
} as const;

/**
 * What a G-code file does, as columns: one row a motion, whoever wrote the file. Plain typed arrays, so that `check`,
 * the viewer's worker and the sender share it. Positions in nm of the machine frame, after offsets (G92, work systems)
 * as far as the file says, of the tip of the active needle.
 */
export interface Motions extends Readonly<Columns<typeof motionKinds>> {
  readonly count: number;
  readonly start: readonly [x: number, y: number, z: number];
}

/** Bits of `Motions.flags`. */
export const motionFlag = {
  /** Ink flows on the way. */
  extrudes: 1,
  /** A piece of an arc (G2, G3). */
  arc: 2,
  /** The plunger moves and the needle does not. */
  plungerOnly: 4,
  rapid: 8,
  /** Another needle became the active one: the tip's place changes and nothing moves. No travel. */
  jump: 16,
  /** Ink that is laid while the needle stands: a valve opens, waits and closes in one place. Its row has no length. */
  drop: 32,
} as const;
