import type { Finding } from '../../finding/finding.ts';
import { withRemark } from '../../finding/sentence.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Motions } from '../motion.ts';
import { motionFlag } from '../motion.ts';
import { runCommands } from '../read/read-commands.ts';
import { createLayerBook, finishLayers } from '../read/read-layers.ts';
import { createMachine, remark } from '../read/read-machine.ts';
import { runMotion } from '../read/read-motion.ts';
import { runPlainMoves } from '../read/read-plain-moves.ts';
import { plungerDoubt } from '../read/read-plunger-doubt.ts';
import { type ReadRules, type RuleTool, rulesFor } from '../read/read-rules.ts';
import type { Machine } from '../read/read-state.ts';
import { createWords, lineEnd, oddity, scanLine, type Words } from '../read/read-words.ts';
import { type CommentBook, readComment } from './read-comments.ts';
import { createStrandBook, finishStrands } from './read-strands.ts';
import { createTotalsBook, extentOf, finishTotals, foldTotals } from './read-totals.ts';
import type { GcodeReading, LocalWidths, ReadStrands, ReadTool } from './reading.ts';
import { createMotionColumns, finishMotionColumns } from './reading-columns.ts';

/** More motions than this are counted, not kept. */
const drawableMotions = 20_000_000;
const star = 42;
const letterN = 1 << 13;

/**
 * Reads any G-code, ours or foreign, in one pass over its bytes. The profile tells what words mean; without one the
 * file is read as a plain Marlin would (E pushes, millimetres), and a finding says so. Never throws; what is odd
 * becomes a finding. `limit` is the number of motions kept for drawing.
 */
export function readGcode(bytes: Uint8Array, profile: Profile | null, limit = drawableMotions): GcodeReading {
  const rules = rulesFor(profile);
  const columns = createMotionColumns(Math.min(limit, estimateLines(bytes)));
  const books = { layers: createLayerBook(), strands: createStrandBook(), totals: createTotalsBook() };
  const m = createMachine(rules, columns, books, limit);
  const comments: CommentBook = { header: {}, wells: [], tools: new Map() };
  const lines = readLines(m, comments, bytes);
  const reading = finish(m, comments, lines, bytes.length);
  if (rules.plungerMode !== 'switched' || !pushesAfter(reading.motions, m.plungerDoubt)) return reading;
  const again = (plungerMode: ReadRules['plungerMode']) => readMotions(bytes, { ...rules, plungerMode }, limit);
  const doubt = plungerDoubt(m.plungerDoubt, again('switched'), again('own'));
  return doubt === null ? reading : { ...reading, findings: [...reading.findings, doubt] };
}

/** Most files end with G90 after a lift: only where ink is pushed behind it can it be read in two ways. */
function pushesAfter({ count, line, flags }: Motions, doubt: number): boolean {
  if (doubt === 0) return false;
  for (let i = count - 1; i >= 0 && line[i] > doubt; i--) {
    if ((flags[i] & (motionFlag.extrudes | motionFlag.plungerOnly)) !== 0) return true;
  }
  return false;
}

/** The motions alone, as other rules read them; a plunger of unknown bore pushes one unit a unit. */
function readMotions(bytes: Uint8Array, rules: ReadRules, limit: number): Motions {
  const tools = rules.tools.map((tool) => (Number.isNaN(tool.volumePerUnit) ? { ...tool, volumePerUnit: 1 } : tool));
  const books = { layers: createLayerBook(), strands: createStrandBook(), totals: createTotalsBook() };
  const m = createMachine({ ...rules, tools }, createMotionColumns(estimateLines(bytes)), books, limit);
  readLines(m, { header: {}, wells: [], tools: new Map() }, bytes);
  return finishMotionColumns(m.columns, m.start);
}

/** About as many lines as the file has, by samples all over it: room that fits need not grow, nor be copied at the end. */
function estimateLines(bytes: Uint8Array): number {
  const window = 4096;
  const samples = Math.min(32, Math.ceil(bytes.length / window));
  let seen = 0;
  let lines = 0;
  for (let sample = 0; sample < samples; sample++) {
    const from = Math.floor((sample * bytes.length) / samples);
    const to = Math.min(from + window, bytes.length);
    for (let p = from; p < to; p++) if (bytes[p] === 10 || bytes[p] === 13) lines++;
    seen += to - from;
  }
  return Math.ceil((lines / Math.max(seen, 1)) * bytes.length * 1.04) + 64;
}

function readLines(m: Machine, comments: CommentBook, bytes: Uint8Array): number {
  const end = bytes.length;
  const w = createWords();
  // The letters that make a G0 or G1 more than a plain move on this machine.
  const special = m.rules.selectBits | m.rules.strangeBits | (1 << 19);
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < end) {
    if (bytes[at] === 71) {
      at = runPlainMoves(m, bytes, at, end);
      if (at >= end) break;
    }
    m.line++;
    const first = bytes[at];
    let stop: number;
    if (first === 59) {
      stop = lineEnd(bytes, at, end);
      m.at = at;
      readComment(m, comments, bytes, at, stop);
    } else if (first === 10 || first === 13) {
      stop = at;
    } else {
      stop = scanLine(bytes, at, end, w);
      m.at = at;
      if (isPlain(m, w, special)) {
        m.commands++;
        m.motion = w.g[0] === 0 ? 0 : 1;
        runMotion(m, w, m.motion);
      } else runOther(m, w, comments, bytes, at, stop);
      if (m.endedBy !== null) return readAfterEnd(m, bytes, lineAfter(bytes, stop), end);
    }
    at = lineAfter(bytes, stop);
  }
  return m.line;
}

const lineAfter = (bytes: Uint8Array, stop: number): number =>
  bytes[stop] === 13 && bytes[stop + 1] === 10 ? stop + 2 : stop + 1;

/** Counts what stands behind the command that ended the print; the number of lines of the file. */
function readAfterEnd(m: Machine, bytes: Uint8Array, from: number, end: number): number {
  const w = createWords();
  const endLine = m.line;
  let lines = endLine;
  let commands = 0;
  for (let at = from; at < end; ) {
    lines++;
    const stop = scanLine(bytes, at, end, w);
    if (w.first >= 0 || w.textAt >= 0) commands++;
    at = lineAfter(bytes, stop);
  }
  if (commands > 0) {
    const what = `Line ${endLine}: ${m.endedBy} ends the print; the ${commands} commands behind it are not carried out.`;
    remark(m, 'ended', 'warn', what, 'Remove the line, or what stands behind it.');
  }
  return lines;
}

/** A lone G0 or G1 with axis words that need no second thought. */
function isPlain(m: Machine, w: Words, special: number): boolean {
  const odd = m.rules.joinsE ? w.odd : w.odd & ~oddity.joined;
  if (w.gCount !== 1 || w.mCount !== 0 || odd !== 0) return false;
  if (w.g[0] > 10 || (w.g[0] !== 10 && w.g[0] !== 0)) return false;
  if ((w.mask & special) !== 0 || w.commentAt >= 0 || w.starAt >= 0) return false;
  return (w.mask & (m.rules.ownBits | m.rules.zBits) & ~(m.wordBit | m.zBit)) === 0;
}

function runOther(m: Machine, w: Words, comments: CommentBook, bytes: Uint8Array, at: number, stop: number): void {
  const star = starOf(w, bytes);
  if (star >= 0) verifyChecksum(m, bytes, at, star);
  runCommands(m, w, bytes);
  if (w.commentAt >= 0) readComment(m, comments, bytes, w.commentAt, stop);
}

/** Where the checksum of a line begins; that of a text only where the line has a number, else the text may hold a star. */
function starOf({ starAt, textAt, textEnd, mask }: Words, bytes: Uint8Array): number {
  if (textAt < 0 || (mask & letterN) === 0) return starAt;
  let p = textEnd - 1;
  while (p > textAt && bytes[p] <= 32) p--;
  while (p > textAt && bytes[p] >= 48 && bytes[p] <= 57) p--;
  return bytes[p] === star ? p : -1;
}

/**
 * `N12 G1 X5*71`: the exclusive or of all bytes from the first that is no blank to the star, by which Marlin and
 * RepRapFirmware judge what comes over the port.
 */
function verifyChecksum(m: Machine, bytes: Uint8Array, at: number, starAt: number): void {
  let sum = 0;
  let p = at;
  while (bytes[p] === 32 || bytes[p] === 9) p++;
  for (; p < starAt; p++) sum ^= bytes[p];
  let stated = 0;
  let digits = 0;
  for (p++; p < bytes.length && bytes[p] >= 48 && bytes[p] <= 57 && digits < 6; p++, digits++) {
    stated = stated * 10 + bytes[p] - 48;
  }
  if (digits === 0 || stated === sum || (digits === 5 && m.rules.crc)) return;
  const what = `The checksum ${stated} is not that of its line, which is ${sum}: the line was changed or damaged. Over the port Marlin asks for it again, and RepRapFirmware leaves it out; Klipper, and Marlin from its own card, run it as it is.`;
  remark(m, 'checksum', 'refuse', what, 'Export or copy the file again, or take numbers and checksums out of it.');
}

function finish(m: Machine, comments: CommentBook, lines: number, bytes: number): GcodeReading {
  foldTotals(m.totals, m.columns, 0, m.columns.count);
  if (m.tooLarge) {
    const limit = m.limit;
    remark(m, 'too-many-motions', 'warn', `more than ${limit} motions: counted, but not kept for drawing`);
    m.columns.count = 0;
    m.strands.columns.count = 0;
    m.marks.count = 0;
  }
  const layers = finishLayers(m);
  const motions = finishMotionColumns(m.columns, m.start);
  const strands = finishStrands(m.strands);
  shareVolumes(motions, strands, m.tools);
  const totals = finishTotals(m.totals, m.tools.length, m.pushed);
  noteReading(
    m,
    comments,
    totals.some(({ extrudedMm, starts }) => extrudedMm > 0 || starts > 0),
  );
  return {
    motions,
    layers,
    tools: m.tools.map(
      (tool): ReadTool => ({
        id: tool.id,
        bio: comments.tools.get(tool.id) ?? {},
        volumePerUnit: tool.volumePerUnit,
      }),
    ),
    strands,
    localWidths: localWidthsOf(m),
    wells: comments.wells,
    events: m.events,
    marks: m.marks,
    limitChanges: m.limitChanges,
    coldGuards: m.coldGuards,
    header: comments.header,
    counts: { lines, bytes, motions: m.totals.rows, commands: m.commands, odd: m.odd },
    totals,
    extents: { all: extentOf(m.totals.all), extruding: extentOf(m.totals.extruding) },
    atEnd: {
      openValves: m.tools.filter((_, row) => m.valves[row] === 1).map(({ id }) => id),
      lampsOn: [...m.lamps],
      heatersOn: [...m.heaters],
    },
    tooLarge: m.tooLarge,
    findings: [...m.findings.values()].map(stated),
  };
}

function stated({ finding, count }: { finding: Finding; count: number }): Finding {
  return count === 1
    ? finding
    : { ...finding, what: withRemark(finding.what, `${count} lines`), numbers: { lines: count } };
}

function localWidthsOf({ strands, tooLarge }: Machine): LocalWidths {
  const { localRows, localWidths } = strands;
  if (tooLarge) return { rows: new Uint32Array(0), width: new Float32Array(0) };
  return { rows: Uint32Array.from(localRows), width: Float32Array.from(localWidths) };
}

/** Says what was assumed where no profile told. */
function noteReading(m: Machine, comments: CommentBook, extrudes: boolean): void {
  const rules: ReadRules = m.rules;
  m.line = 1;
  if (rules.guessed) {
    const named = comments.header['printer'];
    remark(
      m,
      'no-printer',
      'note',
      'no printer is chosen: read as Marlin would, with E in mm of a plunger of unknown bore',
      named ? `the file names the printer ${named}` : 'choose the printer the file was written for',
    );
  }
  if (m.totals.rows === 0 && m.commands > 0) remark(m, 'nothing-moves', 'warn', 'no line of the file moves anything');
  if (!extrudes && m.totals.rows > 0) {
    const strange = m.strange > 0 ? `; ${m.strange} moves have axis words of another kind of machine` : '';
    remark(m, 'nothing-extrudes', 'warn', `read this way, no motion extrudes${strange}`, 'choose the right printer');
  }
}

/** Where E tells no volume but the strand does, its motions share it by their time: pressure lets ink flow evenly. */
function shareVolumes(motions: Motions, strands: ReadStrands, tools: readonly RuleTool[]): void {
  const { count, x, y, z, strand, flags, volume, tool, speed } = motions;
  const silent = Uint8Array.from(tools, ({ volumePerUnit }) => (Number.isNaN(volumePerUnit) ? 1 : 0));
  if (!silent.includes(1)) return;
  let from = 0;
  while (from < count) {
    const row = strand[from];
    let to = from + 1;
    while (to < count && strand[to] === row) to++;
    if (row >= 0 && silent[tool[from]] === 1 && strands.volume[row] > 0) shareVolume(from, to, strands.volume[row]);
    from = to;
  }

  function shareVolume(first: number, last: number, total: number): void {
    let time = 0;
    for (let i = first; i < last; i++) if (isOpen(i)) time += timeOf(i);
    if (!(time > 0 && time < Infinity)) return;
    for (let i = first; i < last; i++) if (isOpen(i)) volume[i] = (total * timeOf(i)) / time;
  }

  function isOpen(i: number): boolean {
    return (flags[i] & motionFlag.extrudes) !== 0 && Number.isNaN(volume[i]);
  }

  function timeOf(i: number): number {
    const dx = x[i] - (i === 0 ? motions.start[0] : x[i - 1]);
    const dy = y[i] - (i === 0 ? motions.start[1] : y[i - 1]);
    const dz = z[i] - (i === 0 ? motions.start[2] : z[i - 1]);
    return Math.sqrt(dx * dx + dy * dy + dz * dz) / speed[i];
  }
}
