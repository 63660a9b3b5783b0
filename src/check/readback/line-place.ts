import { readFactsOf } from '../../firmware/dialects.ts';
import type { Standing } from '../../firmware/line-table.ts';
import { harmlessRows, type LineBook } from '../../machine/lines/table-of.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Says } from './line-changes.ts';

/** A line that a file of ours holds beyond what its job writes, and where. */
export interface AddedPlace {
  readonly lines: readonly Says[];
  readonly at: number;
  readonly profile: Profile;
  readonly book: LineBook;
}

/** Harmless by the white list where it stands, or a mode said once more that is in force already. */
export function isHarmlessHere(place: AddedPlace): boolean {
  const { said } = place.lines[place.at];
  const match = /^([GM]\d+(?:\.\d)?|[A-Z][A-Z_]+)\b ?(.*)$/.exec(said);
  if (match === null) return false;
  const rows = harmlessRows(place.book, match[1], match[2]);
  return rows.some(({ where }) => stands(place, where)) || isInForce(place, said);
}

const isMove = ({ said }: Says): boolean => /^G[0-3]\b/.test(said);

function stands({ lines, at }: AddedPlace, where: Standing): boolean {
  if (where === 'anywhere') return true;
  if (inStrand(lines, at)) return false;
  const isStrand = ({ said }: Says) => said.startsWith(';BIO:strand=');
  switch (where) {
    case 'between strands':
      return true;
    case 'before the first strand':
      return !lines.slice(0, at).some(isStrand);
    case 'after the last strand':
      return !lines.slice(at + 1).some(isStrand);
    case 'after the last motion':
      return !lines.slice(at + 1).some(isMove);
  }
}

function inStrand(lines: readonly Says[], at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    if (lines[i].said.startsWith(';BIO:end')) return false;
    if (lines[i].said.startsWith(';BIO:strand=')) return true;
  }
  return false;
}

/** Files of ours are in mm and in the XY plane throughout; what else was said last is in force. */
function isInForce({ lines, at, profile }: AddedPlace, said: string): boolean {
  const before = (pattern: RegExp): string => {
    for (let i = at - 1; i >= 0; i--) if (pattern.test(lines[i].said)) return lines[i].said;
    return '';
  };
  const { expects, reads } = readFactsOf(profile.dialect);
  if (said === 'G21' || said === 'G17') return before(/^(G20|G21|G1[789])\b/) !== '' || !expects.modes.includes('G17');
  const feed = /^G[01] (F[\d.]+)$/.exec(said);
  if (feed !== null) return before(/^G[0-3]\b.* F[\d.]+/).endsWith(` ${feed[1]}`);
  // Marlin and its kin let G90 and G91 decide over E too.
  const own = reads.plungerMode !== 'switched';
  if (said === 'M82' || said === 'M83') return before(own ? /^M8[23]$/ : /^(M8[23]|G9[01])$/) === said;
  return said === 'G90' && before(own ? /^G9[01]$/ : /^(M8[23]|G9[01])$/) === said;
}
