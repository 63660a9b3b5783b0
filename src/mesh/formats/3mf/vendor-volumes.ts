import { forEyes } from '../../../finding/for-eyes.ts';
import type { Package } from './open-package.ts';
import { readXml } from './read-xml.ts';

/** Triangles of an object, both inclusive. */
export type Range = readonly [first: number, last: number];

/** What a slicer's own file says about a range of triangles of an object, or about one whole object. */
export interface Volume {
  readonly name: string;
  /** As the slicer calls it: ModelPart, NegativeVolume, ParameterModifier, SupportBlocker …, or normal_part … */
  readonly kind: string;
  readonly extruder: string;
  /** null: all triangles of the object. */
  readonly range: Range | null;
}

/**
 * Volumes by the id of the object of the build and that of the object that holds their triangles: inner ids may be the same
 * in several model parts. Names of whole objects by their id.
 */
export interface VendorVolumes {
  readonly volumesOf: (root: string, id: string) => readonly Volume[];
  readonly names: ReadonlyMap<string, string>;
}

/** Where slicers keep them: Slic3r and PrusaSlicer by triangles, Bambu Studio and OrcaSlicer by the ids of components. */
const places = ['metadata/slic3r_pe_model.config', 'metadata/slic3r_model.config', 'metadata/model_settings.config'];

/** Volumes, parts and names that a slicer keeps beside the model; empty where there are none. */
export function readVendorVolumes(entries: Package, file: string): VendorVolumes {
  const volumes = new Map<string, Volume[]>();
  const names = new Map<string, string>();
  for (const place of places) {
    const entry = entries.get(place);
    if (entry === undefined) continue;
    let object = '';
    let objectExtruder = '';
    let open: { id: string; range: Volume['range']; keys: Record<string, string> } | null = null;
    readXml(entry, file, {
      open: (local, attributes) => {
        const { id = '', firstid, lastid, subtype, key, value = '' } = attributes;
        if (local === 'object') {
          object = id;
          objectExtruder = '';
        } else if (local === 'volume') {
          open = { id: object, range: [Number(firstid), Number(lastid)], keys: {} };
        } else if (local === 'part') {
          open = { id, range: null, keys: { volume_type: subtype ?? 'normal_part' } };
        } else if (local === 'metadata' && key !== undefined) {
          if (open !== null) open.keys[key] = forEyes(value);
          else if (object !== '' && key === 'name') names.set(object, forEyes(value));
          else if (object !== '' && key === 'extruder') objectExtruder = value;
        }
      },
      close: (local) => {
        if ((local === 'volume' || local === 'part') && open !== null) {
          const { id, range, keys } = open;
          const kind =
            keys['modifier'] === '1' && keys['volume_type'] === undefined
              ? 'ParameterModifier'
              : (keys['volume_type'] ?? 'ModelPart');
          const own = keys['extruder'] !== undefined && keys['extruder'] !== '0' ? keys['extruder'] : objectExtruder;
          const volume = { name: keys['name'] ?? '', kind, extruder: own, range };
          for (const key of [keyOf(object, id), id]) {
            const known = volumes.get(key);
            if (known === undefined) volumes.set(key, [volume]);
            else known.push(volume);
          }
          open = null;
        } else if (local === 'object') object = '';
      },
    });
  }
  // Where the build does not name the object of the project, its inner id has to do.
  return { volumesOf: (root, id) => volumes.get(keyOf(root, id)) ?? volumes.get(id) ?? [], names };
}

const keyOf = (object: string, id: string) => `${object}/${id}`;

/** Whether a volume is printed; 'negative' where it takes away from the others. */
export function roleOf({ kind }: Volume): 'body' | 'negative' | 'setting' {
  if (/^(modelpart|normal_part)$/i.test(kind)) return 'body';
  return /^negative/i.test(kind) ? 'negative' : 'setting';
}
