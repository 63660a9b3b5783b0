import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import type { MapAddress } from './cell-map.ts';
import type { Window } from './window.ts';

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

/** Of a window that the kernel looks at; holds as long as it does. */
export function groundOf(kernel: FidelityKernel, { frame }: Window, widthNm: number): Ground {
  const section = kernel.sectionMap();
  const core = kernel.erode(section, widthNm / 2 - slackColumns * frame.columnNm);
  // What lies between two rows of the core is not seen: a row is added, so that plain borders are not thin.
  const thin = kernel.without(section, kernel.grown(core, widthNm / 2 + frame.rowNm));
  return { kernel, section, core, thin };
}
