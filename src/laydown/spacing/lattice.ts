import type { LaydownSettings } from '../laydown-settings.ts';
import type { PlaneBounds } from '../paths/plane-bounds.ts';
import { patternOf } from '../patterns/pattern-table.ts';
import { type SectionShape, type StrandSection, strandSection } from './strand-section.ts';
import { type Lattice, repeatedWeave, type Weave } from './weave.ts';

/**
 * The lattice that settings ask for, of strands `width` mm wide in layers `height` mm high, `spread` times as
 * wide as their volume gives. Where nothing else is asked for, strands that lie wholly on one below fill their slot, and those that cross what lies below stay round.
 */
export function latticeOf(
  settings: LaydownSettings,
  asked: SectionShape | undefined,
  width: number,
  height: number,
  bounds: PlaneBounds,
  spread = 1,
): Lattice {
  const weave = { ...repeatedWeave, ...patternOf(settings.pattern).weave?.(settings, width, bounds) };
  const moves = movesWithHeight(settings);
  const sections = weave.angles.map((_, i) => {
    const slot = settings.solid || (!moves && liesOnLike(weave, i));
    return strandSection(asked ?? (slot ? 'slot' : 'round'), width, height, spread);
  });
  return { weave, sections };
}

/** The section of a lattice's strands on layer `index` of the construct. */
export function sectionOnLayer({ sections }: Lattice, index: number): StrandSection {
  return sections[index % sections.length];
}

/** Whether strands of a layer of the cycle lie wholly on those of the layer below. */
function liesOnLike({ angles, shift }: Weave, i: number): boolean {
  const below = angles[(i + angles.length - 1) % angles.length];
  return (angles[i] - below) % 180 === 0 && (i > 0 || shift % 1 === 0);
}

/** Lines whose spacing changes from layer to layer lie on nothing alike. */
function movesWithHeight({ gradient }: LaydownSettings): boolean {
  return gradient?.along === 'z' && gradient.from !== gradient.to;
}
