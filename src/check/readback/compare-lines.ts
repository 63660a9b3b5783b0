import type { Finding, Place } from '../../finding/finding.ts';
import { type LineBook, lineBook } from '../../machine/lines/table-of.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { type LineChange, lineChanges, type Says } from './line-changes.ts';
import { type AddedPlace, isHarmlessHere } from './line-place.ts';
import { readback } from './readback.ts';
import { refuse } from './readback-finding.ts';

const mostFindings = 12;
/** Files that differ more are of another plan: what they have in common is not looked for any further. */
const mostDifferences = 1000;

/**
 * Whether a file prints what its job plans. Two proofs that know nothing of each other: what readers make of the file
 * against the program, and its lines against those that the job writes (`written`).
 */
export function againstPlan(bytes: Uint8Array, program: Program, profile: Profile, written: Uint8Array): Finding[] {
  return [...readback(program, profile, bytes), ...compareLines(bytes, written, profile)];
}

/**
 * A file held against the file that its job writes, line by line, whatever a reading makes of the lines: a command more,
 * less or different refuses it, but for what the white list calls harmless where it stands. Comments are free, except
 * those that a machine or this program acts on.
 */
export function compareLines(found: Uint8Array, written: Uint8Array, profile: Profile): Finding[] {
  if (sameBytes(found, written)) return [];
  const book = lineBook(profile.dialect);
  const [is, expected] = [found, written].map((bytes) => linesOf(bytes, profile, book));
  const findings: Finding[] = [];
  let more = 0;
  for (const change of lineChanges(is, expected)) {
    const finding = judge(change, is, expected, profile, book);
    if (finding === null) continue;
    if (findings.length < mostFindings) findings.push(finding);
    else if (++more >= mostDifferences) break;
  }
  const count = more < mostDifferences ? `${more}` : `At least ${more}`;
  if (more > 0) findings.push(refuse('lines-more', {}, `${count} more lines differ from those that the job writes.`));
  return findings;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The lines of a file that say something, in order. */
function linesOf(bytes: Uint8Array, { preamble }: Profile, book: LineBook): Says[] {
  const text = new TextDecoder('latin1').decode(bytes);
  const heads = new Set(preamble);
  const lines: Says[] = [];
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const said = raw.startsWith(';') ? remarkOf(raw, heads) : commandOf(raw, book);
    if (said !== '') lines.push({ said, line: i + 1 });
  });
  return lines;
}

/** A comment that somebody acts on: lines that the machine looks for, and what files of ours say of themselves. */
function remarkOf(raw: string, heads: ReadonlySet<string>): string {
  const text = raw.trimEnd();
  return heads.has(text) || text.startsWith(';BIO:') ? text : '';
}

const texts = /^(M117|M118|RESPOND|SET_DISPLAY_TEXT)\b/i;

/** The command of a line without its comment and the spelling of its numbers. */
function commandOf(raw: string, { capitalsOnly }: LineBook): string {
  const text = raw.replace(/;.*/, '').trim();
  if (/^\([^()]*\)$/.test(text)) return '';
  const bare = text.replace(/\s+/g, ' ');
  if (texts.test(bare)) return bare;
  const cased = capitalsOnly ? bare : bare.toUpperCase();
  if (!/^[GMTD]\d/.test(cased)) return cased;
  return cased.replace(/([A-Z]) ?([-+]?(?:\d+\.?\d*|\.\d+))(?![\d.])/g, (_, letter, number) => letter + Number(number));
}

function judge(
  { added, missing }: LineChange,
  is: readonly Says[],
  expected: readonly Says[],
  profile: Profile,
  book: LineBook,
): Finding | null {
  const [one, other] = [is[added ?? -1], expected[missing ?? -1]];
  const place: AddedPlace = { lines: is, at: added ?? 0, profile, book };
  if (one !== undefined && other === undefined && isHarmlessHere(place)) return null;
  const where: Place = one === undefined ? {} : { line: one.line };
  if ([one, other].every((line) => line === undefined || line.said.startsWith(';BIO:'))) {
    const what =
      other === undefined
        ? `Line ${one.line} says "${shown(one.said)}", which the job does not say.`
        : `The file ${one === undefined ? 'lacks' : `says on line ${one.line} "${shown(one.said)}" instead of`} "${shown(other.said)}".`;
    return { ...refuse('statement-changed', where, what), severity: 'warn' };
  }
  if (other === undefined) {
    return refuse('line-added', where, `Line ${one.line} is "${shown(one.said)}", which the job does not write there.`);
  }
  if (one === undefined) {
    const what = `The job writes "${shown(other.said)}" on line ${other.line} of its file; this file lacks it.`;
    return refuse('line-missing', where, what);
  }
  const what = `Line ${one.line} is "${shown(one.said)}" where the job writes "${shown(other.said)}".`;
  return refuse('line-changed', where, what);
}

const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);
