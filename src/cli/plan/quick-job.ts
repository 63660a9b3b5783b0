import { basename } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../../finding/input-error.ts';
import { patternIds } from '../../laydown/patterns/pattern-table.ts';
import { meshSource } from '../../mesh/mesh-source.ts';
import { addShapeFlags, type ShapeFlags, shapeFlagNames, shapeKeys } from '../mesh/shape-flags.ts';
import { parseList, parseNozzle, parseNumber } from '../parse-flags.ts';
import { type QuickPart, quickInks } from './quick-parts.ts';

/** The flags that make a job of bare meshes or a shape. A contract that scripts rely on: add to it, never change it. */
export interface QuickFlags extends ShapeFlags {
  readonly printer?: string | undefined;
  readonly ink?: string | undefined;
  readonly nozzle?: string | undefined;
  readonly nozzleLength?: string | undefined;
  readonly width?: string | undefined;
  readonly layer?: string | undefined;
  readonly firstLayer?: string | undefined;
  readonly pattern?: string | undefined;
  readonly angles?: string | undefined;
  readonly spacing?: string | undefined;
  readonly pore?: string | undefined;
  readonly porosity?: string | undefined;
  readonly solid?: boolean | undefined;
  readonly contours?: string | undefined;
  readonly join?: string | undefined;
  readonly speed?: string | undefined;
  readonly at?: string | undefined;
  readonly vessel?: string | undefined;
  readonly wells?: string | undefined;
  readonly units?: string | undefined;
}

export const quickFlagNames = [
  'printer',
  'ink',
  'nozzle',
  'nozzleLength',
  'width',
  'layer',
  'firstLayer',
  'pattern',
  'angles',
  'spacing',
  'pore',
  'porosity',
  'solid',
  'contours',
  'join',
  'speed',
  'at',
  'vessel',
  'wells',
  'units',
  ...shapeFlagNames,
] as const satisfies readonly (keyof QuickFlags)[];

export function addQuickFlags(command: Command): Command {
  return addShapeFlags(command)
    .option('--printer <id>', 'printer profile: an id of bioweft printers, or a path')
    .option(
      '--ink <id>',
      "ink: an id of bioweft inks, or a path; by the materials of a file: 'bone=<id>,cartilage=<id>,*=<id>'",
    )
    .option('--nozzle <gauge|mm>', 'needle: 22G, or its inner diameter in mm')
    .option('--nozzle-length <mm>', 'length of the needle (default 12.7)')
    .option('--width <mm>', 'strand width (default: the inner diameter)')
    .option('--layer <mm>', 'layer height')
    .option('--first-layer <mm>', 'height of the first layer')
    .option('--pattern <name>', `lay-down pattern: ${patternIds.join(', ')}`)
    .option('--angles <list>', 'degrees by layer, e.g. 0,90')
    .option('--spacing <mm>', 'strands centre to centre')
    .option('--pore <mm>', 'free gap between strands')
    .option('--porosity <fraction>', 'what the ink of the endless lattice leaves free, 0 to 1')
    .option('--solid', 'strands side by side')
    .option('--contours <n>', 'contours along the surface')
    .option('--join <how>', 'boundary: join neighbouring strands; none: leave them single')
    .option('--speed <mm/s>', 'printing speed, or auto')
    .option('--at <x,y>', 'centre of the construct on the bed, mm')
    .option('--vessel <id>', 'plate, dish or slide')
    .option('--wells <list>', 'A1,B2, a range A1-B6, a row A, a column 1, or all')
    .option('--units <unit>', 'unit of an STL or OBJ: mm, cm, m, inch, um');
}

/** Job data (still to be validated) from meshes, or from a shape among the quick flags. Throws InputError. */
export function quickJob(meshes: readonly QuickPart[], flags: QuickFlags, library: readonly string[]): unknown {
  const shape = shapeKeys(flags);
  if (shape !== null && meshes.length > 0) {
    throw new InputError('quick-flag', `A part is a mesh or a shape: both ${meshes[0].mesh} and --shape are given.`, {
      fix: 'Leave one out, or write a job with a part for each.',
    });
  }
  const first = shape === null ? basename(meshes[0].mesh) : `--shape ${shape['shape']} …`;
  const namesInks =
    flags.ink === undefined && meshes.length > 0 && meshes.every(({ material }) => library.includes(material));
  for (const [flag, name] of [
    ['printer', '--printer'],
    ...(namesInks ? [] : [['ink', '--ink'] as const]),
    ['nozzle', '--nozzle'],
    ['layer', '--layer'],
  ] as const) {
    if (flags[flag] === undefined) {
      throw new InputError('quick-flag', `${shape === null ? 'a bare mesh' : 'a shape'} needs ${name}`, {
        fix: `Write, for example, bioweft slice ${first} --printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G --layer 0.2 --spacing 1 -o out.gcode (docs/job.md has every key).`,
      });
    }
  }
  const { inks, keys } = quickInks(shape === null ? meshes : [{ mesh: first, material: '' }], flags.ink, library);
  const laydown = dropUndefined({
    pattern: flags.pattern,
    angles: list(flags.angles)?.map((angle) => parseNumber(angle, '--angles')),
    spacing: optional(flags.spacing, '--spacing'),
    pore: optional(flags.pore, '--pore'),
    porosity: optional(flags.porosity, '--porosity'),
    solid: flags.solid,
    join: flags.join,
  });
  return dropUndefined({
    name: shape === null ? jobName(meshes) : shape['shape'],
    printer: flags.printer,
    vessel: vesselOf(flags),
    ...placeOf(flags),
    inks: Object.fromEntries(
      Object.entries(inks).map(([key, ink]) => [
        key,
        dropUndefined({
          ink,
          nozzle: parseNozzle(flags.nozzle ?? '', flags.nozzleLength),
          width: optional(flags.width, '--width'),
        }),
      ]),
    ),
    parts: (shape === null ? meshes.map(({ mesh }) => ({ mesh })) : [shape]).map((source, i) =>
      dropUndefined({
        ...source,
        ink: keys[i],
        laydown,
        contours: optional(flags.contours, '--contours'),
        units: flags.units,
      }),
    ),
    layers: dropUndefined({
      height: optional(flags.layer, '--layer'),
      first: optional(flags.firstLayer, '--first-layer'),
    }),
    speed: flags.speed === 'auto' ? 'auto' : optional(flags.speed, '--speed'),
  });
}

/** After the first file, without its ending. */
function jobName([{ mesh }]: readonly QuickPart[]): string {
  return basename(meshSource(mesh).file).replace(/\.[^.]+$/, '');
}

/** Of `--at`: a place of the machine, which says nothing where a vessel stands at its seat (and is refused then). */
function placeOf({ at: text, vessel }: QuickFlags): object {
  const at = list(text)?.map((value) => parseNumber(value, '--at'));
  if (at === undefined) return {};
  if (at.length === 2) return vessel === undefined ? { place: { x: at[0], y: at[1] } } : { at };
  throw new InputError('quick-flag', `--at ${text}: expected two numbers, x and y in mm`, {
    fix: 'Write, for example, --at 60,60.',
  });
}

function vesselOf(flags: QuickFlags): unknown {
  if (flags.vessel === undefined) return undefined;
  return dropUndefined({ plate: flags.vessel, wells: list(flags.wells) });
}

const list = (text: string | undefined) => (text === undefined ? undefined : parseList(text));

function optional(text: string | undefined, flag: string): number | undefined {
  return text === undefined ? undefined : parseNumber(text, flag);
}

function dropUndefined<T extends object>(data: T): Partial<T> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as Partial<T>;
}
