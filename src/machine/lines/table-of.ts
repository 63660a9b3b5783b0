import { type DialectId, dialectOf } from '../../firmware/dialects.ts';
import { codesIn, type HarmlessLines, type LineTable, type OpenLines } from '../../firmware/line-table.ts';
import { openLines } from './open-lines.ts';

/** A table ready for look-ups by code. */
export interface LineBook {
  readonly firmware: string;
  readonly capitalsOnly: boolean;
  readonly brackets: boolean;
  readonly checksums: boolean;
  readonly returnEnds: boolean;
  readonly modelled: ReadonlySet<string>;
  readonly harmless: ReadonlyMap<string, readonly HarmlessLines[]>;
  readonly open: ReadonlyMap<string, OpenLines>;
}

/** The look-ups of a dialect; a file for an unknown printer is read as plain Marlin with any tool, up to its end. */
export function lineBook(dialect: DialectId | null): LineBook {
  if (dialect !== null) return bookOf(dialectOf(dialect).lines);
  const { lines } = dialectOf('marlin');
  return bookOf({ ...lines, modelled: `${lines.modelled} T M2 M30`, capitalsOnly: false });
}

function bookOf({
  firmware,
  capitalsOnly,
  brackets,
  checksums = true,
  returnEnds = true,
  modelled,
  harmless,
  open,
}: LineTable): LineBook {
  const rows = new Map<string, HarmlessLines[]>();
  for (const row of harmless) {
    for (const code of codesIn(row.codes)) rows.set(code, [...(rows.get(code) ?? []), row]);
  }
  return {
    firmware,
    capitalsOnly,
    brackets,
    checksums,
    returnEnds,
    modelled: new Set(codesIn(modelled)),
    harmless: rows,
    open: new Map([...openLines, ...open].flatMap((row) => codesIn(row.codes).map((code) => [code, row] as const))),
  };
}

/** The rows by which a code with these words behind it is harmless somewhere. */
export function harmlessRows(book: LineBook, code: string, rest: string): readonly HarmlessLines[] {
  return (book.harmless.get(code) ?? []).filter((row) => row.words?.test(rest) !== false);
}
