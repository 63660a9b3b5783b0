import { type PatternId, patternIds, patternOf } from './pattern-table.ts';

/** What `bioweft patterns` says of a pattern. */
export interface PatternInfo {
  readonly id: PatternId;
  readonly description: string;
  /** What `spacing` is the distance of. */
  readonly spacing: string;
  /** Settings that it reads besides spacing, pore, porosity, contours, margin, overlap and minLength. */
  readonly settings: readonly string[];
}

export const patternInfos: readonly PatternInfo[] = patternIds.map((id) => {
  const { description, spacing, settings, gradients } = patternOf(id);
  const along = [...(gradients.z ? ['z'] : []), ...(gradients.inPlane ? ['radius', 'surface'] : [])];
  const gradient = along.length > 0 ? [`gradient: ${along.join(', ')}`] : [];
  return { id, description, spacing, settings: [...settings, ...gradient] };
});
