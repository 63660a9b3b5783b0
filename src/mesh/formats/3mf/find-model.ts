import { InputError } from '../../../finding/input-error.ts';
import { broken, type Package, type PackageEntry } from './open-package.ts';
import { readXml } from './read-xml.ts';

const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const modelType = 'http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel';

/** The root model of a package, by its relationship and not by a name. Throws InputError where it is not just one. */
export function findModel(entries: Package, file: string): PackageEntry {
  const root = entries.get('_rels/.rels');
  if (root === undefined) throw broken(file, 'it has no relationships (_rels/.rels)');
  if (!entries.has('[content_types].xml')) throw broken(file, 'it has no [Content_Types].xml');
  const targets: string[] = [];
  readXml(root, file, {
    open: (local, { Type: type, Target: target, TargetMode: mode }, namespace, scope) => {
      if (local !== 'Relationship' || namespace !== relationships || type !== modelType) return;
      if (target === undefined) throw scope.error('3mf-relationship', 'The relationship to the model names no target.');
      if (mode === 'External') {
        throw scope.error('3mf-relationship', 'The model lies outside of the file.', 'Export the model into one file.');
      }
      targets.push(target);
    },
  });
  if (targets.length !== 1) {
    const what =
      targets.length === 0 ? 'none is a 3D model' : `${targets.length} are 3D models (${targets.join(', ')})`;
    throw new InputError('3mf-relationship', `${file}: of its relationships (_rels/.rels) ${what}; one must be.`, {
      where: { file },
      fix: 'Export the model again as 3MF.',
    });
  }
  return partNamed(entries, targets[0], file);
}

/** A part by its name in the package. Throws InputError where it does not exist. */
export function partNamed(entries: Package, name: string, file: string): PackageEntry {
  const entry =
    entries.get(name.replace(/^\//, '').toLowerCase()) ?? entries.get(decoded(name).replace(/^\//, '').toLowerCase());
  if (entry === undefined) throw broken(file, `it names the part ${name}, which it does not hold`);
  return entry;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
