import type { FidelityKernel } from '../../kernel/fidelity-kernel.ts';
import { enterFloats } from '../../kernel/kernel.ts';
import type { Asked } from './asked.ts';
import type { Frame } from './frame.ts';

/** A contour covers so much around it, in widths. */
const reachInWidths = 0.75;

/**
 * Cells of the section that lie further from what the contours enclose than a contour reaches beyond itself, as runs of
 * columns: where they lie. Every second row around is enough: the border beside a contour is two rows wide.
 */
export function bareRuns(kernel: FidelityKernel, { rowNm }: Frame, asked: Asked): number {
  const reachNm = (reachInWidths * asked.width + asked.margin) * 1e6;
  const steps = Math.floor(reachNm / (2 * rowNm));
  const sides = new Float64Array(2 * steps + 1);
  for (let k = -steps; k <= steps; k++) sides[k + steps] = Math.sqrt(reachNm * reachNm - (2 * k * rowNm) ** 2);
  enterFloats(kernel, kernel.takeSides(sides.length), sides);
  return kernel.bareRuns();
}
