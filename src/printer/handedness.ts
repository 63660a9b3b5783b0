import { originOf } from '../provenance/origin.ts';
import type { Profile } from './profile.ts';

/**
 * Whether what a printer lays is the construct or its mirror image: `read` in a source, found by the lab with a printed
 * letter F (`right`, `mirrored`), or `unconfirmed`.
 */
export type Handedness = 'read' | 'right' | 'mirrored' | 'unconfirmed';

export function handednessOf(profile: Profile, letterF: 'right' | 'mirrored' | undefined): Handedness {
  if (letterF !== undefined) return letterF;
  return originOf(profile.provenance, 'frame')?.verified === true ? 'read' : 'unconfirmed';
}
