import type { Measures, ScaffoldGenerator, ScaffoldPart } from './scaffold.ts';

/** README of a generated scaffold: parts, measures with their sources, and how to print it. */
export function describeScaffold(
  name: string,
  generator: ScaffoldGenerator,
  measures: Measures,
  parts: readonly ScaffoldPart[],
): string {
  const partRows = parts.map(({ file, role, expectedVolumeMm3, mesh }) => [
    `\`${file}\``,
    roleWords[role],
    expectedVolumeMm3.toFixed(2),
    String(mesh.triangles.length / 9),
  ]);
  const measureRows = Object.entries(generator.parameters).map(([key, { unit, what, source }]) => [
    `\`${key}\``,
    `${measures[key]} ${unit}`.trim(),
    what,
    source,
  ]);
  return `# ${generator.title}

${generator.description}

${table(['part', 'role', 'volume, mm³', 'triangles'], partRows)}
All parts share one frame: the centre of the construct's base is 0, 0, 0; z points up; lengths are mm. Where two parts
touch, they share corners and triangles exactly, so no layer has a gap or an overlap between them.

${generator.notes.join('\n\n')}

## Measures

${table(['parameter', 'value', 'what', 'source of the default'], measureRows)}
## Print it

\`\`\`
bioweft slice scaffolds/${name}/job.yaml -o out/${name}.gcode
bioweft view out/${name}.gcode
\`\`\`

Another size: \`bioweft scaffold ${name} --param ${Object.keys(measures)[0]}=${Object.values(measures)[0]} -o my-${name}\`
`;
}

const roleWords: Readonly<Record<ScaffoldPart['role'], string>> = {
  structural: 'structural',
  cellLaden: 'carries cells',
  sacrificial: 'sacrificial',
  support: 'support',
};

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** scaffold.json: the same for programs. */
export function listScaffold(
  name: string,
  generator: ScaffoldGenerator,
  measures: Measures,
  parts: readonly ScaffoldPart[],
): string {
  const manifest = {
    name,
    title: generator.title,
    unit: 'mm',
    parameters: measures,
    parts: parts.map(({ file, role, expectedVolumeMm3, mesh }) => ({
      file,
      role,
      expectedVolumeMm3: Number(expectedVolumeMm3.toFixed(6)),
      triangles: mesh.triangles.length / 9,
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
