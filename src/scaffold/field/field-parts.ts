import { InputError } from '../../finding/input-error.ts';
import { builtOf } from '../part.ts';
import type { Built, PartRole } from '../scaffold.ts';
import { type FieldSpace, sampleFields } from './field-space.ts';
import { fieldSurfaces } from './field-surfaces.ts';

/**
 * The bodies of a space as parts, a field each. Throws InputError where its voxels are too coarse for them, which are
 * named by `bodies`.
 */
export function fieldParts(
  space: FieldSpace,
  parts: readonly (readonly [name: string, role: PartRole])[],
  bodies: string,
  facts: readonly string[] = [],
): Built {
  const surfaces = fieldSurfaces(space, sampleFields(space));
  if (surfaces !== null) return builtOf(surfaces, parts, facts);
  throw new InputError('scaffold-coarse', `Voxels of ${space.step} mm are too coarse for ${bodies}.`, {
    fix: 'Give a smaller --step.',
  });
}

/** How far a mesh of voxels of that edge, mm, lies from its surface, in words. */
export function fieldAccuracy(step: number): string {
  return `The mesh is made of voxels of ${step} mm with their points moved onto the surface: it strays from it by at most about ${((1000 * step) / 8).toFixed(0)} µm.`;
}
