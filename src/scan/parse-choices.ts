import { InputError } from '../finding/input-error.ts';
import type { Choice, Crop } from './choose-labels.ts';
import type { LabelVolume } from './label-volume.ts';

/** `3=cortex,7+8=cyst` as choices; every label of the volume for `all`. Names are those of the file where none is given. */
export function parseChoices(text: string, { labels, names }: Pick<LabelVolume, 'labels' | 'names'>): Choice[] {
  if (text.trim() === 'all') {
    const present = [...new Set(labels)].filter((label) => label > 0).sort((a, b) => a - b);
    return present.map((label) => ({ labels: [label], name: names.get(label) ?? `label ${label}` }));
  }
  return text.split(',').map((item) => {
    const [numbers, name] = split(item);
    const own = numbers.split('+').map((number) => (/^\s*\d+\s*$/.test(number) ? Number(number) : Number.NaN));
    if (own.some((label) => !(label >= 1 && label <= 0xffff))) {
      throw new InputError('scan-label', `--labels ${text}: "${item.trim()}" names no label.`, {
        fix: 'Write numbers, with a name where wanted: --labels "3=cortex,7+8=cyst", or --labels all.',
      });
    }
    const known = own.length === 1 ? names.get(own[0]) : undefined;
    return { labels: own, name: name ?? known ?? `label ${own.join('+')}` };
  });
}

function split(item: string): [numbers: string, name: string | undefined] {
  const at = item.indexOf('=');
  const name = at < 0 ? '' : item.slice(at + 1).trim();
  return [at < 0 ? item : item.slice(0, at), name === '' ? undefined : name];
}

/** `10:90,0:40,5:60` as ranges of voxels. */
export function parseCrop(text: string): Crop {
  const ranges = text
    .split(',')
    .map((range) => range.split(':').map((end) => (/^\s*\d+\s*$/.test(end) ? Number(end) : Number.NaN)));
  if (ranges.length !== 3 || ranges.some((range) => range.length !== 2 || range.some(Number.isNaN))) {
    throw new InputError('scan-crop', `--crop ${text}: expected three ranges of voxels.`, {
      fix: 'E.g. --crop 10:90,0:40,5:60; the last voxel of a range is not included.',
    });
  }
  return ranges.map(([from, to]) => [from, to] as const);
}
