import { rangeText } from './read-values.ts';
import { type Built, jobFiles, type PartRole, type ScaffoldKind, type Values } from './scaffold.ts';

/** Of scaffolds/<name>/README.md, where the pictures are. */
const pictures = '../../docs/pictures/scaffolds';

/** README of a generated scaffold: parts, measures with their sources, and how to print it. */
export function describeScaffold(name: string, kind: ScaffoldKind, values: Values, built: Built): string {
  const asShipped = Object.entries(kind.parameters).every(([key, parameter]) => values[key] === parameter.default);
  const changes = Object.entries(kind.parameters)
    .filter(([key, parameter]) => values[key] !== parameter.default)
    .map(([key]) => ` --${key} ${values[key]}`)
    .join('');
  const sections = [
    `# ${kind.title}\n\n${kind.purpose}`,
    ...(asShipped ? [`![${kind.title}](${pictures}/${name}.png)`] : []),
    partsOf(built, kind.accuracy(values)),
    ...kind.notes,
    ...(built.facts ?? []),
    `## Measures\n\n${measuresOf(kind, values)}`,
    `## Print it\n\n${printingOf(name, kind, asShipped)}`,
    `Made by \`bioweft scaffold ${name}${changes} -o ${asShipped ? `scaffolds/${name}` : `my-${name}`}\`; \`bioweft scaffold ${name} --help\` shows what can be set.`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function partsOf({ parts, envelopeMm3 }: Built, accuracy: string): string {
  const rows = parts.map(({ file, role, volumeMm3, mesh }) => [
    `\`${file}\``,
    roleWords[role],
    volumeMm3.toFixed(2),
    String(mesh.triangles.length / 9),
  ]);
  const together = parts.length > 1 ? ` Together the parts hold ${envelopeMm3.toFixed(2)} mm³.` : '';
  return `${table(['part', 'role', 'volume, mm³', 'triangles'], rows)}
All parts share one frame: the middle of the construct's base is 0, 0, 0; z points up; lengths are mm. Where two parts
touch, they share corners and triangles exactly, so no layer has a gap or an overlap between them.${together} ${accuracy}`;
}

function measuresOf({ parameters }: ScaffoldKind, values: Values): string {
  const rows = Object.entries(parameters).map(([key, parameter]) => [
    `\`${key}\``,
    'unit' in parameter ? `${values[key]} ${parameter.unit}`.trim() : values[key].toString(),
    rangeText(parameter).replaceAll('|', '\\|'),
    parameter.what,
    parameter.source,
  ]);
  return table(['parameter', 'value', 'range', 'what', 'source of the default'], rows).trimEnd();
}

function printingOf(name: string, { warnings = {}, inBath }: ScaffoldKind, asShipped: boolean): string {
  const first = commandsOf(name, jobFiles.job, name, warnings, asShipped);
  if (inBath === undefined) return first;
  const second = commandsOf(name, jobFiles.inBath, `${name}-in-bath`, inBath.warnings, asShipped);
  return `${first}

## Print it into a bath

The same parts and lay-down in a support bath, which carries what hangs: the needle goes from strand to strand through the
bath, and is lifted only over what it would meet. How such prints are planned: docs/embedded.md.

${second}`;
}

function commandsOf(
  name: string,
  job: string,
  output: string,
  warnings: Readonly<Record<string, string>>,
  asShipped: boolean,
): string {
  const folder = asShipped ? `scaffolds/${name}/` : '';
  const said = Object.entries(warnings).map(([gate, why]) => `- \`${gate}\`: ${why}`);
  const warned =
    said.length === 0
      ? 'The job plans without a warning.'
      : `The job plans with these warnings, and no others:\n\n${said.join('\n')}`;
  return `\`\`\`
bioweft slice ${folder}${job} -o out/${output}.gcode
bioweft view out/${output}.gcode
\`\`\`

${asShipped ? warned : 'Look at what the gates say about it: this size is not one that is shipped.'}`;
}

const roleWords: Readonly<Record<PartRole, string>> = {
  structural: 'structural',
  cellLaden: 'carries cells',
  sacrificial: 'sacrificial',
  support: 'support',
};

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** scaffold.json: the same for programs. */
export function listScaffold(name: string, kind: ScaffoldKind, values: Values, built: Built): string {
  const manifest = {
    name,
    title: kind.title,
    unit: 'mm',
    parameters: values,
    envelopeMm3: Number(built.envelopeMm3.toFixed(6)),
    parts: built.parts.map(({ file, role, volumeMm3, mesh }) => ({
      file,
      role,
      volumeMm3: Number(volumeMm3.toFixed(6)),
      triangles: mesh.triangles.length / 9,
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
