import type { DialectId } from '../../printer/profile.ts';
import { cellinkBioxLines, cellinkInkredibleLines } from './cellink-lines.ts';
import { grblLines } from './grbl-lines.ts';
import { klipperLines } from './klipper-lines.ts';
import { codesIn, type HarmlessLines, type LineTable, type OpenLines } from './line-table.ts';
import { biobotsLines, marlinLines, printessLines } from './marlin-lines.ts';
import { openLines } from './open-lines.ts';
import { rokitLines } from './rokit-lines.ts';
import { rrfLines } from './rrf-lines.ts';

/** The white list of each dialect. */
export const lineTables: Readonly<Record<DialectId, LineTable>> = {
  marlin: marlinLines,
  rrf: rrfLines,
  klipper: klipperLines,
  grbl: grblLines,
  'cellink-biox': cellinkBioxLines,
  'cellink-inkredible': cellinkInkredibleLines,
  biobots: biobotsLines,
  rokit: rokitLines,
  printess: printessLines,
};

/** A table ready for look-ups by code. */
export interface LineBook {
  readonly firmware: string;
  readonly capitalsOnly: boolean;
  readonly modelled: ReadonlySet<string>;
  readonly harmless: ReadonlyMap<string, readonly HarmlessLines[]>;
  readonly open: ReadonlyMap<string, OpenLines>;
}

/** The look-ups of a dialect; a file for an unknown printer is read as plain Marlin with any tool, up to its end. */
export function lineBook(dialect: DialectId | null): LineBook {
  const { firmware, capitalsOnly, modelled, harmless, open } = lineTables[dialect ?? 'marlin'];
  const rows = new Map<string, HarmlessLines[]>();
  for (const row of harmless) {
    for (const code of codesIn(row.codes)) rows.set(code, [...(rows.get(code) ?? []), row]);
  }
  return {
    firmware,
    capitalsOnly: dialect !== null && capitalsOnly,
    modelled: new Set([...codesIn(modelled), ...(dialect === null ? ['T', 'M2', 'M30'] : [])]),
    harmless: rows,
    open: new Map([...openLines, ...open].flatMap((row) => codesIn(row.codes).map((code) => [code, row] as const))),
  };
}

/** The rows by which a code with these words behind it is harmless somewhere. */
export function harmlessRows(book: LineBook, code: string, rest: string): readonly HarmlessLines[] {
  return (book.harmless.get(code) ?? []).filter((row) => row.words?.test(rest) !== false);
}
