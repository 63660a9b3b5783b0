import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { shapeTrouble } from '../shape/shape.ts';
import type { Job } from './job.ts';
import { type Locate, type Path, placeName } from './position.ts';

/** Names that must exist elsewhere in the job. */
export function checkReferences(job: Job, file: string, locate?: Locate): void {
  const inks = Object.keys(job.inks);
  const need = (ink: string | undefined, path: Path) => {
    if (ink === undefined || inks.includes(ink)) return;
    const at = locate?.(path);
    throw new InputError('job-ink', `${placeName(file, at)}: ${path.join('.')}: the job has no ink called "${ink}"`, {
      where: { file, ...at },
      fix: `${suggest(ink, inks)} Inks are named under inks:.`,
    });
  };
  job.parts.forEach((part, index) => {
    const path = ['parts', index];
    need(part.ink, [...path, 'ink']);
    part.sequence?.forEach((ink, i) => need(ink, [...path, 'sequence', i]));
    part.alternate?.forEach((ink, i) => need(ink, [...path, 'alternate', i]));
    need(part.shell?.ink, [...path, 'shell', 'ink']);
    need(part.artery, [...path, 'artery']);
    need(part.vein, [...path, 'vein']);
    // Files of other formats may name the material: then the ink of that name is taken once they are read.
    const namesMaterial = part.mesh !== undefined && !/\.stl$/i.test(part.mesh);
    const byKind = part.artery !== undefined && part.vein !== undefined;
    if (part.ink === undefined && !part.sequence && !part.alternate && !byKind && inks.length > 1 && !namesMaterial) {
      const at = locate?.(path);
      throw new InputError('job-ink', `${placeName(file, at)}: parts.${index} does not say which ink it is made of`, {
        where: { file, ...at },
        fix: `Add ink: with one of ${inks.join(', ')}.`,
      });
    }
  });
  job.crosslink.forEach((step, index) => need(step.ink, ['crosslink', index, 'ink']));
  job.order.inks.forEach((ink, index) => need(ink, ['order', 'inks', index]));
  if (inks.length === 0) {
    throw new InputError('job-ink', `${file}: the job has no inks`, {
      where: { file },
      fix: 'Add an ink under inks:.',
    });
  }
}

/** Measures of shapes: all that each needs, none that it does not have, and none of a part from a file. */
export function checkShapes(job: Job, file: string, locate?: Locate): void {
  job.parts.forEach((part, index) => {
    const trouble =
      part.shape !== undefined && part.units !== 'mm'
        ? {
            key: 'units',
            why: `A ${part.shape} is measured in mm.`,
            fix: 'Take units out; a measure may have its own, as 0.5 cm.',
          }
        : shapeTrouble(part);
    if (trouble === null) return;
    const path = ['parts', index, trouble.key];
    const at = locate?.(path);
    throw new InputError('job-shape', `${placeName(file, at)}: ${path.join('.')}: ${trouble.why}`, {
      where: { file, ...at },
      fix: trouble.fix,
    });
  });
}
