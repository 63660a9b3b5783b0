import { outlineArea } from '../../region/outline-area.ts';
import type { Outline } from '../../slice/outline.ts';
import { type Strand, strandLength, strandVolume } from '../strand.ts';
import { flowsOn, gapNm } from '../strand-geometry.ts';
import { geometricPorosity } from './geometric-porosity.ts';
import { layerPorosity } from './porosity.ts';
import type { StrandSection } from './strand-section.ts';
import type { Lattice, Weave } from './weave.ts';

/** What the strands of one region turned out to be. mm, mm², mm³. */
export interface Achieved {
  /** Mean distance between neighbouring lines as laid; null without a lattice. */
  readonly spacing: number | null;
  /** Clear gap that leaves. */
  readonly pore: number | null;
  /** Of the endless lattice with that spacing, by ink: 0 where strands overfill it; null for solid fill or without a lattice. */
  readonly porosity: number | null;
  /** The same, with ink that strands share where they sink into each other counted once. */
  readonly geometricPorosity: number | null;
  readonly areaMm2: number;
  readonly lengthMm: number;
  readonly volumeMm3: number;
  /** Volume of strands over region area x height. */
  readonly fill: number;
  /** What solid strands cover by their width, over the region's area; crossings count twice. 0 where not solid. */
  readonly covered: number;
  readonly strands: number;
  /** Times ink starts to flow: strands that do not begin where the one before ended. */
  readonly starts: number;
  readonly travelMm: number;
  /** Strands left out as too short. */
  readonly dropped: { readonly count: number; readonly lengthMm: number };
}

export interface MeasureInput {
  readonly strands: readonly Strand[];
  /** Of the lattice's strands. */
  readonly section: StrandSection;
  readonly lattice: Lattice;
  readonly solid: boolean;
  /** As the pattern laid it, mm. */
  readonly spacing: number;
  readonly dropped: Achieved['dropped'];
  readonly outline: Outline;
}

export function measure(input: MeasureInput): Achieved {
  const { strands, section } = input;
  let lengthMm = 0;
  let volumeMm3 = 0;
  let coveredMm2 = 0;
  let lattice = false;
  for (const strand of strands) {
    const length = strandLength(strand);
    lengthMm += length;
    volumeMm3 += strandVolume(strand, length);
    if (input.solid) coveredMm2 += strandCover(strand, length);
    if (strand.role !== 'contour') lattice = true;
  }
  const spacing = lattice ? input.spacing : null;
  const porous = input.solid ? null : spacing;
  const areaMm2 = outlineArea(input.outline);
  const { starts, travelMm } = hops(strands);
  return {
    spacing,
    pore: spacing === null ? null : Math.max(0, spacing - section.width),
    porosity: porous === null ? null : Math.max(0, layerPorosity(evenly(input.lattice.weave), section, porous)),
    geometricPorosity: porous === null ? null : geometricPorosity(input.lattice, porous),
    areaMm2,
    lengthMm,
    volumeMm3,
    fill: areaMm2 > 0 ? volumeMm3 / (areaMm2 * section.height) : 0,
    covered: areaMm2 > 0 ? coveredMm2 / areaMm2 : 0,
    strands: strands.length,
    starts,
    travelMm,
    dropped: input.dropped,
  };
}

/** Area that a strand covers by its width, mm²; half a width beyond each end. */
function strandCover(strand: Strand, lengthMm: number): number {
  const { closed, width } = strand;
  return strandVolume({ ...strand, area: width }, lengthMm) + (closed ? 0 : width * width);
}

/** Spokes are measured by their mean distance as laid. */
function evenly({ spokes: _spokes, ...weave }: Weave): Weave {
  return weave;
}

function hops(strands: readonly Strand[]): { starts: number; travelMm: number } {
  let starts = strands.length > 0 ? 1 : 0;
  let travelMm = 0;
  for (let i = 1; i < strands.length; i++) {
    if (!flowsOn(strands[i - 1], strands[i])) starts++;
    travelMm += gapNm(strands[i - 1], strands[i]) / 1e6;
  }
  return { starts, travelMm };
}
