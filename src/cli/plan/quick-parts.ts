import { InputError } from '../../finding/input-error.ts';
import { formatByName } from '../../mesh/formats/mesh-formats.ts';
import { meshSource, sourceOf } from '../../mesh/mesh-source.ts';
import type { LoadedMeshes } from '../../plan/input-files.ts';

/** A mesh that a bare command line means: one part of the job that it makes. */
export interface QuickPart {
  /** As a job names it. */
  readonly mesh: string;
  /** As the file names it; '' where it does not. */
  readonly material: string;
}

/** Whether a file is a job, by its ending. */
export const isJobFile = (file: string): boolean => /\.ya?ml$/i.test(file);

/** Whether an input of the command line is a mesh, by the ending of its file. */
export const isMesh = (input: string): boolean => formatByName(meshSource(input).file) !== undefined;

/** One part for each mesh; a file with several objects gives one for each of them. */
export function quickParts(inputs: readonly string[], shelf: (file: string) => LoadedMeshes): QuickPart[] {
  return inputs.flatMap((mesh): QuickPart[] => {
    const { file, object } = meshSource(mesh);
    if (!formatByName(file)?.holdsParts) return [{ mesh, material: '' }];
    const { parts } = shelf(file).model;
    if (object === '*') return [{ mesh, material: sharedMaterial(parts.map(({ material = '' }) => material)) }];
    if (object !== null) return [{ mesh, material: parts.find(({ name }) => name === object)?.material ?? '' }];
    if (parts.length === 1) return [{ mesh, material: parts[0].material ?? '' }];
    return parts.map(({ name, material = '' }) => ({ mesh: sourceOf(file, name), material }));
  });
}

const sharedMaterial = (all: readonly string[]): string => (all.every((each) => each === all[0]) ? all[0] : '');

/** The inks of a bare command line, and which of them each part is made of. */
export interface QuickInks {
  /** Key in the job, and the ink of the library. */
  readonly inks: Readonly<Record<string, string>>;
  /** By part. */
  readonly keys: readonly string[];
}

/**
 * `--ink alginate-i1g-4` for all parts, `--ink bone=pluronic-25,cartilage=alginate-i1g-4,*=…` by the materials that
 * a file names; without the flag, materials that are called as inks of the library. Throws InputError that lists them.
 */
export function quickInks(
  parts: readonly QuickPart[],
  flag: string | undefined,
  library: readonly string[],
): QuickInks {
  const materials = [...new Set(parts.map(({ material }) => material).filter((name) => name !== ''))];
  if (flag !== undefined && !flag.includes('=')) {
    if (materials.length > 1) {
      throw new InputError(
        'quick-ink',
        `The parts are of ${materials.length} materials (${materials.join(', ')}), and --ink gives one ink for all.`,
        {
          fix: `Write --ink '${materials.map((name) => `${name}=<ink>`).join(',')}', or --ink '*=${flag}' for all of them.`,
        },
      );
    }
    return { inks: { ink: flag }, keys: parts.map(() => 'ink') };
  }
  const given =
    flag === undefined
      ? new Map(materials.filter((name) => library.includes(name)).map((name) => [name, name]))
      : parseInks(flag);
  const unused = [...given.keys()].find((name) => name !== '*' && !materials.includes(name));
  if (unused !== undefined) {
    const there = materials.length === 0 ? 'the meshes name no material' : `the materials are ${materials.join(', ')}`;
    throw new InputError('quick-ink', `--ink ${unused}=…: ${there}.`, {
      fix: 'Write --ink <ink> for one ink, or name the materials as the file does.',
    });
  }
  const keys = parts.map(({ mesh, material }) => {
    if (given.has(material) && material !== '') return material;
    if (given.has('*')) return '*';
    const what = material === '' ? `${mesh} names no material` : `${mesh} is made of "${material}"`;
    throw new InputError('quick-ink', `${what}, and --ink gives no ink for it.`, {
      fix: `Write --ink '${material || '*'}=<ink>'; bioweft inks lists them.`,
    });
  });
  const used = [...given].filter(([name]) => keys.includes(name));
  const keyOf = (name: string) => (name === '*' ? 'ink' : name);
  return { inks: Object.fromEntries(used.map(([name, ink]) => [keyOf(name), ink])), keys: keys.map(keyOf) };
}

function parseInks(flag: string): Map<string, string> {
  return new Map(
    flag.split(',').map((pair) => {
      const equals = pair.lastIndexOf('=');
      const [material, ink] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
      if (equals > 0 && ink !== '') return [material, ink];
      throw new InputError('quick-ink', `--ink ${flag}: expected material=ink, with commas between.`, {
        fix: "Write for example --ink 'bone=pluronic-25,cartilage=alginate-i1g-4'.",
      });
    }),
  );
}
