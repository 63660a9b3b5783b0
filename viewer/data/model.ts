/** A source mesh as placed in the construct: nine numbers a triangle, mm, origin at the centre of the construct's base. */
export interface ModelPart {
  readonly part: string;
  readonly ink: string;
  readonly triangles: Float32Array;
}

/** Reads the server's `model.json`: triangles as base64 of little-endian float32. Odd parts are left out. */
export function readModel(value: unknown): ModelPart[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((given): ModelPart[] => {
    if (typeof given !== 'object' || given === null || typeof given.triangles !== 'string') return [];
    const bytes = bytesOfBase64(given.triangles);
    if (bytes.length % 36 !== 0) return [];
    return [{ part: String(given.part), ink: String(given.ink), triangles: new Float32Array(bytes.buffer) }];
  });
}

export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
