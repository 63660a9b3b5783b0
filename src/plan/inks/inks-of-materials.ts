import { InputError } from '../../finding/input-error.ts';
import type { Job } from '../../job/job.ts';

/**
 * The job with an ink for each part that names none: the one that is called as the material of the part in its file.
 * `materials` are those of the job's parts, '' where a file names none. Throws InputError that lists both.
 */
export function inksOfMaterials(job: Job, materials: readonly string[], file: string): Job {
  const inks = Object.keys(job.inks);
  if (inks.length < 2 || job.parts.every(saysInk)) return job;
  const parts = job.parts.map((part, i) => {
    if (saysInk(part)) return part;
    const ink = inks.find((key) => key.toLowerCase() === materials[i]?.toLowerCase());
    if (ink !== undefined) return { ...part, ink };
    const material = materials[i] ? `its file names the material "${materials[i]}"` : 'its file names no material';
    throw new InputError('job-ink', `${file}: parts.${i} does not say which ink it is made of, and ${material}.`, {
      where: { file },
      fix: `Add ink: with one of ${inks.join(', ')}${materials[i] ? ', or give an ink the name of the material' : ''}.`,
    });
  });
  return { ...job, parts };
}

/** Whether a part says what it is made of. */
export function saysInk({ ink, sequence, alternate }: Job['parts'][number]): boolean {
  return ink !== undefined || sequence !== undefined || alternate !== undefined;
}
