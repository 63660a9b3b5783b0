/** Room for arrays in the memory, from the bottom up. What was taken is free again after `clear`. */
const bottom: usize = 1024;
let top: usize = bottom;

export function clear(): void {
  top = bottom;
}

/** Where the room that is taken ends. */
export function mark(): usize {
  return top;
}

/** Frees what was taken since a `mark`. */
export function release(at: usize): void {
  top = at;
}

/** Where the next `bytes` lie; what is in them is left from before. The memory grows as needed, and never moves. */
export function take(bytes: usize): usize {
  const at = top;
  top = (at + bytes + 7) & ~7;
  const pages = <i32>((top + 0xffff) >>> 16);
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unreachable();
  return at;
}

export function takeZeros(bytes: usize): usize {
  const at = take(bytes);
  memory.fill(at, 0, bytes);
  return at;
}

export function getI32(array: usize, i: i32): i32 {
  return load<i32>(array + ((<usize>i) << 2));
}

export function setI32(array: usize, i: i32, value: i32): void {
  store<i32>(array + ((<usize>i) << 2), value);
}

export function getF64(array: usize, i: i32): f64 {
  return load<f64>(array + ((<usize>i) << 3));
}

export function setF64(array: usize, i: i32, value: f64): void {
  store<f64>(array + ((<usize>i) << 3), value);
}

export function getU8(array: usize, i: i32): i32 {
  return load<u8>(array + <usize>i);
}

export function setU8(array: usize, i: i32, value: i32): void {
  store<u8>(array + <usize>i, <u8>value);
}

/** Several numbers as one answer: where they lie (i32). */
export function answer(a: i32, b: i32, c: i32 = 0, d: i32 = 0, e: i32 = 0, f: i32 = 0): usize {
  const at = take(24);
  setI32(at, 0, a);
  setI32(at, 1, b);
  setI32(at, 2, c);
  setI32(at, 3, d);
  setI32(at, 4, e);
  setI32(at, 5, f);
  return at;
}
