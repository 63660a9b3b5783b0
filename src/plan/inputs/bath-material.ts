import type { DataShelf } from '../../finding/data-shelf.ts';
import { InputError } from '../../finding/input-error.ts';
import { findInk } from '../../ink/find-ink.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Job } from '../../job/job.ts';

/** What the bath of a job is made of; undefined where it prints into none. Throws InputError for what is no bath. */
export function bathMaterial({ bath }: Pick<Job, 'bath'>, shelf: DataShelf): Ink | undefined {
  if (bath === undefined) return undefined;
  const material = findInk(bath.material, shelf);
  if (material.kind === 'support') return material;
  const baths = shelf.ids().filter((id) => findInk(id, shelf).kind === 'support');
  throw new InputError('bath-material', `bath.material: ${material.name} is no support bath, but a ${material.kind}.`, {
    where: {},
    fix: `Take one of kind support: ${baths.join(', ')}; or give the path of an ink file of that kind.`,
  });
}
