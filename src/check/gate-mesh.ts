import type { Finding } from '../finding/finding.ts';
import type { MeshReport } from '../mesh/mesh.ts';
import type { LayerRepair } from '../slice/chain-rings.ts';

/** A part as the slicer found it. */
export interface SlicedPart {
  readonly part: string;
  readonly file: string;
  readonly report: MeshReport;
  /** Layers in which something was mended, lowest first. */
  readonly layers: readonly LayerRepair[];
}

/** A closed gap wider than this may have changed the part: tissue is not printed on a guess. */
const widestGapMm = 0.1;

/** Refuses parts that had to be mended beyond 0.1 mm or that lost pieces; tells what was mended below that. */
export function gateMesh(parts: readonly SlicedPart[]): Finding[] {
  return parts.flatMap((part) => [...widestGap(part), ...lostPieces(part), ...mended(part)]);
}

function widestGap({ part, file, layers }: SlicedPart): Finding[] {
  const wide = layers.filter(({ largestGapMm }) => largestGapMm > widestGapMm);
  if (wide.length === 0) return [];
  const worst = wide.reduce((a, b) => (b.largestGapMm > a.largestGapMm ? b : a));
  return [
    {
      gate: 'mesh',
      code: 'mesh-gap',
      severity: 'refuse',
      where: { part, file, layer: worst.layer },
      what: `${count(wide.length, 'layer')} of ${part} had gaps above ${widestGapMm} mm closed, the widest ${worst.largestGapMm.toFixed(3)} mm`,
      fix: 'repair the mesh (close its holes) and export it again; --allow mesh prints it as mended',
      numbers: { layers: wide.length, largestGapMm: worst.largestGapMm, limitMm: widestGapMm },
    },
  ];
}

function lostPieces({ part, file, layers }: SlicedPart): Finding[] {
  const lossy = layers.filter(({ droppedMm }) => droppedMm > 0);
  if (lossy.length === 0) return [];
  const droppedMm = lossy.reduce((sum, layer) => sum + layer.droppedMm, 0);
  const worst = lossy.reduce((a, b) => (b.droppedMm > a.droppedMm ? b : a));
  return [
    {
      gate: 'mesh',
      code: 'mesh-piece-lost',
      severity: 'refuse',
      where: { part, file, layer: worst.layer },
      what: `${droppedMm.toFixed(2)} mm of the surface of ${part} on ${count(lossy.length, 'layer')} found no neighbour within 2 mm and were left out`,
      fix: 'repair the mesh (it is open) and export it again; --allow mesh prints what is left',
      numbers: { layers: lossy.length, droppedMm },
    },
  ];
}

function mended({ part, file, report, layers }: SlicedPart): Finding[] {
  const gaps = layers.reduce((sum, layer) => sum + layer.gapsClosed, 0);
  if (report.watertight && gaps === 0) return [];
  const largest = Math.max(0, ...layers.map(({ largestGapMm }) => largestGapMm));
  const faults = [
    count(report.openEdges ?? 0, 'open edge'),
    count(report.nonManifoldEdges ?? 0, 'edge of more than two triangles', 'edges of more than two triangles'),
  ].filter((text) => !text.startsWith('0 '));
  const why = faults.length > 0 ? ` (${faults.join(', ')})` : '';
  return [
    {
      gate: 'mesh',
      code: 'mesh-mended',
      severity: 'warn',
      where: { part, file },
      what: `${part} is not watertight${why}: ${count(gaps, 'gap')} closed while slicing, the widest ${largest.toFixed(4)} mm`,
      fix: 'look at the layers in the viewer, or repair the mesh',
      numbers: { gaps, largestGapMm: largest },
    },
  ];
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
