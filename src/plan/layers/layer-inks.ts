import type { InkOnLayer, RoomOfPart } from '../../laydown/construct.ts';
import type { LayDownResult } from '../../laydown/lay-down.ts';
import { type Strand, strandLength, strandVolume } from '../../laydown/strand.ts';
import { flowsOn } from '../../laydown/strand-geometry.ts';
import type { PartRegion } from '../../region/partition.ts';

/** A region of a layer, and the strands that fill it. */
export interface FilledRegion {
  readonly region: PartRegion;
  readonly result: LayDownResult;
}

/** Sums up what each ink does on a layer; `strands` in the order of printing, strands of one ink together. */
export function inksOnLayer(
  filled: readonly FilledRegion[],
  strands: readonly Strand[],
): Readonly<Record<string, InkOnLayer>> {
  // Without a prototype: an ink or a part may be called constructor.
  const sums: Record<string, Sums> = Object.create(null);
  for (const { region, result } of filled) addRegion(sums, region.ink, region.areaMm2, result);
  strands.forEach((strand, i) => {
    addStrand(sums, strand, i === 0 ? undefined : strands[i - 1]);
  });
  const inks: Record<string, InkOnLayer> = Object.create(null);
  for (const [ink, { porousMm2, voidMm2, geometricVoidMm2, ...sum }] of Object.entries(sums)) {
    const mean = (mm2: number) => (porousMm2 > 0 ? mm2 / porousMm2 : null);
    inks[ink] = { ...sum, porosity: mean(voidMm2), geometricPorosity: mean(geometricVoidMm2) };
  }
  return inks;
}

/** What there is to print of each part on a layer, mm². */
export function sectionsOnLayer(filled: readonly FilledRegion[]): Readonly<Record<string, number>> {
  const sections: Record<string, number> = Object.create(null);
  for (const { region } of filled) sections[region.part] = (sections[region.part] ?? 0) + region.areaMm2;
  return sections;
}

/** For what the regions of each part have room, all of them together. */
export function roomOnLayer(filled: readonly FilledRegion[]): Readonly<Record<string, RoomOfPart>> {
  const rooms: Record<string, RoomOfPart> = Object.create(null);
  for (const { region, result } of filled) {
    const { pattern = false, section = false, shell = false, core = false } = rooms[region.part] ?? {};
    const isLaid = result.strands.length > 0;
    rooms[region.part] = {
      pattern: pattern || result.room.pattern,
      section: section || result.room.section,
      shell: shell || (isLaid && region.role === 'shell'),
      core: core || (isLaid && region.role !== 'shell'),
    };
  }
  return rooms;
}

type Sums = { -readonly [K in keyof Omit<InkOnLayer, 'porosity' | 'geometricPorosity'>]: InkOnLayer[K] } & {
  porousMm2: number;
  voidMm2: number;
  geometricVoidMm2: number;
};

const noSums: Sums = {
  areaMm2: 0,
  strandLengthMm: 0,
  volumeMm3: 0,
  strands: 0,
  starts: 0,
  porousMm2: 0,
  voidMm2: 0,
  geometricVoidMm2: 0,
};

function sumsOf(sums: Record<string, Sums>, ink: string): Sums {
  sums[ink] ??= { ...noSums };
  return sums[ink];
}

/** The area of a region filled with strands of several inks is shared out by the volume of each. */
function addRegion(
  sums: Record<string, Sums>,
  ink: string,
  areaMm2: number,
  { strands, achieved }: FilledRegion['result'],
): void {
  const inks = new Map<string, number>();
  const [first] = strands;
  if (strands.every((strand) => strand.ink === first.ink)) inks.set(first?.ink ?? ink, 1);
  else for (const strand of strands) inks.set(strand.ink, (inks.get(strand.ink) ?? 0) + strandVolume(strand));
  const total = [...inks.values()].reduce((sum, volume) => sum + volume, 0);
  for (const [of, volume] of inks) {
    const share = inks.size === 1 ? areaMm2 : (areaMm2 * volume) / total;
    const sum = sumsOf(sums, of);
    sum.areaMm2 += share;
    if (achieved.porosity === null || achieved.geometricPorosity === null) continue;
    sum.porousMm2 += share;
    sum.voidMm2 += share * achieved.porosity;
    sum.geometricVoidMm2 += share * achieved.geometricPorosity;
  }
}

function addStrand(sums: Record<string, Sums>, strand: Strand, before: Strand | undefined): void {
  const sum = sumsOf(sums, strand.ink);
  const lengthMm = strandLength(strand);
  sum.strandLengthMm += lengthMm;
  sum.volumeMm3 += strandVolume(strand, lengthMm);
  sum.strands++;
  if (before === undefined || !flowsOn(before, strand)) sum.starts++;
}
