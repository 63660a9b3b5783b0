import type { Finding } from '../../../src/finding/finding.ts';
import { parseBio } from '../../../src/gcode/bio-comment.ts';
import {
  type Evidence,
  evidenceFinding,
  findEvidence,
  programOfMachine,
} from '../../../src/gcode/reading/find-evidence.ts';
import { readGcode } from '../../../src/gcode/reading/read-gcode.ts';
import { judgeLines } from '../../../src/machine/lines/judge-lines.ts';
import { buildPrint } from '../build-print.ts';
import { fillLayer } from '../fill-layer.ts';
import { findText } from '../find/find-text.ts';
import { linesPerMark, markLines } from '../find/line-index.ts';
import type { Print } from '../print.ts';
import { readModelFile } from './read-model-file.ts';
import { type Refusal, RefusedError } from './refusal.ts';
import { allProfiles, profileById } from './shelves.ts';
import { notGcode, otherKind } from './sniff.ts';
import type { LayerFill, Loader, Source, Timing } from './wire.ts';

/** Beyond this a browser's tab may not get the memory: the columns cost about the file's own size again. */
const largestFile = 768 * 2 ** 20;

/**
 * Opens a file, and keeps what later questions need: the file itself for its text, the print's columns for fills. The
 * same loader stands in the worker and, for exported pages, in the page.
 */
export function createLocalLoader(keepsPrint: (print: Print) => Print): Loader {
  let opened: Opened | null = null;
  let turn = 0;
  return {
    async open(source, printer) {
      const own = ++turn;
      const started = performance.now();
      const file = source.kind === 'file' ? source.file : await fetchFile(source);
      refuseBySize(file.size);
      const bytes = await bytesOf(file);
      // Two files must never be mixed, and nobody waits for the first any more.
      if (own !== turn) throw new RefusedError(overtaken);
      const fetched = performance.now();
      const other = otherKind(bytes, source.name);
      if (other) throw new RefusedError(other);
      const profile = printer ?? profileById(printerOf(bytes));
      const reading = readGcode(bytes, profile);
      const read = performance.now();
      if (reading.counts.motions === 0) throw new RefusedError(withoutMotion(bytes));
      const lineIndex = markLines(bytes);
      opened = { file, lineIndex, fill: fillLayer(reading) };
      const { findings } = judgeLines(bytes, profile, reading);
      const evidence = profile === null ? findEvidence(bytes, allProfiles()) : [];
      const remarks = profile === null ? foreignRemarks(bytes, evidence) : [];
      const built = buildPrint(reading, source.name, lineIndex.slice(), [...findings, ...remarks], profile);
      const print = { ...built, evidence };
      const timing: Timing = {
        fetchMs: fetched - started,
        readMs: read - fetched,
        buildMs: performance.now() - read,
      };
      return { print: keepsPrint(print), timing };
    },
    async text(firstLine, lastLine) {
      if (!opened) return [];
      const { file, lineIndex } = opened;
      const mark = Math.min(Math.floor((firstLine - 1) / linesPerMark), lineIndex.length - 1);
      const endMark = Math.ceil(lastLine / linesPerMark);
      const end = endMark < lineIndex.length ? lineIndex[endMark] : file.size;
      const text = await file.slice(lineIndex[mark], end).text();
      const lines = text.split(/\r?\n/);
      const skip = firstLine - 1 - mark * linesPerMark;
      return lines.slice(skip, skip + lastLine - firstLine + 1);
    },
    async model(source) {
      const file = source.kind === 'file' ? source.file : await fetchFile(source);
      return readModelFile(await bytesOf(file), source.name);
    },
    async find(text, from, forwards) {
      return opened ? findText(opened, text, from, forwards) : 0;
    },
    async sha256() {
      if (!opened || !crypto.subtle) return '';
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await opened.file.arrayBuffer()));
      return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    async fill(layer) {
      return opened ? opened.fill(layer) : { layer, z: 0, inks: [] };
    },
  };
}

interface Opened {
  readonly file: Blob;
  readonly lineIndex: Float64Array;
  readonly fill: (layer: number) => LayerFill;
}

const overtaken: Refusal = {
  code: 'unreadable',
  what: 'Another file was opened before this one was read.',
  fix: 'Open it again.',
};

/** The printer that the file's own plan line names; empty for files of other programs. */
function printerOf(bytes: Uint8Array): string {
  const head = new TextDecoder().decode(bytes.subarray(0, 65536));
  const plan = /^;BIO:plan=.*$/m.exec(head)?.[0] ?? '';
  return parseBio(plan)?.get('printer') ?? '';
}

async function fetchFile(source: Source & { kind: 'url' }): Promise<Blob> {
  const response = await fetch(source.url).catch(() => null);
  if (!response?.ok) {
    throw new RefusedError({
      code: 'unreadable',
      what: `The file could not be fetched${response ? ` (answer ${response.status})` : ''}.`,
      fix: 'Is `bioweft view` still running? Open its link again, or drop the file on this page.',
    });
  }
  return response.blob();
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new RefusedError({
      code: 'unreadable',
      what: 'The browser could not read the file.',
      fix: 'Was it moved, or changed since it was chosen? Choose it again.',
    });
  }
}

function refuseBySize(size: number): void {
  if (size === 0) {
    throw new RefusedError({
      code: 'empty',
      what: 'The file is empty (0 bytes).',
      fix: 'Choose the G-code file that the slicer wrote; a broken-off export leaves an empty one.',
    });
  }
  if (size > largestFile) {
    throw new RefusedError({
      code: 'too-big',
      what: `The file has ${(size / 2 ** 20).toFixed(0)} MB; this page opens files up to ${largestFile / 2 ** 20} MB.`,
      fix: 'Check it with `bioweft check`, which reads files of any size, or cut it by layers.',
    });
  }
}

/** As `check` says it: for which machine the file looks written, or that only a machine can run it. */
function foreignRemarks(bytes: Uint8Array, evidence: readonly Evidence[]): Finding[] {
  const program = programOfMachine(bytes);
  if (program === null) return evidence.map(evidenceFinding);
  const fix = 'Run it in LinuxCNC with a backplot, or write it out as plain moves, and open those.';
  return [{ gate: 'plan', code: 'program-of-machine', severity: 'warn', where: {}, what: program, fix }];
}

function withoutMotion(bytes: Uint8Array): Refusal {
  const program = programOfMachine(bytes);
  if (program === null) return notGcode('It holds no motion.');
  return { code: 'not-gcode', what: program, fix: 'Write it out as plain moves (a backplot does), and open those.' };
}

/** Words for whatever went wrong while opening. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusedError) return error.refusal;
  if (error instanceof RangeError) {
    return {
      code: 'out-of-memory',
      what: 'The browser did not give enough memory for this file.',
      fix: 'Close other tabs, or cut the file by layers.',
    };
  }
  return {
    code: 'damaged',
    what: `The file could not be read: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'Check it with `bioweft check`, which names the line.',
  };
}
