import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf, readAgain } from '../../src/check/foreign/second-reading.ts';
import { type DialectId, dialectIds } from '../../src/firmware/dialects.ts';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { parseBio } from '../../src/gcode/bio-comment.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { Program } from '../../src/program/program.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { buildProgram, writtenBytes } from './synthetic-program.ts';

// Whatever a text says, a firmware must find the same commands in the file. The lines are taken apart here by the rules
// of each firmware, as its source states them, and compared with those of a file whose texts are a single letter.

const profiles = listProfiles(join(import.meta.dirname, '../../printers'));
const square = [0, 0, 8_000_000, 0, 8_000_000, 8_000_000, 0, 8_000_000];

/** A program that says `text` wherever a user's text can stand. */
function saying(text: string, profile: Profile): Program {
  const program = buildProgram(profile, {
    strands: [{ tool: 0, points: square }],
    before: [{ kind: 'message', text }],
    after: [
      { kind: 'pause', message: text },
      { kind: 'message', text: `Well A1: ${text}` },
      { kind: 'pause', message: `Prime T0 (${text}) manually: push out 5 uL and wipe the tip` },
    ],
  });
  const { header } = program;
  return {
    ...program,
    header: {
      ...header,
      name: text,
      tools: header.tools.map((tool) => ({
        ...tool,
        ink: text,
        material: text,
        nozzle: { ...tool.nozzle, label: text },
      })),
      totals: {
        ...header.totals,
        inks: { [text]: { lengthMm: 1, volumeUl: 1, wasteUl: 0, strands: 1 } },
      },
    },
    steps: program.steps.map((step) =>
      step.kind === 'strand' ? { ...step, strand: { ...step.strand, ink: text, part: text } } : step,
    ),
  };
}

const bytesOf = (text: string, profile: Profile) => writtenBytes(writeGcode(saying(text, profile), profile));

/** Command lines as a firmware takes them from the bytes of a file: what it shows set apart from what it does. */
interface Taken {
  readonly does: string[];
  readonly shows: string[];
}

type Rule = (line: string) => { does?: string; shows?: string };

/** Marlin: a comment runs from the semicolon; the rest of M117 is text, and of nothing else (parser.cpp). */
const marlinRule: Rule = (raw) => {
  const line = raw.split(';')[0].trim();
  return /^M117\b/.test(line) ? { shows: line.slice(4).trim() } : { does: line };
};

const rules: Readonly<Record<DialectId, Rule>> = {
  marlin: marlinRule,
  printess: marlinRule,
  biobots: marlinRule,
  rokit: marlinRule,
  'cellink-biox': marlinRule,
  'cellink-inkredible': marlinRule,
  // Klipper: the command is the first letter and its number, or a name; M117 takes the rest as it is (gcode.py).
  klipper: (raw) => {
    const line = raw.split(';')[0].trim();
    const [, command, rest] = /^(M117)(?![\d.])(.*)$/i.exec(line) ?? [];
    return command === undefined ? { does: line } : { shows: rest.trim() };
  },
  // RepRapFirmware: quotes protect semicolons and letters; two quotes are one (StringParser).
  rrf: (raw) => {
    let quoted = false;
    let bare = '';
    let said = '';
    for (const character of raw) {
      if (character === '"') quoted = !quoted;
      else if (quoted) said += character;
      else if (character === ';') break;
      else bare += character;
    }
    if (quoted) throw new Error(`an open quote: ${raw}`);
    return bare.trim() === 'M117' ? { shows: said } : { does: said === '' ? bare.trim() : raw };
  },
  // GRBL: brackets and semicolons begin comments; a bracket ends at the first one that closes (protocol.c).
  grbl: (raw) => {
    const shows = /^\(MSG,([^)]*)\)$/.exec(raw)?.[1];
    return shows === undefined
      ? {
          does: raw
            .replace(/\([^)]*\)?/g, '')
            .split(';')[0]
            .trim(),
        }
      : { shows };
  },
};

function take(bytes: Uint8Array, dialect: DialectId): Taken {
  const text = Buffer.from(bytes).toString('latin1');
  // Taken from the stream as they arrive, wherever they stand: GRBL's own characters, and for all anything beyond ASCII.
  expect(text).not.toMatch(dialect === 'grbl' ? /[^\x20-\x7e\n]|[!?~]/ : /[^\x20-\x7e\n]/);
  const taken: Taken = { does: [], shows: [] };
  for (const raw of text.split('\n')) {
    const { does, shows } = rules[dialect](raw);
    if (shows !== undefined) taken.shows.push(shows);
    else if (does !== undefined && does !== '') taken.does.push(does);
  }
  return taken;
}

const nasty = fc.oneof(
  fc.constantFrom(
    'Add 100 mM calcium chloride to P5, then continue',
    'Insert P2 membrane',
    'S3 N12 G28 X0 Y0 Z0 M112',
    'a\nG28\nM112\rM0',
    'x ; G1 X200 (MSG,x) M104 S300',
    '"quoted" \\" G28 \'P5',
    'end*71 of line*',
    '{move.axes[0]} [1+2] #5 $H $RST=* %',
    '! ? ~ \x18 \x85',
    '50 % ethanol at 37 °C, 20 µL CaCl₂ – ½',
    'Кальций 氯化钙 ελ',
    ')G28(',
    ' ',
  ),
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({ unit: fc.constantFrom(...'PSGMTXYZEFN0123456789.- ;()*"\\\'{}%!?~\n\r\t#$@&='), maxLength: 90 }),
);

const oneOf = dialectIds.map((dialect) => [dialect, profiles.find((profile) => profile.dialect === dialect)!] as const);

describe.each(oneOf)('%s', (dialect, profile) => {
  const plain = take(bytesOf('a', profile), dialect);

  test('finds the same commands whatever the texts say', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const { does, shows } = take(bytesOf(text, profile), dialect);
        expect(does).toEqual(plain.does);
        for (const shown of shows) expect(shown).toMatch(/^[A-Za-z0-9 .,:+\-/=_]+$/);
      }),
      { seed: 20261126, numRuns: 40 },
    );
    // The operator is told: no line with the text is lost, where the firmware has a line for it.
    if (plain.shows.length > 0) {
      const shown = take(bytesOf('Add 100 mM to P5', profile), dialect).shows;
      expect(shown).toHaveLength(plain.shows.length);
      expect(shown[1]).toBe('Add 100 mM to P5');
    }
  });

  test('both readers take the file, and the sender shows the whole text at the pause', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const bytes = bytesOf(text, profile);
        const warnings = (of: Uint8Array) => readGcode(of, profile).findings.map(({ code }) => code);
        expect(warnings(bytes)).toEqual(warnings(bytesOf('a', profile)));
        expect(readAgain(linesOf(bytes), profile).complaints).toEqual([]);
        expect(readAgain(linesOf(bytes), profile).strands).toHaveLength(1);
        const job = readJobLines(bytes, driverOf(profile.serial?.firmware ?? 'marlin'), profile.end);
        expect(job.findings).toEqual([]);
        const [first] = job.pauses.values();
        // Control characters are no part of a text.
        const wanted = text
          .replace(/\p{Surrogate}/gu, '\uFFFD')
          .replace(/\p{Cc}+/gu, ' ')
          .trim();
        if (wanted !== '') expect(first).toBe(wanted);
      }),
      { seed: 20261126, numRuns: 15 },
    );
  });
});

test('a value of a comment holds nothing on which a firmware acts, and comes back as it was', () => {
  fc.assert(
    fc.property(nasty, (name) => {
      const line = Buffer.from(bytesOf(name, oneOf[0][1]))
        .toString('latin1')
        .split('\n')
        .find((each) => each.startsWith(';BIO:plan'))!;
      expect(line).toMatch(/^[\w;:=.,@+% -]*$/);
      expect(parseBio(line)!.get('name')).toBe(name.replace(/\p{Surrogate}/gu, '\uFFFD'));
    }),
    { seed: 20261126, numRuns: 40 },
  );
});

test('a pause with a time in its text is no pause on Marlin: reading it says so', () => {
  const codes = (line: string) => {
    const { findings, events } = readGcode(
      new TextEncoder().encode(`G21\nG90\n${line}\nG1 X5 F600\n`),
      profiles.find(({ id }) => id === 'marlin-syringe')!,
    );
    return [
      findings.map(({ code }) => code).filter((code) => code !== 'nothing-extrudes'),
      events.filter(({ kind }) => kind === 'pause').length,
    ];
  };
  expect(codes('M0 Add 100 mM calcium chloride to P5, then continue')).toEqual([['timed-pause'], 1]);
  expect(codes('M0 Prime T0 gel by hand: 5 uL and G28')).toEqual([[], 1]);
  expect(codes('M0')).toEqual([[], 1]);
});
