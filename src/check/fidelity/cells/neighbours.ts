import type { Strand } from '../../../laydown/strand.ts';
import type { Asked } from '../asked.ts';
import { lossColumn, lossColumns, lossKind, type PartFigures, samplesPerLoss } from '../figures.ts';

/**
 * Whether a lost piece of a lattice is filled by the layers around it. A lattice of several directions fills a part
 * layer by layer in turn: where the part is narrower than the gap from strand to strand, single layers may miss it, all
 * of one turn may not.
 */
export function isFilledInTurn(
  figures: PartFigures,
  loss: number,
  asked: Asked,
  strandsAround: () => readonly Strand[],
): boolean {
  const row = figures.losses.subarray(lossColumns * loss, lossColumns * (loss + 1));
  if (asked.solid || asked.turn < 2 || row[lossColumn.kind] === lossKind.tip) return false;
  // Where a disc as wide as the gap fits between the places of strands, each layer has a line in it.
  if (row[lossColumn.depth] >= (asked.width + asked.gap) / 2 + asked.width / 8) return false;
  const reachNm = (asked.gap + asked.width / 2) * 1e6;
  const strands = strandsAround();
  for (let s = 0; s < samplesPerLoss; s++) {
    const at = 2 * (loss * samplesPerLoss + s);
    const x = figures.samples[at] * 1e6;
    const y = figures.samples[at + 1] * 1e6;
    if (!strands.some((strand) => passesWithin(strand, x, y, reachNm))) return false;
  }
  return true;
}

function passesWithin({ points, closed }: Strand, x: number, y: number, reachNm: number): boolean {
  const count = points.length / 2;
  const square = reachNm * reachNm;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = i === 0 ? count - 1 : i - 1;
    const dx = points[2 * i] - points[2 * j];
    const dy = points[2 * i + 1] - points[2 * j + 1];
    const px = x - points[2 * j];
    const py = y - points[2 * j + 1];
    const length = dx * dx + dy * dy;
    const t = length > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0;
    const ex = px - t * dx;
    const ey = py - t * dy;
    if (ex * ex + ey * ey <= square) return true;
  }
  return false;
}
