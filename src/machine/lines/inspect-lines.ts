import { dialectOf } from '../../firmware/dialects.ts';
import type { HarmlessLines, Standing } from '../../firmware/line-table.ts';
import { motionFlag } from '../../gcode/motion.ts';
import { bitsOf, type ReadRules, rulesFor } from '../../gcode/read/read-rules.ts';
import { commandKey, parseNamed, type Signature, signatureOf } from '../../gcode/read/read-signatures.ts';
import { createWords, lineEnd, oddity, scanLine, type Words } from '../../gcode/read/read-words.ts';
import { followsSetting, velocityKeys } from '../../gcode/read-settings.ts';
import { starts } from '../../gcode/reading/read-comments.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import type { Profile } from '../../printer/profile.ts';
import { type OwnLines, ownLines } from './own-lines.ts';
import { type MoveWords, moveWordsOf, strangeWords } from './strange-words.ts';
import { harmlessRows, type LineBook, lineBook } from './table-of.ts';

/** A kind of line that is not understood, with the first line that holds it. */
export interface OpenLine {
  /** The code or name, or what is wrong with the line. */
  readonly command: string;
  /** The first such line, without its comment. */
  readonly text: string;
  readonly line: number;
  count: number;
  readonly could: string;
  /** What follows the code in a sentence: "multiplies the speed of all that follows". */
  readonly what: string;
}

const [G, M] = [6, 12];
const mostKinds = 200;
const [newline, other] = [27, 28];
/** By byte: 0 what a number is made of and blanks, 1 to 26 capitals, else the end of a line or what needs a look. */
const kindOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 65 && byte <= 90) return byte - 64;
  if (byte === 10 || byte === 13) return newline;
  return (byte >= 48 && byte <= 57) || byte === 32 || byte === 45 || byte === 46 ? 0 : other;
});

/** A letter, or what else begins no comment and no empty line. */
const isCommand = (byte: number): boolean =>
  (kindOf[byte] > 0 && kindOf[byte] < newline) || (byte >= 97 && byte <= 122);

/** A file of ours says so in its head: nothing in it may be left to luck. */
export const isOurs = ({ header }: GcodeReading): boolean => header['plan'] !== undefined;

interface Inspection {
  readonly bytes: Uint8Array;
  readonly rules: ReadRules;
  readonly book: LineBook;
  readonly own: OwnLines;
  readonly lineLimit: number;
  /** Settings that are followed are none of a file of ours: what it needs stands in its profile. */
  readonly ours: boolean;
  readonly moves: MoveWords;
  /** GRBL acts on single bytes wherever they stand. */
  readonly bytesAct: boolean;
  /** Lines of the first and last motion with ink, and of the last motion of all. */
  readonly ink: InkLines;
  readonly found: Map<string, OpenLine>;
  readonly words: Words;
  line: number;
  inStrand: boolean;
}

/**
 * Every line of a file against the white list of its dialect: what is neither carried out by the reading nor harmless
 * where it stands. One pass; moves are looked at byte by byte and no further.
 */
export function inspectLines(bytes: Uint8Array, profile: Profile | null, reading: GcodeReading): OpenLine[] {
  const rules = rulesFor(profile);
  const dialect = profile === null ? null : dialectOf(profile.dialect);
  const book = lineBook(rules.dialect);
  const state: Inspection = {
    bytes,
    rules,
    book,
    own: ownLines(profile),
    lineLimit: dialect?.lineLimit ?? Number.POSITIVE_INFINITY,
    moves: moveWordsOf(rules, book.brackets),
    ours: isOurs(reading),
    bytesAct: dialect !== null && dialect.realtime !== null,
    ink: inkLines(reading),
    found: new Map(),
    words: createWords(),
    line: 0,
    inStrand: false,
  };
  const end = bytes.length;
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let at = marked ? 3 : 0;
  if (marked && isCommand(bytes[at])) {
    const what = 'stands before the first line, which no firmware then takes for a command';
    note({ ...state, line: 1 }, at, lineEnd(bytes, at, end), 'a byte order mark', 'be left out', what);
  }
  while (at < end) {
    state.line++;
    const stop = inspectLine(state, at, end);
    const pair = bytes[stop] === 13 && bytes[stop + 1] === 10;
    if (bytes[stop] === 13 && !pair && !book.returnEnds && stop + 1 < end) noteReturn(state, at, stop);
    at = pair ? stop + 2 : stop + 1;
  }
  return [...state.found.values()];
}

/** A file of old Macintoshes: its lines are one to these firmwares, of which only the first command may be run. */
function noteReturn(state: Inspection, at: number, stop: number): void {
  const what = `ends the line, which ${state.book.firmware} does not take for an end when it reads a file: what follows is part of this line to it`;
  note(state, at, stop, 'a carriage return alone', 'be left out', what);
}

interface InkLines {
  readonly first: number;
  readonly last: number;
  readonly lastMotion: number;
}

function inkLines({ motions: { flags, line, count }, counts, tooLarge }: GcodeReading): InkLines {
  if (tooLarge) return { first: 1, last: counts.lines, lastMotion: counts.lines };
  let first = 0;
  while (first < count && (flags[first] & motionFlag.extrudes) === 0) first++;
  let last = count - 1;
  while (last > first && (flags[last] & motionFlag.extrudes) === 0) last--;
  const lastMotion = count === 0 ? 0 : line[count - 1];
  if (first === count) return { first: counts.lines + 1, last: 0, lastMotion };
  return { first: line[first], last: line[last], lastMotion };
}

/** Judges the line that begins at `at`; the byte of its end. */
function inspectLine(state: Inspection, at: number, end: number): number {
  const { bytes } = state;
  const first = bytes[at];
  if (first === 10 || first === 13) return at;
  if (first === 71 && (bytes[at + 1] === 48 || bytes[at + 1] === 49) && bytes[at + 2] === 32) {
    const stop = plainMoveEnd(state, at + 3, end);
    if (stop >= 0 && stop - at <= state.lineLimit) return stop;
  }
  const stop = lineEnd(bytes, at, end);
  if (state.bytesAct) inspectBytes(state, at, stop);
  if (first === 59) readMark(state, at, stop);
  else inspectCommand(state, at, stop);
  return stop;
}

/** The end of a move that has no words but its own; -1 for a line that needs a second look. */
function plainMoveEnd({ bytes, moves }: Inspection, from: number, end: number): number {
  let mask = 0;
  let p = from;
  for (; p < end; p++) {
    const kind = kindOf[bytes[p]];
    if (kind === 0) continue;
    if (kind >= newline) break;
    // A letter without a number is looked at again.
    const next = bytes[p + 1];
    if (!(next >= 48 && next <= 57) && next !== 45 && next !== 46) return -1;
    mask |= 1 << (kind - 1);
  }
  return (mask & ~moves.straight) === 0 && (p === end || kindOf[bytes[p]] === newline) ? p : -1;
}

function readMark(state: Inspection, at: number, stop: number): void {
  if (starts(state.bytes, at, stop, ';BIO:strand=')) state.inStrand = true;
  else if (starts(state.bytes, at, stop, ';BIO:end')) state.inStrand = false;
}

/** GRBL takes `!`, `?`, `~`, reset and all bytes above 127 out of the stream as they arrive (grbl/serial.c). */
function inspectBytes(state: Inspection, at: number, stop: number): void {
  for (let p = at; p < stop; p++) {
    const byte = state.bytes[p];
    if (byte === 33 || byte === 63 || byte === 126 || byte === 24 || byte > 127) {
      const name = byte > 32 && byte < 127 ? `"${String.fromCharCode(byte)}"` : `byte ${byte}`;
      note(state, at, stop, name, 'stop', 'acts at once, in comments too');
      return;
    }
  }
}

/** A firmware keeps a line as text, which a NUL ends; what others do to it depends on the firmware. */
function inspectControls(state: Inspection, at: number, stop: number): void {
  for (let p = at; p < stop; p++) {
    const byte = state.bytes[p];
    if (byte >= 32 || byte === 9) continue;
    note(state, at, stop, `byte ${byte}`, 'be cut short', 'is no character of a line');
    return;
  }
}

function inspectCommand(state: Inspection, at: number, stop: number): void {
  const { bytes, words, book, lineLimit } = state;
  let first = at;
  while (first < stop && (bytes[first] === 32 || bytes[first] === 9)) first++;
  if (first === stop || bytes[first] === 59 || isPercentAlone(bytes, first, stop)) return;
  scanLine(bytes, at, stop, words);
  if (bytes[first] === 40 && words.first < 0 && words.textAt < 0) return;
  const text = textOf(state, at, stop);
  if (text === '') return;
  inspectControls(state, at, words.commentAt >= at && words.commentAt < stop ? words.commentAt : stop);
  if (state.own.standings(text.replace(/^N\d+ ?/i, '')).some((where) => stands(state, where))) return;
  if (bytes[first] === 47) note(state, at, stop, '/');
  const spoken = words.textAt < 0 ? text : text.slice(0, Math.max(0, words.textAt - first));
  if (book.capitalsOnly && (words.odd & oddity.nested) === 0 && /[a-z]/.test(spoken.replace(/\([^)]*\)?/g, ''))) {
    note(state, at, stop, 'small letters', 'be left out', `are no commands to ${book.firmware}`);
  }
  if (commandEnd(state, at, stop) - first > lineLimit && words.textAt < 0) {
    const what = `is cut by ${book.firmware}, which takes ${lineLimit} characters`;
    note(state, at, stop, 'a long line', 'move', what);
  }
  if (words.starAt >= 0 && !book.checksums)
    note(state, at, stop, '*', 'stop', `is no character to ${book.firmware}, which knows no checksums`);
  for (const { command, could, what } of strangeWords(words, text, state.moves))
    note(state, at, stop, command, could, what);
  inspectCodes(state, at, stop, text, first);
}

/** `%` marks the ends of a program; what stands behind it on the line is no command to any firmware. */
function isPercentAlone(bytes: Uint8Array, first: number, stop: number): boolean {
  if (bytes[first] !== 37) return false;
  let p = first + 1;
  while (p < stop && bytes[p] <= 32) p++;
  return p === stop || bytes[p] === 59;
}

function inspectCodes(state: Inspection, at: number, stop: number, text: string, first: number): void {
  const { words: w, bytes } = state;
  if (w.textAt >= 0 && w.mCount === 0) {
    inspectNamed(state, at, stop, text);
    return;
  }
  if (bytes[first] === 36) {
    note(state, at, stop, /^\$[HJ]/i.exec(text)?.[0].toUpperCase() ?? '$');
    return;
  }
  if (w.first < 0) {
    note(state, at, stop, bytes[first] === 35 ? '#' : text.split(/\s/, 1)[0].slice(0, 20));
    return;
  }
  // Its words were looked at with those of moves.
  if (state.rules.modal && w.gCount + w.mCount === 0 && (w.mask & state.moves.axes) !== 0) return;
  for (let i = 0; i < w.mCount; i++) inspectCode(state, at, stop, M, w.m[i], text);
  for (let i = 0; i < w.gCount; i++) inspectCode(state, at, stop, G, w.g[i], text);
  if (w.gCount + w.mCount === 0) {
    const value = (w.mask & (1 << w.first)) === 0 ? Number.NaN : Math.round(w.values[w.first] * 10);
    inspectCode(state, at, stop, w.first, value, text);
  }
}

function inspectCode(state: Inspection, at: number, stop: number, letter: number, tenths: number, text: string): void {
  const { book, rules, words } = state;
  const name = String.fromCharCode(65 + letter);
  const code = letter === G || letter === M ? `${name}${tenths / 10}` : name;
  if (rules.heatsByG10 && code === 'G10' && isHeat(words)) return;
  if (code === 'G28' || code === 'G92') {
    if (inspectPlace(state, code)) return;
  } else if (book.modelled.has(code)) return;
  const signature = signatureOf(rules.signatures.byCommand.get(commandKey(letter, tenths)) ?? [], words);
  if (signature !== null && isWhole(state, signature)) return;
  if (letter === M && !state.ours && followsSetting(rules, tenths, words.mask | words.bare)) return;
  const rest = text.slice(/^(N\d+\s*)?[A-Z]\s*[\d.]+\s*/i.exec(text)?.[0].length ?? 0).trim();
  const rows = harmlessRows(book, code, rest);
  if (rows.some(({ where }) => stands(state, where))) return;
  noteCode(state, at, stop, code, rows);
}

/** A line means what the profile says only with no words but those: `T0 P0` takes up no tool on RepRapFirmware. */
function isWhole({ words: w, moves: { straight }, rules }: Inspection, { words, action }: Signature): boolean {
  const own = words.reduce((bits, { letter }) => bits | (1 << letter), bitsOf('GMN') | (1 << w.first));
  const taken = 'letter' in action && action.letter >= 0 ? own | (1 << action.letter) : own;
  // The BIO X6 writes a height on the line of a tool, and turrets a place behind a work system.
  const moves = rules.movesOnToolLine || rules.modal || w.gCount > 0 ? straight : 0;
  return ((w.mask | w.bare) & ~(taken | moves)) === 0;
}

/** `G10 P0 S37 R4` sets temperatures; with axes it sets an offset, and alone it draws the plunger back. */
const isHeat = ({ mask, bare }: Words): boolean =>
  (mask & bitsOf('RS')) !== 0 && ((mask | bare) & ~bitsOf('GNPRS')) === 0 && bare === 0;

/** Homing tells a place before anything is printed, and only where the needle may meet the end stops; G92 a name. */
function inspectPlace({ rules, words, book, ink, line }: Inspection, code: string): boolean {
  if (code === 'G92') return book.modelled.has(code);
  const axes = (words.mask | words.bare) & bitsOf('XYZ');
  const alone = axes !== 0 && (axes & bitsOf('Z')) === 0;
  return (rules.guessed || alone) && line < ink.first;
}

function inspectNamed(state: Inspection, at: number, stop: number, text: string): void {
  const named = parseNamed(text);
  const { book, rules } = state;
  if (named === null) {
    note(state, at, stop, /^o</i.test(text) ? 'O' : text.split(/\s/, 1)[0].slice(0, 40));
    return;
  }
  const { name, pairs } = named;
  const meant = (rules.signatures.byName.get(name) ?? []).some((signature) =>
    signature.pairs.every(([key, value]) =>
      pairs.some((pair) => pair[0] === key && (value === '*' || value === pair[1])),
    ),
  );
  if (meant || book.modelled.has(name)) return;
  const limits = rules.named && name === 'SET_VELOCITY_LIMIT';
  if (limits && !state.ours && pairs.every(([key]) => velocityKeys.includes(key))) return;
  const rows = harmlessRows(book, name, '');
  if (!rows.some(({ where }) => stands(state, where))) noteCode(state, at, stop, name.slice(0, 40), rows);
}

function noteCode(state: Inspection, at: number, stop: number, code: string, rows: readonly HarmlessLines[]): void {
  const open = state.book.open.get(code);
  const [row] = rows;
  if (row === undefined || open !== undefined) note(state, at, stop, code, open?.could, open?.what);
  else note(state, at, stop, code, 'stop', `${row.what}; it is harmless ${row.where} only`);
}

function note(
  state: Inspection,
  at: number,
  stop: number,
  command: string,
  could = state.book.open.get(command)?.could ?? 'move, scale or stop',
  what = state.book.open.get(command)?.what ?? `is no command that is known of ${state.book.firmware}`,
): void {
  const known = state.found.get(command);
  if (known !== undefined) known.count++;
  else if (state.found.size < mostKinds) {
    const text = textOf(state, at, stop).slice(0, 60);
    state.found.set(command, { command, text, line: state.line, count: 1, could, what });
  }
}

function stands({ line, ink: { first, last, lastMotion }, inStrand }: Inspection, where: Standing): boolean {
  switch (where) {
    case 'anywhere':
      return true;
    case 'between strands':
      return !inStrand;
    case 'before the first strand':
      return line < first && !inStrand;
    case 'after the last strand':
      return line > last && !inStrand;
    case 'after the last motion':
      return line > lastMotion && !inStrand;
  }
}

/** Where the line ends without its comment, its checksum and the blanks before these. */
function commandEnd({ bytes, words }: Inspection, at: number, stop: number): number {
  let end = stop;
  if (words.commentAt >= at && words.commentAt < stop) end = words.commentAt;
  if (words.starAt >= at && words.starAt < end) end = words.starAt;
  while (end > at && bytes[end - 1] <= 32) end--;
  return end;
}

/** The line without its comment and its checksum, blanks in one. */
function textOf(state: Inspection, at: number, stop: number): string {
  const end = commandEnd(state, at, stop);
  let text = '';
  for (let p = at; p < Math.min(end, at + 400); p++) text += String.fromCharCode(state.bytes[p]);
  return text.trim().replace(/\s+/g, ' ');
}
