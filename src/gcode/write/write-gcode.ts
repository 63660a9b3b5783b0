import { dialectOf } from '../../firmware/dialects.ts';
import { displayText } from '../../firmware/free-text.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { DwellStep, LayerStep, Step, StrandStep, WellStep } from '../../program/step.ts';
import { nmPerMm } from '../../slice/outline.ts';
import { type BioValues, formatBio } from '../bio-comment.ts';
import type { NumberRoom } from './number-room.ts';
import { writeHeader } from './write-header.ts';
import { riseForStart, writeTravel } from './write-motion.ts';
import { switchOff, writeCure, writePause, writePressure, writePurge, writeTemperature } from './write-outputs.ts';
import { comment, emit, emitTemplate, startState, type WriteState, wait } from './write-state.ts';
import { writeStrand } from './write-strand.ts';
import { selectTool } from './write-tool-change.ts';

/** What the physics knows of a strand (kpa, shear, rate, residence, viability, age): added to its `;BIO:` line. */
export type StrandBio = (step: StrandStep) => BioValues;

const chunkSize = 1 << 16;

/**
 * The program as G-code of the profile's dialect, in chunks of about 64 KiB. ASCII, lines end with LF. The same program
 * and profile give the same bytes. `room` notes where numbers of the machine model go.
 */
export function* writeGcode(
  program: Program,
  profile: Profile,
  bio?: StrandBio,
  room: NumberRoom | null = null,
): Generator<Uint8Array> {
  const state = startState(program, profile, dialectOf(profile.dialect), room);
  writeHeader(state);
  emit(state, state.dialect.begin);
  emit(state, state.dialect.limits(profile.motion));
  riseForStart(state);
  emitTemplate(state, profile.homing.commands);
  emitTemplate(state, profile.start);
  const first = firstTool(program.steps);
  if (first !== null) selectTool(state, first);
  for (const step of program.steps) {
    writeStep(state, step, bio);
    if (state.out.length >= chunkSize) yield state.out.take();
  }
  comment(state, 'end');
  switchOff(state);
  state.wantsRelative = null;
  // A height that clears everything printed, not only what the profile calls safe: prints may be taller.
  emitTemplate(state, profile.end, { safeZ: state.clearZ });
  if (state.out.length > 0) yield state.out.take();
}

/** The tool of a program that never says which one it begins with. */
function firstTool(steps: readonly Step[]): string | null {
  const step = steps.find((candidate) => candidate.kind === 'toolChange' || candidate.kind === 'strand');
  return step?.kind === 'strand' ? step.tool : null;
}

function writeStep(state: WriteState, step: Step, bio: StrandBio | undefined): void {
  if ('tool' in step && step.kind !== 'pressure') selectTool(state, step.tool);
  switch (step.kind) {
    case 'strand':
      writeStrand(state, step, bio?.(step));
      break;
    case 'travel':
    case 'wipe':
      writeTravel(state, step);
      break;
    case 'layer':
      writeLayer(state, step);
      break;
    case 'well':
      writeWell(state, step);
      break;
    case 'toolChange':
      selectTool(state, step.to);
      break;
    case 'prime':
    case 'purge':
      writePurge(state, step);
      break;
    case 'dwell':
      writeDwell(state, step);
      break;
    case 'cure':
      writeCure(state, step);
      break;
    case 'temperature':
      writeTemperature(state, step);
      break;
    case 'pressure':
      writePressure(state, step);
      break;
    case 'pause':
      writePause(state, step.message);
      break;
    case 'message':
      comment(state, step.text);
      emit(state, state.dialect.message(displayText(step.text)));
      break;
    default:
      step satisfies never;
  }
}

function writeDwell(state: WriteState, { seconds, why }: DwellStep): void {
  if (seconds <= 0) return;
  comment(state, `wait: ${why}`);
  wait(state, seconds);
}

function writeLayer(state: WriteState, { layer, z, height }: LayerStep): void {
  const { out } = state;
  out.line(';LAYER_CHANGE');
  out.line(`;Z:${Number(z.toFixed(4))}`);
  out.line(`;HEIGHT:${Number(height.toFixed(4))}`);
  out.line(formatBio({ layer, z, height }));
  // Viewers that read one layer at a time find feature and width in each.
  state.type = '';
  state.width = Number.NaN;
}

function writeWell({ out }: WriteState, { well, xNm, yNm, condition }: WellStep): void {
  const place = { well, x: xNm / nmPerMm, y: yNm / nmPerMm };
  out.line(
    formatBio(condition === undefined ? place : { ...place, condition: condition.number, ...condition.settings }),
  );
}
