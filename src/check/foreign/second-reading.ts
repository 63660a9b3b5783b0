import { type ParsedLine, parseLine } from 'gcode-parser';
import { readFactsOf } from '../../firmware/dialects.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import { findTool } from '../../printer/profile-tool.ts';
import { linePatterns, type PatternBook } from './second-patterns.ts';

/**
 * The emitted file, read a second time by an interpreter that shares no code with the byte reader: what both agree on is
 * not one misreading. Lines are taken apart by a parser that somebody else wrote (the npm package gcode-parser); only
 * plain moves, which are most of a file, by a pattern of text and the engine's own reading of numbers. It knows only
 * what this project's own files hold; anything else is a complaint.
 */
export interface SecondReading {
  readonly strands: readonly SecondStrand[];
  /** µL pushed while the needle rests, by the number of strands read before. */
  readonly restingUl: ReadonlyMap<number, number>;
  readonly complaints: readonly Complaint[];
  /** Ids of tools whose valve stands open at the end of the file. */
  readonly openValves: readonly string[];
}

export interface SecondStrand {
  readonly id: number;
  readonly tool: string;
  /** Line of its comment. */
  readonly line: number;
  /** x y z of its path, nm, the point where it starts included. */
  readonly points: number[];
  /** µL pushed on the way, NaN where the file does not tell. */
  volumeUl: number;
  /** mm along the way while ink flows. */
  flowingMm: number;
  /** mm/s, slowest and fastest on the way. */
  readonly speeds: [low: number, high: number];
  /** s that the valve stands open over one place; NaN where no lines open one. */
  restS: number;
  /** Of each piece of the way, where the comment says that the width varies. */
  readonly pieces: { readonly volumeUl: number[]; readonly speed: number[]; readonly width: number[] } | null;
}

export interface Complaint {
  readonly line: number;
  readonly what: string;
}

interface State {
  readonly profile: Profile;
  readonly patterns: PatternBook;
  /** Whether the axes of a move tell its tool. */
  readonly guesses: boolean;
  line: number;
  tool: ProfileTool;
  /** By letter: NaN where no line has said it yet. */
  readonly position: Float64Array;
  readonly plungers: Float64Array;
  relative: boolean;
  relativeE: boolean;
  scale: number;
  /** mm/s of the last F, and mm of the last `;WIDTH:`. */
  speed: number;
  width: number;
  open: Set<string>;
  strand: SecondStrand | null;
  strands: SecondStrand[];
  resting: Map<number, number>;
  complaints: Complaint[];
}

const mostComplaints = 20;
const semicolon = 59;
const letterG = 71;

/** What words say, by letter: NaN where there is no such word. */
const letters = 26;
const [letterA, letterF, letterX, letterY] = [...'AFXY'].map(slotOf);

function slotOf(letter: string): number {
  return letter.charCodeAt(0) - 65;
}

/** Sees a line of the file, its number, and whether it is a plain move. */
type Watch = (line: string, number: number, isMove: boolean) => void;

/**
 * Reads a file this project wrote for `profile`. `pieces` of some lines each may come from a stream, and each line is
 * shown to all of `watches` on the way; never throws on any text.
 */
export function readAgain(
  pieces: Iterable<readonly string[]>,
  profile: Profile,
  watches: readonly Watch[] = [],
): SecondReading {
  const state: State = {
    profile,
    patterns: linePatterns(profile),
    guesses: profile.tools.length > 1 && profile.tools.every(({ select }) => select.length === 0),
    line: 0,
    tool: profile.tools[0],
    position: new Float64Array(letters).fill(Number.NaN),
    plungers: new Float64Array(letters),
    relative: false,
    relativeE: false,
    scale: 1,
    speed: Number.NaN,
    width: Number.NaN,
    open: new Set(),
    strand: null,
    strands: [],
    resting: new Map(),
    complaints: [],
  };
  for (const lines of pieces) readPiece(state, lines, watches);
  const { strands, resting, complaints } = state;
  return { strands, restingUl: resting, complaints, openValves: [...state.open] };
}

function readPiece(state: State, lines: readonly string[], watches: readonly Watch[]): void {
  const { moves } = state.patterns;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const number = ++state.line;
    const words = line.charCodeAt(0) === letterG ? plainMove.exec(line) : null;
    for (let w = 0; w < watches.length; w++) watches[w](line, number, words !== null);
    if (words !== null && !moves) readPlainMove(state, words);
    else if (line.charCodeAt(0) === semicolon) readRemark(state, line);
    else if (line.trim() !== '') readCommand(state, line.trim());
  }
}

/** The lines of bytes, decoded piece by piece so that no second copy of the file is held. */
export function* linesOf(bytes: Uint8Array): Generator<string[]> {
  const decoder = new TextDecoder('latin1');
  // So small that its lines are gone before a collection would keep them.
  const piece = 1 << 16;
  let rest = '';
  for (let at = 0; at < bytes.length; at += piece) {
    const text = rest + decoder.decode(bytes.subarray(at, at + piece));
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
}

function readRemark(state: State, line: string): void {
  if (line.startsWith(';BIO:end')) {
    state.strand = null;
    return;
  }
  if (line.startsWith(';WIDTH:')) {
    state.width = Number(line.slice(7));
    return;
  }
  const match = /^;BIO:strand=(\d+) .*?\btool=(\S+)/.exec(line);
  if (match === null) return;
  const tool = findTool(state.profile, decodeURIComponent(match[2]));
  // Where the valve alone tells the tool, its needle's place is known from here on.
  if (tool && tool.select.length === 0) state.tool = tool;
  const points = Number.isNaN(state.position[letterX]) ? [] : tipOf(state);
  state.strand = {
    id: Number(match[1]),
    tool: state.tool.id,
    line: state.line,
    points,
    volumeUl: 0,
    flowingMm: 0,
    speeds: [Infinity, 0],
    restS: state.tool.dispenser.by === 'valve' || / open=/.test(line) ? 0 : Number.NaN,
    pieces: / thinnest=/.test(line) ? { volumeUl: [], speed: [], width: [] } : null,
  };
  state.strands.push(state.strand);
}

const aWord = ' ([A-FH-LO-Z])(-?\\d+(?:\\.\\d+)?)';
/**
 * One G0 or G1 and then up to five words of a letter and a decimal number, of which none is a command or the number of a
 * line: the letters and the numbers.
 */
const plainMove = new RegExp(`^G[01]${aWord}${`(?:${aWord})?`.repeat(4)}$`);

function readPlainMove(state: State, words: RegExpExecArray): void {
  let i = 1;
  for (; i < words.length && words[i] !== undefined; i += 2) values[slotOf(words[i])] = Number(words[i + 1]);
  readFeed(state);
  move(state);
  // Filling the whole column takes longer than all the rest.
  for (i -= 2; i > 0; i -= 2) values[slotOf(words[i])] = Number.NaN;
}

/** Lines of the profile first, since they mean what the profile says; then names and texts; then words. */
function readCommand(state: State, line: string): void {
  // Moves that are not plain mean what their words say all the same.
  const isMove = /^G[01] /.test(line) && !state.patterns.moves;
  if (!isMove && readOwn(state, line)) return;
  readParsed(state, parseLine(line));
  values.fill(Number.NaN);
}

function readParsed(state: State, { words, err }: ParsedLine): void {
  if (err) complain(state, 'a checksum is wrong');
  let motion = -1;
  for (const [letter, value] of words) {
    if (typeof value !== 'number' || Number.isNaN(value)) {
      complain(state, `${letter}${value} is not a number`);
      return;
    }
    if (letter === 'G') motion = readMode(state, value, motion);
    else if (letter === 'M') readSwitch(state, value);
    else values[slotOf(letter)] = value;
  }
  readFeed(state);
  if (motion === 0 || motion === 1) move(state);
  else if (motion === 4) dwell(state);
  else if (motion === 92) name(state);
  else if (motion === 2 || motion === 3) complain(state, 'an arc, which this project never writes');
}

/** Of the command that is read; nothing is said between two of them. */
const values = new Float64Array(letters).fill(Number.NaN);

function readFeed(state: State): void {
  if (!Number.isNaN(values[letterF])) state.speed = (values[letterF] * state.scale) / 60;
}

/** What the profile means by the line, and lines that move no needle; true where no words are left to read. */
function readOwn(state: State, line: string): boolean {
  const action = state.patterns.match(line);
  if (action !== null) {
    if (action.kind === 'select') state.tool = action.tool;
    else if (action.kind === 'close') for (const { id } of action.tools) state.open.delete(id);
    else if (action.kind === 'open') {
      state.tool = action.tools.includes(state.tool) ? state.tool : action.tools[0];
      state.open.add(state.tool.id);
    }
    if (!/^G/.test(line)) return true;
  }
  // What gcode-parser misreads: texts, names, strings and bare axis letters. None of these moves a needle.
  if (/^(M117|M118|M0|M1|M29|M84|M18|M308|M306|M381)\b/.test(line) || /^[A-Z][A-Z_]+\b/.test(line)) return true;
  if (/^\(|"|^%|^\$/.test(line)) return true;
  if (/^G28\b/.test(line)) {
    state.position.fill(Number.NaN);
    return true;
  }
  return false;
}

const readsOf = ({ profile }: State) => readFactsOf(profile.dialect).reads;

function readMode(state: State, code: number, motion: number): number {
  if (code === 90 || code === 91) {
    state.relative = code === 91;
    if (readsOf(state).plungerMode === 'switched') state.relativeE = state.relative;
    return motion;
  }
  if (code === 20 || code === 21) {
    state.scale = code === 20 ? 25.4 : 1;
    return motion;
  }
  if (code === 7 && readsOf(state).g7Relative) complain(state, 'G7, which this project never writes');
  return [0, 1, 2, 3, 4, 92].includes(code) ? code : motion;
}

function readSwitch(state: State, code: number): void {
  if (code === 82 || code === 83) state.relativeE = code === 83;
}

/** The tip in nm: what was written, and the tool's offset where the written coordinates left it out. */
function tipOf({ position, tool }: State): [number, number, number] {
  const shift = tool.offsetBy === 'planner' ? tool.offset : { x: 0, y: 0, z: 0 };
  const z = position[slotOf(tool.zWord)];
  return [(position[letterX] + shift.x) * 1e6, (position[letterY] + shift.y) * 1e6, (z + shift.z) * 1e6];
}

/** Takes an axis to where its word says; the way, mm. */
function moveAxis({ position, relative, scale }: State, slot: number): number {
  if (Number.isNaN(values[slot])) return 0;
  const before = position[slot];
  const written = values[slot] * scale;
  position[slot] = relative ? (Number.isNaN(before) ? 0 : before) + written : written;
  return Number.isNaN(before) ? 0 : position[slot] - before;
}

function move(state: State): void {
  const { tool, strand } = state;
  if (state.guesses) guessTool(state);
  const dx = moveAxis(state, letterX);
  const dy = moveAxis(state, letterY);
  const dz = moveAxis(state, slotOf(state.tool.zWord));
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const pushed = pushedBy(state);
  const flag = tool.dispenser.by === 'flag' && values[slotOf(tool.dispenser.word)] > 0;
  const flows = flag || pushed > 0 || state.open.has(state.tool.id);
  if (length === 0) {
    if (pushed !== 0) rest(state, pushed);
    return;
  }
  if (strand === null) {
    if (flows) complain(state, 'ink flows on the way outside of any strand');
    return;
  }
  if (strand.points.length === 0) complain(state, 'a strand begins at an unknown place');
  const [x, y, z] = tipOf(state);
  strand.points.push(x, y, z);
  strand.speeds[0] = Math.min(strand.speeds[0], state.speed);
  strand.speeds[1] = Math.max(strand.speeds[1], state.speed);
  const volume = !flows ? 0 : state.tool.dispenser.by === 'plunger' ? pushed : Number.NaN;
  if (strand.pieces !== null) {
    strand.pieces.volumeUl.push(volume);
    strand.pieces.speed.push(state.speed);
    strand.pieces.width.push(state.width);
  }
  if (!flows) return;
  strand.flowingMm += length;
  strand.volumeUl += volume;
}

/** Shorter waits only let motion end. */
const shortestRest = 0.0101;

/** An open valve lets ink flow on one place; only where the strand's comment stands before it is it meant to. */
function dwell(state: State): void {
  const { strand, open, tool } = state;
  const s = values[slotOf('S')];
  const p = values[slotOf('P')];
  const seconds = Number.isNaN(s) ? (Number.isNaN(p) ? 0 : p) * readsOf(state).dwellP : s;
  if (strand !== null && seconds > shortestRest && open.has(tool.id)) strand.restS += seconds;
}

/** Machines that name no tool tell it by the axes that only one tool has. */
function guessTool(state: State): void {
  const { tools } = state.profile;
  const lettersOf = ({ zWord, dispenser }: ProfileTool) => [
    zWord,
    ...(dispenser.by === 'valve' ? [] : [dispenser.word]),
  ];
  const all = tools.flatMap(lettersOf);
  const tool = tools.find((candidate) =>
    lettersOf(candidate).some(
      (letter) => !Number.isNaN(values[slotOf(letter)]) && all.filter((a) => a === letter).length === 1,
    ),
  );
  if (tool) state.tool = tool;
}

/** µL that the plunger's word of this line pushes. */
function pushedBy(state: State): number {
  const { dispenser } = state.tool;
  if (dispenser.by !== 'plunger') return 0;
  const slot = slotOf(dispenser.word);
  if (Number.isNaN(values[slot])) return 0;
  const written = values[slot] * state.scale;
  const before = state.plungers[slot];
  const relative = dispenser.word === 'E' ? state.relativeE : state.relative;
  const after = relative ? before + written : written;
  state.plungers[slot] = after;
  const units = (after - before) * (dispenser.delivery ?? 1);
  if (dispenser.meaning === 'mm3') return units;
  return dispenser.meaning === 'mL' ? units * 1000 : (units * Math.PI * (dispenser.bore ?? Number.NaN) ** 2) / 4;
}

function rest(state: State, volumeUl: number): void {
  const before = state.strands.length;
  if (state.strand !== null && state.strand.flowingMm > 0) complain(state, 'the plunger moves alone within a strand');
  state.resting.set(before, (state.resting.get(before) ?? 0) + volumeUl);
}

/** G92 gives the place a new name. */
function name({ position, plungers, scale }: State): void {
  for (let slot = 0; slot < letters; slot++) {
    if (Number.isNaN(values[slot])) continue;
    const isAxis = slot === letterA || slot >= letterX;
    (isAxis ? position : plungers)[slot] = values[slot] * scale;
  }
}

function complain(state: State, what: string): void {
  if (state.complaints.length < mostComplaints) state.complaints.push({ line: state.line, what });
}
