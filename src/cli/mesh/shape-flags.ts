import type { Command } from 'commander';
import { InputError } from '../../finding/input-error.ts';
import { suggest } from '../../finding/nearest.ts';
import { type Measure, measures, shapeKinds, shapeTrouble } from '../../shape/shape.ts';
import { parseList, parseNumber } from '../parse-flags.ts';

/** A part without a file, from flags: `--shape tube --outer 6 --inner 4 --height 20`. */
export type ShapeFlags = { readonly [key in 'shape' | Measure]?: string };

export const shapeFlagNames = ['shape', ...measures] as const satisfies readonly (keyof ShapeFlags)[];

export function addShapeFlags(command: Command): Command {
  return command
    .option('--shape <kind>', `in place of a mesh: ${shapeKinds.join(', ')}, with the measures below in mm`)
    .option('--diameter <mm>', 'of a disc, sphere or capsule')
    .option('--height <mm>', 'of a disc, tube, cone or capsule')
    .option('--size <x,y,z>', 'of a box')
    .option('--outer <mm>', 'outer diameter of a tube')
    .option('--inner <mm>', 'inner diameter of a tube')
    .option('--bottom <mm>', 'diameter of a cone at its foot')
    .option('--top <mm>', 'diameter of a cone at its top (default 0)');
}

/** The keys of a part that the flags mean; null without any of them. Throws InputError naming the flag at fault. */
export function shapeKeys(flags: ShapeFlags): Readonly<Record<string, unknown>> | null {
  const given = shapeFlagNames.filter((name) => flags[name] !== undefined);
  if (given.length === 0) return null;
  const { shape } = flags;
  const kind = shapeKinds.find((each) => each === shape);
  if (kind === undefined) {
    const what =
      shape === undefined
        ? `--${given[0]} is a measure of a shape, and no shape is given.`
        : `--shape ${shape}: there is no such shape.`;
    throw new InputError('quick-flag', what, {
      fix: `${suggest(shape ?? '', shapeKinds)} Example: --shape disc --diameter 10 --height 2.`,
    });
  }
  const keys: Record<string, unknown> = { shape: kind };
  for (const name of measures) {
    const text = flags[name];
    if (text === undefined) continue;
    const flag = `--${name}`;
    keys[name] = name === 'size' ? sizeOf(text) : parseNumber(text, flag);
  }
  const trouble = shapeTrouble(keys);
  if (trouble === null) return keys;
  throw new InputError('quick-flag', `--${trouble.key}: ${trouble.why}`, {
    fix: `Write for example ${exampleFlags[kind]}.`,
  });
}

const exampleFlags: Readonly<Record<(typeof shapeKinds)[number], string>> = {
  disc: '--shape disc --diameter 10 --height 2',
  box: '--shape box --size 10,10,2',
  tube: '--shape tube --outer 6 --inner 4 --height 20',
  cone: '--shape cone --bottom 8 --top 4 --height 6',
  sphere: '--shape sphere --diameter 6',
  capsule: '--shape capsule --diameter 4 --height 10',
};

function sizeOf(text: string): number[] {
  const size = parseList(text).map((value) => parseNumber(value, '--size'));
  if (size.length === 3) return size;
  throw new InputError('quick-flag', `--size ${text}: expected three numbers, x, y and z in mm.`, {
    fix: 'Write for example --size 10,10,2.',
  });
}
