import type { Motions } from '../motion.ts';

/** Growing columns of motions. Plain fields, written by the reader's innermost loop. */
export interface MotionColumns {
  count: number;
  capacity: number;
  x: Int32Array;
  y: Int32Array;
  z: Int32Array;
  volume: Float32Array;
  speed: Float32Array;
  flags: Uint8Array;
  tool: Uint8Array;
  layer: Uint16Array;
  strand: Int32Array;
  line: Uint32Array;
  offset: Float64Array;
}

type Column = Int32Array | Float32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array;

const motionColumnNames = [
  'x',
  'y',
  'z',
  'volume',
  'speed',
  'flags',
  'tool',
  'layer',
  'strand',
  'line',
  'offset',
] as const;

export function createMotionColumns(capacity: number): MotionColumns {
  return {
    count: 0,
    capacity,
    x: new Int32Array(capacity),
    y: new Int32Array(capacity),
    z: new Int32Array(capacity),
    volume: new Float32Array(capacity),
    speed: new Float32Array(capacity),
    flags: new Uint8Array(capacity),
    tool: new Uint8Array(capacity),
    layer: new Uint16Array(capacity),
    strand: new Int32Array(capacity),
    line: new Uint32Array(capacity),
    offset: new Float64Array(capacity),
  };
}

/** Doubles the room of all columns. */
export function growMotionColumns(columns: MotionColumns): void {
  const capacity = columns.capacity * 2;
  const table = columns as unknown as Record<string, Column>;
  for (const name of motionColumnNames) table[name] = resized(table[name], columns.count, capacity);
  columns.capacity = capacity;
}

/** The rows written, without the spare room where that is more than an eighth. */
export function finishMotionColumns(columns: MotionColumns, start: readonly [number, number, number]): Motions {
  const { count } = columns;
  const table = columns as unknown as Record<string, Column>;
  const spare = columns.capacity - count > columns.capacity / 8;
  const finished: Record<string, Column> = {};
  for (const name of motionColumnNames) {
    finished[name] = spare ? table[name].slice(0, count) : table[name].subarray(0, count);
  }
  return { count, start, ...finished } as unknown as Motions;
}

/** A copy with room for `capacity` values, the first `count` of the old ones kept. */
export function resized<T extends Column>(column: T, count: number, capacity: number): T {
  const Kind = column.constructor as new (length: number) => T;
  const grown = new Kind(capacity);
  grown.set(column.subarray(0, count) as never);
  return grown;
}
