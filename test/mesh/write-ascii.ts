export interface AsciiStyle {
  readonly name?: string;
  readonly number?: (value: number) => string;
}

/** Triangles as ASCII STL with zero normals, numbers in the style given. */
export function writeAscii(triangles: Float32Array, { name = 'part', number = String }: AsciiStyle = {}): string {
  const lines = [`solid ${name}`];
  for (let i = 0; i < triangles.length; i += 9) {
    lines.push('  facet normal 0 0 0', '    outer loop');
    for (let k = i; k < i + 9; k += 3) {
      lines.push(`      vertex ${[triangles[k], triangles[k + 1], triangles[k + 2]].map((v) => number(v)).join(' ')}`);
    }
    lines.push('    endloop', '  endfacet');
  }
  return `${lines.join('\n')}\nendsolid ${name}\n`;
}
