/** About what an object and each of its fields take, bytes. */
const objectBytes = 32;
const fieldBytes = 8;

/** About how many bytes a value holds on to: its arrays of numbers in full, what it holds twice once. */
export function weigh(value: unknown): number {
  const seen = new Set<object>();
  let bytes = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') bytes += next.length;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    bytes += objectBytes;
    if (ArrayBuffer.isView(next)) {
      bytes += next.byteLength;
      continue;
    }
    const fields: readonly unknown[] =
      next instanceof Map
        ? [...next].flat()
        : next instanceof Set || Array.isArray(next)
          ? [...next]
          : Object.values(next);
    bytes += fieldBytes * fields.length;
    for (const field of fields) open.push(field);
  }
  return bytes;
}
