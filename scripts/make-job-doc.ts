/** Writes docs/job.md: the prose below and a table of every key of a job, from the schema itself. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jobSchema } from '../src/job/job.ts';
import { inputSchema } from './make-schemas.ts';

interface Node {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  /** Of a number, or of the numbers in a list (`finding/quantity.ts`). */
  readonly unit?: string;
  /** What an optional key means where it is left out. */
  readonly whenAbsent?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

const prose = `# The job file

A job is a YAML file: what to print, with which inks, on which printer, into which vessel. Paths in it start from its
own folder. Anything may be changed from the command line: \`--set inks.bone.nozzle.gauge=23\`.

Lengths are mm, speeds mm/s, volumes µL, pressures kPa, temperatures °C, angles degrees. Where a unit makes sense it may
be written: \`load: 1.5 mL\`, \`timeOnCells: 45 min\`, \`preflow: 200 ms\`.

## Examples

**A lattice by porosity.** Give any one of spacing, pore and porosity; the other two follow and are reported.

\`\`\`yaml
parts: [{ mesh: disc.stl, ink: gel, laydown: { pattern: parallel, angles: [0, 60, 120], porosity: 0.6 }, contours: 1 }]
\`\`\`

**Parts from one file.** A 3MF or an OBJ may hold several objects: each part names its own. A part without an ink is
made of the ink that its material in the file is called after. The formats: docs/meshes.md.

\`\`\`yaml
parts:
  - { mesh: "plug.3mf#bone", ink: bone }
  - { mesh: "plug.3mf#cartilage", ink: cartilage }
\`\`\`

**A shape instead of a mesh**: \`disc\`, \`box\`, \`tube\`, \`cone\`, \`sphere\` or \`capsule\`, with the measures that the table
lists, diameters and not radii, upright on z = 0 around the axis.

\`\`\`yaml
parts:
  - { shape: tube, outer: 6, inner: 4, height: 20, ink: gel, laydown: { solid: true } }
  - { shape: box, size: [10, 10, 0.6], ink: gel, laydown: { pore: 0.5 }, move: [0, 0, 20] }
\`\`\`

A shape can all that a mesh can: scale, turns, moves, shells, gradients, settings of single wells and sweeps
(\`sweep: { parts.0.diameter: [4, 6, 8] }\`). It has no \`units\`: a length may carry its own, \`0.6 cm\`. Arcs are facets
that stray at most 0.002 mm to either side of the true surface; heights and the volume are exact. Outlines are then
simplified as those of any part (\`simplify\`, 0.008 mm). In headers and records a shape is known by the SHA-256 of the STL
file that it would be.

**Core and shell, layers in turn, strands in turn.**

\`\`\`yaml
parts:
  - { mesh: block.stl, ink: core, shell: { ink: wall, thickness: 0.8 } }
  - { mesh: patch.stl, sequence: [a, a, b] }
  - { mesh: strip.stl, alternate: [a, b] }
\`\`\`

**Gradients** of spacing along z, from the axis outwards, or with depth below the surface:

\`\`\`yaml
laydown: { pattern: parallel, gradient: { along: z, from: 0.8, to: 1.6 } }
\`\`\`

**Crosslinking** after every second layer that holds an ink, and a bath at the end:

\`\`\`yaml
crosslink:
  - { ink: cartilage, every: 2, photo: { wavelength: 405, irradiance: 20, seconds: 10 } }
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 60 } }
\`\`\`

**An experiment over the wells of a plate**: every combination, equally often, shuffled by the seed; single wells and
ranges of them may differ, too.

\`\`\`yaml
vessel: { plate: corning-24, wells: A1-B6 }
sweep: { speed: [4, 6, 8], spacing: [0.8, 1.0] }
wells:
  A: { width: 0.5 }                                    # a row
  B1-B3: { parts.0.mesh: ring.stl, parts.0.scale: 2 }  # a rectangle from corner to corner
  A1: { speed: 5, parts.0.shell: null }                # the narrower range counts; null takes a key away
seed: 7
\`\`\`

Wells are named one by one (\`A1\`), as a rectangle (\`A1-B6\`), a row (\`A\`), a column (\`1\`), \`all\`, or several of these
with commas, here, under \`vessel.wells\` and after \`--wells\`. A well may have its own parts (meshes, inks, lay-down,
scale, turns, moves), layers, place, crosslinking, speed and pauses, and of an ink its pressure, width, spread, speed,
preflow, postflow, coast, leadIn, purge, wipe and strandPrime; what it changes is carried out in that well alone. What cannot
differ while a plate is on the machine (printer, vessel, what is loaded into which tool, its needle and temperature) is
refused by name. \`vessel.order: layers\` needs the same layer heights in all wells.

**A part in another unit, turned and moved**: units first, then scale, then turns about x, y and z, then the move.

\`\`\`yaml
parts: [{ mesh: ear.stl, ink: gel, units: m, rotate: [90, 0, 0], move: [2, 0, 0] }]
place: { x: 0, y: -1, z: 0 }
\`\`\`

Without moves the parts stand on the floor as their files place them to each other, the middle of them all over the
middle of the well. A pointed or rounded bottom whose lowest layers hold no strand is cut off inside the mesh, so that
the first printed layer stands on the floor; what was cut is reported in mm and µL. Then every \`move\` moves its part,
and \`place\` the whole construct: from the middle and the floor of its well, or on the bare bed in the machine's x and y.
What comes to lie below the floor is refused; what comes to hang in the air is refused by the gate \`overhang\`.
\`place\` replaces \`at: [x, y]\`, which is still read, with a note.

## Keys that change nothing

A setting that no stage of the plan can carry out is never dropped in silence. A key without any effect on what is planned
is refused by its name, with the reason and what to do (exit 2): \`amplitude\` with a pattern that has no waves, \`pressure\`
of a tool that is driven by its plunger, a zone of layers above the part, a pause before a layer that is not printed,
a limit on living cells where no ink holds any, a shell that leaves no core, a precedence of a part that lies in no
other. Keys at their defaults are never refused, nor is one that says how it is anyway (an order of inks that is theirs
without it), nor one that some wells of a plate have a use for. Bounds such as \`hop\`, \`minLength\` and \`simplify\` may
have nothing to do. Inks that no part is printed with, angles that a pattern does not turn by, and what a part has no
room for (a pattern and its spacing where contours and thin places fill the part on every layer, a section where all of
it is thin) are warned of: jobs share them. So is a value for which every well has another one by \`sweep:\` or \`wells:\`,
and a condition of a sweep whose wells all have settings of their own; a value of \`sweep:\` or of a range of wells that
others go over everywhere is refused. Numbers far beyond what any printer, ink or part can mean are refused with their
limits.

## Every key

`;

const schema = inputSchema(jobSchema) as Node;

/** One key of a job, as docs/job.md lists it. */
export interface KeyRow {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly absent: string;
  readonly description: string;
  readonly numeric: boolean;
}

function rows(node: Node, path: string): KeyRow[] {
  const options = node.anyOf ?? [node];
  return options.flatMap((option) => [
    ...Object.entries(option.properties ?? {}).flatMap(([key, child]) => {
      if (key === '$schema') return [];
      const name = path === '' ? key : `${path}.${key}`;
      const row: KeyRow = {
        name,
        value: typeName(child),
        unit: unitOf(child) ?? '',
        absent: option.required?.includes(key) ? 'needed' : (child.whenAbsent ?? fallback(child.default)),
        description: child.description ?? '',
        numeric: isNumeric(child),
      };
      return [row, ...rows(child, name)];
    }),
    ...(option.items?.properties || option.items?.anyOf ? rows(option.items, `${path}[]`) : []),
    ...(typeof option.additionalProperties === 'object' ? rows(option.additionalProperties, `${path}.<name>`) : []),
  ]);
}

function fallback(value: unknown): string {
  if (value === undefined) return '';
  return `\`${typeof value === 'object' ? JSON.stringify(value) : String(value)}\``;
}

function typeName(node: Node): string {
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (node.anyOf) return [...new Set(node.anyOf.map(typeName))].join(' or ');
  if (node.prefixItems) return `list of ${node.prefixItems.length}`;
  if (node.type === 'array') return `list of ${node.items ? typeName(node.items) : 'values'}`;
  if (node.type === 'object') return 'map';
  return node.type ?? 'any';
}

function unitOf({ unit, items, prefixItems, anyOf }: Node): string | undefined {
  const inner = [items, ...(prefixItems ?? []), ...(anyOf ?? [])].filter((node) => node !== undefined);
  return unit ?? inner.map(unitOf).find((found) => found !== undefined);
}

/** A number, or a list of some. */
function isNumeric({ type, items, prefixItems, anyOf, properties }: Node): boolean {
  if (type === 'number') return true;
  if (properties !== undefined || items?.properties !== undefined) return false;
  return [items, ...(prefixItems ?? []), ...(anyOf ?? [])].some((node) => node !== undefined && isNumeric(node));
}

/** Every key of a job. */
export function jobKeys(): KeyRow[] {
  // A part's mesh and shape, say, stand in one object: a key of several options is listed once.
  const seen = new Set<string>();
  return rows(schema, '').filter(({ name }) => !seen.has(name) && seen.add(name));
}

export function jobDoc(): string {
  const lines = jobKeys().map(
    ({ name, value, unit, absent, description }) => `| \`${name}\` | ${value} | ${unit} | ${absent} | ${description} |`,
  );
  return `${prose}| key | value | unit | left out | |\n|---|---|---|---|---|\n${lines.join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(join(resolve(import.meta.dirname, '..'), 'docs/job.md'), jobDoc());
}
