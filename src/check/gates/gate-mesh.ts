import type { Judgement } from '../../finding/finding.ts';
import { counted } from '../../finding/number-words.ts';
import type { Cap, MeshReport } from '../../mesh/mesh.ts';
import type { LayerRepair } from '../../slice/chain-rings.ts';

/** A part as the reader and the slicer found it. */
export interface SlicedPart {
  readonly part: string;
  readonly file: string;
  readonly report: MeshReport;
  /** Layers in which something was repaired, lowest first. */
  readonly layers: readonly LayerRepair[];
}

/** A closed gap wider than this may have changed the part: tissue is not printed on a guess. */
const widestGapMm = 0.1;
/** The end of a vessel has more corners than a strut's, and is more of its surface than a hole in it. */
const leastCorners = 6;
const leastShare = 5e-4;

/**
 * Refuses parts that lost something, and parts that were closed by a guess: over gaps above 0.1 mm, and over openings that
 * are not flat or not small against their body. Reports what was closed below that.
 */
export function gateMesh(parts: readonly SlicedPart[]): Judgement[] {
  return parts.flatMap((part) => [
    ...vanished(part),
    ...openings(part),
    ...holesAlone(part),
    ...widestGap(part),
    ...lostPieces(part),
    ...gapsClosed(part),
  ]);
}

function vanished({ part, file, report: { vanishedMm2 } }: SlicedPart): Judgement[] {
  if (vanishedMm2 === 0) return [];
  return [
    {
      code: 'mesh-cancels',
      severity: 'refuse',
      where: { part, file },
      what: `Bodies of ${part} with ${mm2(vanishedMm2)} of surface stand in the file twice, once each way: their volume is 0, and they are not printed.`,
      fix: 'Export them as solid bodies; --allow mesh prints the rest.',
      numbers: { vanishedMm2 },
    },
  ];
}

/** Openings that were closed before cutting: one note for those that are ends for sure, one refusal for the others. */
function openings({ part, file, report: { caps } }: SlicedPart): Judgement[] {
  const sure = caps.filter((cap) => cap.sure);
  const guesses = caps.filter((cap) => !cap.sure);
  const findings: Judgement[] = [];
  if (guesses.length > 0) {
    const worst = largest(guesses);
    const why = worst.around
      ? 'only holes in the sides of a block show the block: which side of the surface is solid is not certain'
      : worst.share >= 0.25
        ? `${Math.round(100 * worst.share)} % of its body's surface`
        : `its rim lies up to ${worst.offPlane.toFixed(3)} mm off a plane`;
    findings.push({
      code: 'mesh-opening',
      severity: 'refuse',
      where: { part, file },
      what: `${counted(guesses.length, 'opening')} of ${part} ${guesses.length === 1 ? 'was' : 'were'} closed by a guess, the largest ${size(worst)} (${why}).`,
      fix: 'Close the opening in the model and export it again; --allow mesh prints it as closed.',
      numbers: numbersOf(guesses),
    });
  }
  if (sure.length > 0) {
    findings.push({
      code: 'mesh-ends-closed',
      severity: 'note',
      where: { part, file },
      what: `${counted(sure.length, 'flat opening')} of ${part} ${sure.length === 1 ? 'was' : 'were'} closed, the largest ${size(largest(sure))}.${cutText(part, sure)}`,
      numbers: numbersOf(sure),
    });
  }
  if (caps.length > 1 && caps.every(isVesselEnd)) findings.push(lumen(part, file, caps.length));
  return findings;
}

/** Rims around the edges of a block: the side that the triangles turn away from is solid, which nothing else confirms. */
function cutText(part: string, caps: readonly Cap[]): string {
  const bent = caps.filter(({ pieces }) => pieces > 1).length;
  if (bent === 0) return '';
  return ` ${bent} of them run${bent === 1 ? 's' : ''} around edges of the block that ${part} was cut out of: what its triangles face away from is taken for solid.`;
}

/** Round or nearly so, without a wall around it, and no mere hole where a few triangles are missing. */
function isVesselEnd({ sure, holes, pieces, corners, share }: Cap): boolean {
  return sure && holes === 0 && pieces === 1 && corners >= leastCorners && share >= leastShare;
}

/** A surface without a wall: its inside is what is printed. */
function lumen(part: string, file: string, ends: number): Judgement {
  return {
    code: 'mesh-lumen',
    severity: 'note',
    where: { part, file },
    what: `${part} is a surface of ${ends} open ends without a wall: a vessel is printed as its lumen, filled.`,
    fix: 'Where a wall is meant, shell gives it one: shell: { ink: …, thickness: … }.',
    numbers: { ends },
  };
}

function holesAlone({ part, file, layers }: SlicedPart): Judgement[] {
  const wrong = layers.filter(({ lostMm2 }) => lostMm2 > 0);
  if (wrong.length === 0) return [];
  const worst = wrong.reduce((a, b) => (b.lostMm2 > a.lostMm2 ? b : a));
  return [
    {
      code: 'mesh-hole-alone',
      severity: 'refuse',
      where: { part, file, layer: worst.layer },
      what: `${counted(wrong.length, 'layer')} of ${part} ${wrong.length === 1 ? 'has' : 'have'} holes that lie in nothing or in each other, up to ${mm2(worst.lostMm2)} with what lies in them: they are left empty.`,
      fix: 'Repair the mesh (a surface around them is lost or inside out) and export it again; --allow mesh leaves them empty.',
      numbers: { layers: wrong.length, lostMm2: worst.lostMm2 },
    },
  ];
}

function widestGap({ part, file, layers }: SlicedPart): Judgement[] {
  const wide = layers.filter(({ largestGapMm }) => largestGapMm > widestGapMm);
  if (wide.length === 0) return [];
  const worst = wide.reduce((a, b) => (b.largestGapMm > a.largestGapMm ? b : a));
  return [
    {
      code: 'mesh-gap',
      severity: 'refuse',
      where: { part, file, layer: worst.layer },
      what: `${counted(wide.length, 'layer')} of ${part} had gaps above ${widestGapMm} mm closed, the widest ${worst.largestGapMm.toFixed(3)} mm.`,
      fix: 'Repair the mesh (close its holes) and export it again; --allow mesh prints it as closed.',
      numbers: { layers: wide.length, largestGapMm: worst.largestGapMm, limitMm: widestGapMm },
    },
  ];
}

function lostPieces({ part, file, layers }: SlicedPart): Judgement[] {
  const lossy = layers.filter(({ droppedMm }) => droppedMm > 0);
  if (lossy.length === 0) return [];
  const droppedMm = lossy.reduce((sum, layer) => sum + layer.droppedMm, 0);
  const worst = lossy.reduce((a, b) => (b.droppedMm > a.droppedMm ? b : a));
  return [
    {
      code: 'mesh-piece-lost',
      severity: 'refuse',
      where: { part, file, layer: worst.layer },
      what: `${droppedMm.toFixed(2)} mm of the surface of ${part} on ${counted(lossy.length, 'layer')} found nothing to close with and were left out.`,
      fix: 'Repair the mesh (it is open) and export it again; --allow mesh prints what is left.',
      numbers: { layers: lossy.length, droppedMm },
    },
  ];
}

function gapsClosed({ part, file, report, layers }: SlicedPart): Judgement[] {
  const gaps = layers.reduce((sum, layer) => sum + layer.gapsClosed, 0);
  if (report.watertight && gaps === 0) return [];
  const widest = Math.max(0, ...layers.map(({ largestGapMm }) => largestGapMm));
  const faults = [
    counted(report.openEdges, 'open edge'),
    counted(report.nonManifoldEdges ?? 0, 'edge of more than two triangles', 'edges of more than two triangles'),
  ].filter((text) => !text.startsWith('0 '));
  const why = faults.length > 0 ? ` (${faults.join(', ')})` : '';
  const state = report.watertight ? 'is not quite watertight' : `is not watertight${why}`;
  return [
    {
      code: 'mesh-repaired',
      severity: 'warn',
      where: { part, file },
      what: `${part} ${state}: ${counted(gaps, 'gap')} closed while slicing, the widest ${widest.toFixed(4)} mm.`,
      fix: 'Look at the layers in the viewer, or repair the mesh.',
      numbers: { gaps, largestGapMm: widest },
    },
  ];
}

function largest(caps: readonly Cap[]): Cap {
  return caps.reduce((a, b) => (b.area > a.area ? b : a));
}

function size({ area, diameter }: Cap): string {
  return `${mm2(area)} and ${diameter.toFixed(2)} mm wide`;
}

function numbersOf(caps: readonly Cap[]): Record<string, number> {
  const { area, diameter } = largest(caps);
  return { openings: caps.length, areaMm2: area, diameterMm: diameter };
}

function mm2(area: number): string {
  return `${area >= 1 ? area.toFixed(2) : Number(area.toPrecision(3))} mm²`;
}
