import { enterFloats } from '../../kernel/kernel.ts';
import type { Strand } from '../../laydown/strand.ts';
import type { Asked } from './asked.ts';
import { enterRings, enterRuns, kernelOn, runsAt } from './enter-layer.ts';
import type { Frame } from './frame.ts';
import type { Runs } from './runs.ts';
import { ringsOfStrands } from './turned-rings.ts';

/** A contour covers so much around it, in widths. */
const reachInWidths = 0.75;

/**
 * Cells of the section that lie further from what the contours enclose than a contour reaches beyond itself, as runs of
 * columns. Every second row around is enough: the border beside a contour is two rows wide.
 */
export function bareRuns(frame: Frame, runs: Runs, strands: readonly Strand[], asked: Asked): Runs {
  const reachNm = (reachInWidths * asked.width + asked.margin) * 1e6;
  const steps = Math.floor(reachNm / (2 * frame.rowNm));
  const sides = Float64Array.from({ length: 2 * steps + 1 }, (_, k) =>
    Math.sqrt(reachNm * reachNm - (2 * (k - steps) * frame.rowNm) ** 2),
  );
  const kernel = kernelOn(frame);
  enterRings(kernel, ringsOfStrands(strands.filter(({ role }) => role === 'contour')));
  enterRuns(kernel, runs);
  enterFloats(kernel, kernel.takeSides(sides.length), sides);
  const { rowEnds, from, to } = runsAt(kernel, kernel.bareRuns(), frame.rows);
  return { rowEnds, from, to };
}
