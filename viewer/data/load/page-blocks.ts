import { bytesOfBase64 } from '../model.ts';

/** What lies in a page that is a single file, in a block of text; empty where it has no such block. */
export function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

/** The content of a block that was packed (gzip, base64). */
export async function inflate(base64: string): Promise<Blob> {
  const stream = new Blob([bytesOfBase64(base64.trim())]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).blob();
}
