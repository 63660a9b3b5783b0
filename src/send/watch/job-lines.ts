import type { Finding } from '../../finding/finding.ts';
import { forEyes } from '../../finding/for-eyes.ts';
import { layerNumber } from '../../finding/layer-number.ts';
import { sentence } from '../../finding/sentence.ts';
import type { Driver } from '../../firmware/driver.ts';
import { parseBio } from '../../gcode/bio-comment.ts';
import { type CleanLine, cleanLine } from './clean-line.ts';

/** The lines of a file that are sent, in order, each with its place in the file and in the construct. */
export interface JobLines {
  readonly count: number;
  /** Command without comment. */
  readonly text: readonly string[];
  /** Line of the file, from 1. */
  readonly fileLine: Uint32Array;
  /** Row of `layers`, -1 before the first. */
  readonly layer: Int32Array;
  /** Row of `strands`, -1 between them. */
  readonly strand: Int32Array;
  /** The operator acts here: by index of the line, what to do. Such a line is not sent. */
  readonly pauses: ReadonlyMap<number, string>;
  /** Each time a layer begins, in order of the file: a layer of three wells begins three times. */
  readonly layers: readonly JobLayer[];
  readonly strands: readonly JobStrand[];
  /** What is done from a line on, in words for the operator. */
  readonly steps: readonly { readonly index: number; readonly text: string }[];
  readonly findings: readonly Finding[];
}

export interface JobLayer {
  readonly number: number;
  readonly well: string;
  readonly z: number;
  /** Index of the first line that belongs to it. */
  readonly index: number;
}

export interface JobStrand {
  readonly id: number;
  readonly layer: number;
  /** From its first line to past its last one. */
  readonly from: number;
  to: number;
}

const mostFindings = 20;

function notSent(line: number, { why, fix }: Extract<CleanLine, { kind: 'refused' }>): Finding {
  const what = `Line ${line} cannot be sent: ${why}.`;
  return { gate: 'plan', code: 'line-not-sent', severity: 'refuse', where: { line }, what, fix: sentence(fix) };
}

/** The file so far. */
interface Reader {
  readonly text: string[];
  readonly fileLine: number[];
  readonly layer: number[];
  readonly strand: number[];
  readonly pauses: Map<number, string>;
  readonly layers: JobLayer[];
  readonly strands: JobStrand[];
  readonly steps: JobLines['steps'][number][];
  readonly findings: Finding[];
  /** Of the file, from 1. */
  line: number;
  /** Row of the strand that is open, or -1. */
  open: number;
  well: string;
  comment: string;
  /** What the file says to do at the next pause. */
  asked: string;
  /** What a display command showed since the last command of another kind. */
  shown: string;
}

/** Reads a file's bytes for sending. Lines that may not be sent become findings that refuse; `own`: the profile's. */
export function readJobLines(bytes: Uint8Array, driver: Driver, own: readonly string[] = []): JobLines {
  const ownLines = new Set(own);
  const job = emptyJob();
  for (const raw of linesOf(bytes)) {
    job.line++;
    if (raw.startsWith(';')) readComment(job, raw);
    else {
      const clean = cleanLine(raw, driver, ownLines);
      job.shown = displayed(raw) ?? (clean.kind === 'command' && !driver.syncs.test(clean.text) ? '' : job.shown);
      readLine(job, clean);
    }
  }
  closeStrand(job);
  const { text, pauses, layers, strands, steps, findings } = job;
  return {
    count: text.length,
    text,
    fileLine: Uint32Array.from(job.fileLine),
    layer: Int32Array.from(job.layer),
    strand: Int32Array.from(job.strand),
    pauses,
    layers,
    strands,
    steps,
    findings,
  };
}

function emptyJob(): Reader {
  return {
    text: [],
    fileLine: [],
    layer: [],
    strand: [],
    pauses: new Map(),
    layers: [],
    strands: [],
    steps: [],
    findings: [],
    line: 0,
    open: -1,
    well: '',
    comment: '',
    asked: '',
    shown: '',
  };
}

function readLine(job: Reader, clean: CleanLine): void {
  if (clean.kind === 'command') push(job, clean.text);
  else if (clean.kind === 'pause') {
    const words = forEyes(clean.message || job.asked || job.shown || job.comment);
    job.pauses.set(job.text.length, words || 'the file waits for you');
    job.asked = '';
    push(job, '');
  } else if (clean.kind === 'refused' && job.findings.length < mostFindings) {
    job.findings.push(notSent(job.line, clean));
  }
}

function push(job: Reader, command: string): void {
  job.text.push(command);
  job.fileLine.push(job.line);
  job.layer.push(job.layers.length - 1);
  job.strand.push(job.open);
}

function readComment(job: Reader, raw: string): void {
  const bio = parseBio(raw);
  if (bio !== null) {
    readBio(job, bio);
    return;
  }
  job.comment = raw.replace(/^;\s*/, '').trim();
  if (job.comment.startsWith('pause:')) job.asked = job.comment.slice('pause:'.length).trim();
  const foreign = /^LAYER:\s*(-?\d+)/.exec(job.comment);
  if (foreign) openLayer(job, Number(foreign[1]), Number.NaN);
}

function readBio(job: Reader, bio: ReadonlyMap<string, string>): void {
  const [[kind, value] = ['', '']] = bio;
  if (kind === 'well') job.well = value;
  else if (kind === 'pause') job.asked = value;
  else if (kind === 'layer') openLayer(job, Number(value), Number(bio.get('z')));
  else if (kind === 'strand') openStrand(job, Number(value));
  else if (bio.has('end')) closeStrand(job);
  else if (kind === 'cure') job.steps.push({ index: job.text.length, text: cureWords(bio) });
}

function openLayer(job: Reader, number: number, z: number): void {
  closeStrand(job);
  job.layers.push({ number, z, well: job.well, index: job.text.length });
}

function openStrand(job: Reader, id: number): void {
  closeStrand(job);
  job.open = job.strands.length;
  job.strands.push({ id, layer: job.layers.length - 1, from: job.text.length, to: job.text.length });
}

function closeStrand(job: Reader): void {
  if (job.open >= 0) job.strands[job.open].to = job.text.length;
  job.open = -1;
}

/** What a display command of the line shows; undefined: it is none. */
function displayed(raw: string): string | undefined {
  return (/^\s*M117\s+"?([^";]*)/i.exec(raw) ?? /^\s*\(MSG,\s*([^)]*)\)/i.exec(raw))?.[1].trim();
}

function cureWords(bio: ReadonlyMap<string, string>): string {
  const place = `layer ${layerNumber(Number(bio.get('layer') ?? 0))}`;
  const seconds = `${Number(Number(bio.get('seconds') ?? 0).toFixed(1))} s`;
  const wavelength = Number(bio.get('wavelength') ?? 0);
  return wavelength === 0 ? `crosslinking ${place}, ${seconds}` : `curing ${place}, ${wavelength} nm, ${seconds}`;
}

/** Lines by LF, CR LF or CR, as Latin-1, so that every byte is seen. */
function* linesOf(bytes: Uint8Array): Generator<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < buffer.length) {
    let end = buffer.indexOf(10, at);
    if (end < 0) end = buffer.length;
    const text = buffer.toString('latin1', at, end > at && buffer[end - 1] === 13 ? end - 1 : end);
    if (text.includes('\r')) yield* text.split('\r');
    else yield text;
    at = end + 1;
  }
}
