import type { Print } from '../print.ts';
import type { ReportFinding } from '../report.ts';

/** The strand a finding points at: by its number or line, else the first of its ink or well on its layer; -1 if none. */
export function strandOfFinding({ strands, inks, wellNames, line, rows }: Print, { where }: ReportFinding): number {
  if (where.strand !== undefined) return strands.id.indexOf(where.strand);
  if (where.line !== undefined) {
    for (let s = 0; s < strands.count; s++) {
      if (strands.endRow[s] > 0 && strands.endRow[s] <= rows && line[strands.endRow[s] - 1] >= where.line) return s;
    }
    return -1;
  }
  if (where.layer === undefined || (where.ink === undefined && where.well === undefined)) return -1;
  for (let s = 0; s < strands.count; s++) {
    const fits =
      strands.layer[s] === where.layer &&
      (where.ink === undefined || inks[strands.ink[s]]?.name === where.ink) &&
      (where.well === undefined || wellNames[strands.well[s]] === where.well);
    if (fits) return s;
  }
  return -1;
}
