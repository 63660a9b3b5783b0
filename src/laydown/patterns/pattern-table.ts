import { concentric } from './concentric.ts';
import { grid } from './grid.ts';
import { honeycomb } from './honeycomb.ts';
import { parallel } from './parallel.ts';
import type { PatternKind } from './pattern.ts';
import { radial } from './radial.ts';
import { spiral } from './spiral.ts';
import { diamond, gyroid, schwarzP } from './surface/surfaces.ts';
import { triangle } from './triangle.ts';
import { wave } from './wave.ts';

/** Every pattern by the name that jobs give it, in the order in which lists show them. */
const patterns = {
  parallel,
  grid,
  triangle,
  honeycomb,
  concentric,
  spiral,
  radial,
  wave,
  gyroid,
  'schwarz-p': schwarzP,
  diamond,
} satisfies Readonly<Record<string, PatternKind>>;

export type PatternId = keyof typeof patterns;

export const patternIds = Object.keys(patterns) as [PatternId, ...PatternId[]];

export function patternOf(id: PatternId): PatternKind {
  return patterns[id];
}
