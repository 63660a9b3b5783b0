import type { Finding } from '../../finding/finding.ts';
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

/** Reads a file's bytes for sending. Lines that may not be sent become findings that refuse; `own`: the profile's. */
export function readJobLines(bytes: Uint8Array, driver: Driver, own: readonly string[] = []): JobLines {
  const text: string[] = [];
  const ownLines = new Set(own);
  const fileLine: number[] = [];
  const layerOf: number[] = [];
  const strandOf: number[] = [];
  const pauses = new Map<number, string>();
  const layers: JobLayer[] = [];
  const strands: JobStrand[] = [];
  const steps: { index: number; text: string }[] = [];
  const findings: Finding[] = [];
  let strand = -1;
  let well = '';
  let comment = '';
  /** What the file says to do at the next pause. */
  let asked = '';
  /** What a display command showed since the last command of another kind. */
  let shown = '';
  let line = 0;

  function push(command: string): void {
    text.push(command);
    fileLine.push(line);
    layerOf.push(layers.length - 1);
    strandOf.push(strand);
  }

  function closeStrand(): void {
    if (strand >= 0) strands[strand].to = text.length;
    strand = -1;
  }

  function readComment(raw: string): void {
    const bio = parseBio(raw);
    if (bio === null) {
      comment = raw.replace(/^;\s*/, '').trim();
      if (comment.startsWith('pause:')) asked = comment.slice('pause:'.length).trim();
      const foreign = /^LAYER:\s*(-?\d+)/.exec(comment);
      if (foreign) openLayer(Number(foreign[1]), Number.NaN);
      return;
    }
    // Just asked whether it is there.
    if (bio.has('well') && bio.keys().next().value === 'well') well = bio.get('well')!;
    else if (bio.keys().next().value === 'pause') asked = bio.get('pause')!;
    else if (bio.keys().next().value === 'layer') openLayer(Number(bio.get('layer')), Number(bio.get('z')));
    else if (bio.keys().next().value === 'strand') {
      closeStrand();
      strand = strands.length;
      strands.push({ id: Number(bio.get('strand')), layer: layers.length - 1, from: text.length, to: text.length });
    } else if (bio.has('end')) closeStrand();
    else if (bio.keys().next().value === 'cure') steps.push({ index: text.length, text: cureWords(bio) });
  }

  function openLayer(number: number, z: number): void {
    closeStrand();
    layers.push({ number, z, well, index: text.length });
  }

  for (const raw of linesOf(bytes)) {
    line++;
    if (raw.startsWith(';')) {
      readComment(raw);
      continue;
    }
    const clean = cleanLine(raw, driver, ownLines);
    shown = displayed(raw) ?? (clean.kind === 'command' && !driver.syncs.test(clean.text) ? '' : shown);
    if (clean.kind === 'command') push(clean.text);
    else if (clean.kind === 'pause') {
      pauses.set(text.length, forEyes(clean.message || asked || shown || comment) || 'the file waits for you');
      asked = '';
      push('');
    } else if (clean.kind === 'refused' && findings.length < mostFindings) findings.push(notSent(line, clean));
  }
  closeStrand();
  return {
    count: text.length,
    text,
    fileLine: Uint32Array.from(fileLine),
    layer: Int32Array.from(layerOf),
    strand: Int32Array.from(strandOf),
    pauses,
    layers,
    strands,
    steps,
    findings,
  };
}

/** What a display command of the line shows; undefined: it is none. */
function displayed(raw: string): string | undefined {
  return (/^\s*M117\s+"?([^";]*)/i.exec(raw) ?? /^\s*\(MSG,\s*([^)]*)\)/i.exec(raw))?.[1].trim();
}

/** A text must not steer the terminal on which it is shown. */
const forEyes = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

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
