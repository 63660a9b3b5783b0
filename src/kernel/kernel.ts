/**
 * Numeric work that runs for milliseconds: V8 compiles WebAssembly fast enough for it at once, JavaScript only after it
 * has run for long. What each export of a kernel does stands in `kernels/`; addresses are places in its memory. It
 * computes with the same numbers in the same order as JavaScript would: the same bits on every machine.
 */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  /** Frees all room that was taken. */
  clear(): void;
}

/** Rings as kernels take and give them: x0 y0 x1 y1 …, and for each ring one past its last point. */
export interface KernelRings {
  readonly points: Int32Array;
  readonly ringEnds: Uint32Array;
}

/** A memory never shrinks: one that large work has made larger than this is left to go, bytes. */
const mostKept = 256 << 20;

/**
 * Gives the kernel of a module with all of its memory free: what it found before is gone, unless copied. What the exports
 * are is held to their sources by the tests.
 */
export function kernelOf<K extends Kernel>(bytes: string): () => K {
  const make = newKernelOf<K>(bytes);
  let kernel: K | undefined;
  return () => {
    if (kernel === undefined || kernel.memory.buffer.byteLength > mostKept) kernel = make();
    kernel.clear();
    return kernel;
  };
}

/** Makes kernels of a module, each with a memory of its own: for what lives longer than one call. */
export function newKernelOf<K extends Kernel>(bytes: string): () => K {
  let module: WebAssembly.Module | undefined;
  return () => {
    module ??= new WebAssembly.Module(decoded(bytes));
    const { exports }: { readonly exports: object } = new WebAssembly.Instance(module);
    return exports as K;
  };
}

/** Node decodes by itself, where this loop would run for milliseconds before V8 compiles it. */
function decoded(base64: string): Uint8Array<ArrayBuffer> {
  if (typeof Buffer !== 'undefined') return Buffer.from(base64, 'base64');
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Copies into room that was taken. */
export function enterFloats({ memory }: Kernel, at: number, values: Float64Array): void {
  new Float64Array(memory.buffer, at, values.length).set(values);
}

export function enterSingles({ memory }: Kernel, at: number, values: Float32Array): void {
  new Float32Array(memory.buffer, at, values.length).set(values);
}

export function enterInts({ memory }: Kernel, at: number, values: Int32Array | Uint32Array): void {
  new Int32Array(memory.buffer, at, values.length).set(values);
}

export function enterBytes({ memory }: Kernel, at: number, values: Uint8Array): void {
  new Uint8Array(memory.buffer, at, values.length).set(values);
}

/** Coordinates of triangles that a kernel is given at a time: whole triangles, little more than a megabyte of them. */
const pieceLength = 9 << 15;
export const pieceBytes = 4 * pieceLength;

/** Enters triangles (nine coordinates each) piece by piece into room of `pieceBytes`. */
export function enterInPieces(
  kernel: Kernel,
  triangles: Float32Array,
  room: number,
  take: (count: number) => void,
): void {
  for (let at = 0; at < triangles.length; at += pieceLength) {
    const piece = triangles.subarray(at, at + pieceLength);
    enterSingles(kernel, room, piece);
    take(piece.length / 9);
  }
}

/** Enters the points of rings (nm) and the ends of these; where both lie. */
export function enterOutline(
  kernel: Kernel & { take(bytes: number): number },
  { points, ringEnds }: KernelRings,
): readonly [points: number, ends: number] {
  const at = [kernel.take(points.byteLength), kernel.take(ringEnds.byteLength)] as const;
  enterInts(kernel, at[0], points);
  enterInts(kernel, at[1], ringEnds);
  return at;
}

/** Copies of rings that were found: an answer says where points and ends lie, and how many there are of each. */
export function outlineAt(kernel: Kernel, answer: number): KernelRings {
  const [pointsAt, endsAt, points, rings] = intsAt(kernel, answer, 4);
  return { points: intsAt(kernel, pointsAt, 2 * points), ringEnds: wordsAt(kernel, endsAt, rings) };
}

/** Copies of what a kernel has found. */
export function floatsAt({ memory }: Kernel, at: number, count: number): Float64Array {
  return new Float64Array(memory.buffer, at, count).slice();
}

export function intsAt({ memory }: Kernel, at: number, count: number): Int32Array {
  return new Int32Array(memory.buffer, at, count).slice();
}

export function wordsAt({ memory }: Kernel, at: number, count: number): Uint32Array {
  return new Uint32Array(memory.buffer, at, count).slice();
}

export function bytesAt({ memory }: Kernel, at: number, count: number): Uint8Array {
  return new Uint8Array(memory.buffer, at, count).slice();
}
