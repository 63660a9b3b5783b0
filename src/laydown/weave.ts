import type { LaydownSettings } from '../job/laydown-settings.ts';
import { nmPerMm } from '../slice/outline.ts';
import type { SpokeRoom } from './patterns/radial.ts';
import { isTpms, tpmsFold } from './patterns/tpms.ts';
import { waveShape } from './patterns/wave.ts';
import type { PlaneBounds } from './plane-bounds.ts';
import { type SectionShape, type StrandSection, strandSection } from './strand-section.ts';

/** How the strands of a lattice meet: within a layer, and from layer to layer of a cycle that repeats. */
export interface Weave {
  /**
   * - `lines`: one direction a layer
   * - `grid`, `triangle`: two or three directions in every layer
   * - `honeycomb`: hexagons whose level walls are doubled
   */
  readonly within: 'lines' | 'grid' | 'triangle' | 'honeycomb';
  /** Direction of each layer of the cycle, degrees. */
  readonly angles: readonly number[];
  /** How far the lines move sideways at every repeat of the cycle, in spacings. */
  readonly shift: number;
  /** Length of a strand over the straight way it covers. */
  readonly stretch: number;
  /** Spokes: where they lie. Their distance grows outwards, and `spacing` is the smallest. */
  readonly spokes?: SpokeRoom;
  /** Minimal surfaces: what their walls share, over (width / spacing)^4. */
  readonly fold?: number;
}

/** An endless lattice but for its spacing. */
export interface Lattice {
  readonly weave: Weave;
  /** What strands look like on each layer of the cycle; all of one width and height. */
  readonly sections: readonly StrandSection[];
}

/**
 * The lattice that settings ask for, of strands `width` mm wide in layers `height` mm high. Where nothing else is
 * asked for, strands that lie wholly on one below fill their slot, and those that cross what lies below stay round.
 */
export function latticeOf(
  settings: LaydownSettings,
  asked: SectionShape | undefined,
  width: number,
  height: number,
  bounds: PlaneBounds,
): Lattice {
  const weave = weaveOf(settings, width, bounds);
  const moves = movesWithHeight(settings);
  const sections = weave.angles.map((_, i) => {
    const slot = settings.solid || (!moves && liesOnLike(weave, i));
    return strandSection(asked ?? (slot ? 'slot' : 'round'), width, height);
  });
  return { weave, sections };
}

/** The section of a lattice's strands on layer `index` of the construct. */
export function sectionOnLayer({ sections }: Lattice, index: number): StrandSection {
  return sections[index % sections.length];
}

/** Spokes turned by this many degrees lie on spokes again, but for those of the innermost star. */
const spokesRepeat = 30;

function weaveOf(settings: LaydownSettings, width: number, bounds: PlaneBounds): Weave {
  const { pattern, angles, shift } = settings;
  const repeated: Weave = { within: 'lines', angles: [0], shift: 0, stretch: 1 };
  switch (pattern) {
    case 'grid':
    case 'triangle':
    case 'honeycomb':
      return { ...repeated, within: pattern };
    case 'parallel':
      return { ...repeated, angles, shift };
    case 'wave':
      return { ...repeated, angles, shift, stretch: waveShape(settings, width).stretch };
    case 'radial': {
      // Turned spokes stand between those below, somewhere.
      const turned = angles.some((angle) => (angle - angles[0]) % spokesRepeat !== 0);
      const half = (from: number, to: number) => (to - from) / 2 / nmPerMm;
      const [halfX, halfY] = [half(bounds.minX, bounds.maxX), half(bounds.minY, bounds.maxY)];
      return { ...repeated, shift: turned ? 0.5 : 0, spokes: { halfX, halfY, corners: bounds.corners ?? false } };
    }
    default:
      return isTpms(pattern) ? { ...repeated, fold: tpmsFold[pattern] } : repeated;
  }
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
