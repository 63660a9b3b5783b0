import { columnAt, type Frame } from '../frame.ts';
import type { Runs } from '../runs.ts';
import { stroke } from '../stroke.ts';
import { type CellMap, emptyMap, grown, setRun, without } from './cell-map.ts';

/** The section of a part on one layer, and where strands may and should lie in it. */
export interface Ground {
  readonly frame: Frame;
  readonly runs: Runs;
  /** All its cells. */
  readonly section: CellMap;
  /** Where the middle of a whole strand fits in; two columns wider, so that a wall of exactly one strand counts. */
  readonly core: CellMap;
  /** Narrower than a strand: what no strand of full width would cover. */
  readonly thin: CellMap;
}

/** The core is taken this much wider, in columns: cells are counted by their middles. */
const slackColumns = 1.5;
export function groundOf(frame: Frame, runs: Runs, edges: Float64Array, widthNm: number): Ground {
  const section = sectionCells(frame, runs);
  const core = erode(section, edges, widthNm / 2 - slackColumns * frame.columnNm);
  // What lies between two rows of the core is not seen: a row is added, so that plain borders are not thin.
  const thin = without(section, grown(core, widthNm / 2 + frame.rowNm));
  return { frame, runs, section, core, thin };
}

export function erode(section: CellMap, edges: Float64Array, radiusNm: number): CellMap {
  const rim = emptyMap(section.frame);
  for (let i = 0; i < edges.length; i += 4) stroke(rim, edges[i], edges[i + 1], edges[i + 2], edges[i + 3], radiusNm);
  return without(section, rim);
}

function sectionCells(frame: Frame, runs: Runs): CellMap {
  const section = emptyMap(frame);
  let i = 0;
  for (let row = 0; row < frame.rows; row++) {
    for (; i < runs.rowEnds[row]; i++) {
      setRun(section, row, columnAt(frame, runs.from[i]), columnAt(frame, runs.to[i]));
    }
  }
  return section;
}
