import { parseBio } from '../../src/gcode/bio-comment.ts';
import { programOfMachine } from '../../src/gcode/find-evidence.ts';
import { readGcode } from '../../src/gcode/read-gcode.ts';
import { judgeLines } from '../../src/machine/lines/judge-lines.ts';
import { buildPrint } from './build-print.ts';
import { fillLayer } from './fill-layer.ts';
import { findText } from './find-text.ts';
import { linesPerMark, markLines } from './line-index.ts';
import type { Print } from './print.ts';
import { profileById } from './shelves.ts';
import { type LayerFill, type Loader, type Refusal, RefusedError, type Source, type Timing } from './wire.ts';

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
      refuseByContent(bytes);
      const profile = printer ?? profileById(printerOf(bytes));
      const reading = readGcode(bytes, profile);
      const read = performance.now();
      if (reading.counts.motions === 0) throw new RefusedError(withoutMotion(bytes));
      const lineIndex = markLines(bytes);
      opened = { file, lineIndex, fill: fillLayer(reading) };
      const { findings } = judgeLines(bytes, profile, reading);
      const print = buildPrint(reading, source.name, lineIndex.slice(), findings, profile);
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

function refuseByContent(bytes: Uint8Array): void {
  const head = bytes.subarray(0, 65536);
  const nul = head.indexOf(0);
  if (nul >= 0) throw new RefusedError(notGcode(`Byte ${nul + 1} is zero, so it is not text (an STL or a picture?).`));
  const start = new TextDecoder().decode(head.subarray(0, 512)).trimStart().toLowerCase();
  if (start.startsWith('<')) throw new RefusedError(notGcode('It begins like a web page or XML.'));
  if (start.startsWith('solid ') || start.startsWith('{')) {
    throw new RefusedError(notGcode('It begins like an STL or JSON file.'));
  }
}

function withoutMotion(bytes: Uint8Array): Refusal {
  const program = programOfMachine(bytes);
  if (program === null) return notGcode('It holds no motion.');
  return { code: 'not-gcode', what: program, fix: 'Write it out as plain moves (a backplot does), and open those.' };
}

function notGcode(why: string): Refusal {
  return {
    code: 'not-gcode',
    what: `This is not a G-code file. ${why}`,
    fix: 'Choose a .gcode, .nc or .iso file with G0 and G1 moves; plan STL parts with `bioweft slice` first.',
  };
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
