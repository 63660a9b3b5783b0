import type * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { once } from '../finding/once.ts';
import { laydownSchema } from '../laydown/laydown-settings.ts';
import { isLines, type Job, type JobPart, type jobSchema } from './job.ts';
import { type Locate, type Path, placeName } from './position.ts';

/** Layers of a job that has none: a height that nobody writes, so that one who writes layers there is told apart. */
const noLayers: Job['layers'] = { height: 0.123456789, zones: [] };

/**
 * The job with layers: those that it gives, or none to speak of where it prints lines in space alone. Throws InputError
 * where solids have none, and where lines have some.
 */
export function withLayers(job: z.infer<typeof jobSchema>, file: string, locate?: Locate): Job {
  const { layers } = job;
  const lines = job.parts.every(isLines);
  if (layers === undefined && lines) return { ...job, layers: noLayers };
  const at = locate?.(['layers']);
  const where = { file, ...at };
  if (layers === undefined) {
    throw new InputError('job-value', `${placeName(file, at)}: layers: the job has solid parts and no layers`, {
      where,
      fix: 'Add layers: { height: 0.2 } (mm).',
    });
  }
  if (lines && layers.height !== noLayers.height) {
    throw new InputError(
      'setting-unused',
      `${placeName(file, at)}: layers changes nothing: lines in space have no layers`,
      {
        where,
        fix: 'Take it out.',
      },
    );
  }
  return { ...job, layers };
}

/** Keys of a part that lines in space have no use for, and those that only they have. */
export function checkLines(job: Job, file: string, locate?: Locate): void {
  const refuse = (path: Path, why: string, fix: string): never => {
    const at = locate?.(path);
    throw new InputError('setting-unused', `${placeName(file, at)}: ${path.join('.')} changes nothing: ${why}`, {
      where: { file, ...at },
      fix,
    });
  };
  const solid = job.parts.findIndex((part) => !isLines(part));
  job.parts.forEach((part, i) => {
    const path = ['parts', i] as const;
    if (!isLines(part)) {
      const key = (['ends', 'overlap', 'artery', 'vein'] as const).find((each) => part[each] !== undefined);
      if (key !== undefined)
        refuse(
          [...path, key],
          'only a network has it',
          `Take ${key} out, or write network: in place of ${part.mesh === undefined ? 'shape' : 'mesh'}:.`,
        );
      return;
    }
    if (solid >= 0) {
      const at = locate?.(path);
      throw new InputError(
        'job-lines',
        `${placeName(file, at)}: ${part.name ?? `parts.${i}`} is lines in space, and ${job.parts[solid].name ?? `parts.${solid}`} is cut into layers: one job prints one of them`,
        {
          where: { file, ...at },
          fix: 'Print them in two jobs, the lower one first.',
        },
      );
    }
    if (part.strands !== undefined) {
      const key = (['ends', 'artery', 'vein'] as const).find((each) => part[each] !== undefined);
      if (key !== undefined)
        refuse([...path, key], 'only a network has it', `Take ${key} out, or write network: in place of strands:.`);
    }
    const solidKey = solidKeys.find((key) => isSet(part, key));
    if (solidKey !== undefined)
      refuse([...path, solidKey], 'lines in space are printed as they stand in their file', 'Take it out.');
    if (typeof part.scale !== 'number')
      refuse(
        [...path, 'scale'],
        'a strand in space is round, and cannot be wider one way than the other',
        'Give one number.',
      );
  });
}

const solidKeys = [
  'sequence',
  'alternate',
  'shell',
  'precedence',
  'laydown',
  'contours',
  'crossSection',
  'thinWalls',
] as const;

const laydownDefault = JSON.stringify(laydownSchema.parse({}, once));

function isSet(part: JobPart, key: (typeof solidKeys)[number]): boolean {
  if (key === 'laydown') return JSON.stringify(part.laydown) !== laydownDefault;
  if (key === 'contours' || key === 'precedence') return part[key] !== 0;
  return key === 'thinWalls' ? part.thinWalls !== 'on' : part[key] !== undefined;
}
