import { readGcode } from '../gcode/reading/read-gcode.ts';
import type { GcodeReading } from '../gcode/reading/reading.ts';
import { createRoom, fillRoom } from '../gcode/write/number-room.ts';
import { type StrandBio, writeGcode } from '../gcode/write/write-gcode.ts';
import { isBeside } from '../laydown/strand.ts';
import type { Profile } from '../printer/profile.ts';
import type { InkDeposit, Program } from '../program/program.ts';
import type { StrandStep } from '../program/step.ts';
import { type MachineRun, runFile } from './run-file.ts';

/** A program written, read and run: the file, what its machine makes of it, and the program with that in its totals. */
export interface CarriedOut {
  readonly bytes: Uint8Array;
  /** Of the bytes before the numbers of the run were filled into their comments; all else is the same. */
  readonly reading: GcodeReading;
  /** Rows of strands are ids of strand steps. */
  readonly run: MachineRun;
  readonly program: Program;
}

/**
 * Writes a program, reads it and runs it on its machine. What it takes and lays is known then: in the totals of the
 * program, for the gates, and in comments of the file. `alive` holds the ids of tools with cells.
 */
export function carryOut(
  program: Program,
  profile: Profile,
  bio?: StrandBio,
  alive: ReadonlySet<string> = new Set(),
): CarriedOut {
  const timed = profile.tools.filter(({ dispenser }) => dispenser.by !== 'plunger').map(({ id }) => id);
  const room = createRoom(alive, new Set(timed));
  const bytes = concat([...writeGcode(program, profile, bio, room)]);
  const reading = readGcode(bytes, profile);
  const run = runFile(reading, profile);
  const { header } = program;
  const deposits = depositsOf(program, run);
  const totals = { ...header.totals, timeS: run.totalS, deposits };
  const inks = Object.fromEntries(Object.entries(deposits).map(([ink, { laidUl }]) => [ink, laidUl]));
  fillRoom(bytes, room, { timeS: run.totalS, inks, laidUl: run.depositUl, ageS: run.strandStart });
  return { bytes, reading, run, program: { ...program, header: { ...header, totals } } };
}

/** By ink: what leaves its needle on the strands of the constructs and beside them, and why more or less than planned. */
function depositsOf({ header, steps }: Program, run: MachineRun): Record<string, InkDeposit> {
  const sums = new Map<string, { -readonly [K in keyof InkDeposit]: InkDeposit[K] }>();
  for (const { tool, ink } of header.tools) {
    const beside = run.tools.find(({ id }) => id === tool)?.besideUl ?? 0;
    const besideUl = Number.isNaN(beside) ? (header.totals.inks[ink]?.wasteUl ?? 0) : beside;
    sums.set(ink, { laidUl: 0, besideUl, rampsUl: 0, restUl: 0, lagsUl: 0 });
  }
  for (const step of steps) {
    const sum = step.kind === 'strand' ? sums.get(step.strand.ink) : undefined;
    if (step.kind !== 'strand' || sum === undefined) continue;
    addStrand(sum, step, run);
  }
  return Object.fromEntries(sums);
}

function addStrand(
  sum: { -readonly [K in keyof InkDeposit]: InkDeposit[K] },
  step: StrandStep,
  { depositUl, openS, restS }: MachineRun,
): void {
  const { id, flow, openS: wanted = 0, volumeUl, strand } = step;
  if (isBeside(strand)) {
    sum.besideUl += depositUl[id];
    return;
  }
  // What a plunger pushes is what was planned, as the reading back proves.
  sum.laidUl += openS[id] > 0 ? depositUl[id] : volumeUl;
  if (!(openS[id] > 0)) return;
  const rest = flow * (restS[id] - wanted);
  sum.restUl += rest;
  sum.lagsUl += depositUl[id] - flow * openS[id];
  sum.rampsUl += flow * openS[id] - rest - volumeUl;
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
