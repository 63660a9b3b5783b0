/** About what an object and each of its fields take, bytes. */
const objectBytes = 32;
const fieldBytes = 8;
/** Arrays from so many bytes on are worth telling apart from each other: a mesh goes through several stages as it is. */
const largeBytes = 65_536;

export interface Weight {
  /** Of all but the large arrays. */
  readonly bytes: number;
  readonly large: readonly ArrayBufferView[];
}

/** About how many bytes a value holds on to: its arrays of numbers in full, what it holds twice once. */
export function weigh(value: unknown): Weight {
  const seen = new Set<object>();
  const large: ArrayBufferView[] = [];
  let bytes = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') bytes += next.length;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    bytes += objectBytes;
    if (ArrayBuffer.isView(next)) {
      if (next.byteLength >= largeBytes) large.push(next);
      else bytes += next.byteLength;
      continue;
    }
    const fields = fieldsOf(next);
    bytes += fieldBytes * fields.length;
    for (const field of fields) open.push(field);
  }
  return { bytes, large };
}

function fieldsOf(object: object): readonly unknown[] {
  if (Array.isArray(object)) return object;
  if (object instanceof Map) return [...object].flat();
  return object instanceof Set ? [...object] : Object.values(object);
}
