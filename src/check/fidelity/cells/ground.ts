import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { enterEdges, enterPieces, enterRuns, kernelOn } from '../enter-layer.ts';
import type { Frame } from '../frame.ts';
import type { Runs } from '../runs.ts';
import type { StrandPieces } from '../strand-pieces.ts';
import type { MapAddress } from './cell-map.ts';

/** The section of a part on one layer, and where strands may and should lie in it; the kernel holds the strands as well. */
export interface Ground {
  readonly kernel: FidelityKernel;
  /** All its cells. */
  readonly section: MapAddress;
  /** Where the middle of a whole strand fits in; two columns wider, so that a wall of exactly one strand counts. */
  readonly core: MapAddress;
  /** Narrower than a strand: what no strand of full width would cover. */
  readonly thin: MapAddress;
}

/** The core is taken this much wider, in columns: cells are counted by their middles. */
const slackColumns = 1.5;

/** Holds until the kernel is asked for something else. */
export function groundOf(frame: Frame, runs: Runs, edges: Float64Array, pieces: StrandPieces, widthNm: number): Ground {
  const kernel = kernelOn(frame);
  enterRuns(kernel, runs);
  enterEdges(kernel, edges);
  enterPieces(kernel, pieces);
  const section = kernel.sectionMap();
  const core = kernel.erode(section, widthNm / 2 - slackColumns * frame.columnNm);
  // What lies between two rows of the core is not seen: a row is added, so that plain borders are not thin.
  const thin = kernel.without(section, kernel.grown(core, widthNm / 2 + frame.rowNm));
  return { kernel, section, core, thin };
}
