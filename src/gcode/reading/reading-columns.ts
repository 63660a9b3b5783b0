import { type Columns, firstRows, growColumns, makeColumns } from '../columns.ts';
import { type Motions, motionKinds } from '../motion.ts';

/** Growing columns of motions. Plain fields, written by the reader's innermost loop. */
export interface MotionColumns extends Columns<typeof motionKinds> {
  count: number;
  capacity: number;
}

export function createMotionColumns(capacity: number): MotionColumns {
  return { count: 0, capacity, ...makeColumns(motionKinds, capacity) };
}

/** Doubles the room of all columns. */
export function growMotionColumns(columns: MotionColumns): void {
  columns.capacity *= 2;
  growColumns(motionKinds, columns, columns.count, columns.capacity);
}

/** The rows written, without the spare room where that is more than an eighth. */
export function finishMotionColumns(columns: MotionColumns, start: readonly [number, number, number]): Motions {
  const { count, capacity } = columns;
  const hasSpare = capacity - count > capacity / 8;
  return { count, start, ...firstRows(motionKinds, columns, count, hasSpare) };
}
