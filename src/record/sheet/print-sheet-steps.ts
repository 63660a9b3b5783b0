import { digits } from '../../finding/number-words.ts';
import type { Program } from '../../program/program.ts';
import type { CureStep, Step, StrandStep } from '../../program/step.ts';

/** What the machine does between two moments at which it waits or goes to another well. */
export interface Stretch {
  /** In the order in which they are first printed. */
  readonly wells: string[];
  /** Inks in the order of printing, with their layers. */
  readonly inks: { readonly ink: string; readonly tool: string; first: number; last: number }[];
  /** s from the start of the print. */
  readonly startS: number;
  endS: number;
  /** What happens at its end: pauses, waits, light. */
  readonly after: string[];
}

/** The same thing done in well after well. */
export interface Round {
  readonly stretches: readonly Stretch[];
}

interface Times {
  readonly strandStart: ArrayLike<number>;
  readonly strandEnd: ArrayLike<number>;
}

/** The print as an operator lives through it: stretches between waits, equal ones over the wells taken together. */
export function roundsOf(program: Program, times: Times, byLayers: boolean): Round[] {
  const stretches: Stretch[] = [];
  let current: Stretch | null = null;
  let cures: CureStep[] = [];
  const close = () => {
    if (current !== null && cures.length > 0) current.after.unshift(lightText(cures));
    cures = [];
    current = null;
  };
  for (const step of program.steps) {
    if (step.kind === 'strand') {
      const last: Stretch | null = current;
      if (last === null || last.after.length > 0 || !(byLayers || last.wells.includes(step.well))) {
        close();
        current = beginAt(step, times);
        stretches.push(current);
      }
      // A layer stands before its strands.
      addStrand(current!, step, times);
    } else if (step.kind === 'cure') cures.push(step);
    else (current ?? stretches.at(-1))?.after.push(...waitText(step));
  }
  close();
  return rounds(stretches);
}

/** What happens between the start and the first strand that an operator notices. */
export function openingOf({ steps }: Program): string[] {
  const first = steps.findIndex(({ kind }) => kind === 'strand');
  const texts = steps.slice(0, first < 0 ? steps.length : first).flatMap(waitText);
  // Where the file cannot wait for a temperature the operator does, in a pause that says so.
  const pauses = texts.filter((text) => text.startsWith('PAUSE'));
  return pauses.length > 0 ? pauses : texts;
}

function beginAt(step: StrandStep, times: Times): Stretch {
  return { wells: [], inks: [], startS: times.strandStart[step.id], endS: times.strandEnd[step.id], after: [] };
}

function addStrand(stretch: Stretch, { well, strand, tool, layer, id }: StrandStep, times: Times): void {
  stretch.endS = times.strandEnd[id];
  if (!stretch.wells.includes(well)) stretch.wells.push(well);
  const known = stretch.inks.find(({ ink }) => ink === strand.ink);
  if (known === undefined) stretch.inks.push({ ink: strand.ink, tool, first: layer, last: layer });
  else {
    known.first = Math.min(known.first, layer);
    known.last = Math.max(known.last, layer);
  }
}

/** What an operator notices of a step between strands. */
function waitText(step: Step): string[] {
  switch (step.kind) {
    case 'pause':
      return [`PAUSE: ${step.message}`];
    case 'dwell':
      return step.why === 'layer' ? [] : [`waits ${digits(step.seconds, 4)} s (${step.why})`];
    case 'temperature': {
      if (!step.wait || step.celsius === null) return [];
      return [
        `waits for ${step.target.of === 'tool' ? step.target.tool : step.target.of} at ${digits(step.celsius, 4)} °C`,
      ];
    }
    case 'strand':
    case 'cure':
    case 'travel':
    case 'wipe':
    case 'prime':
    case 'purge':
    case 'layer':
    case 'well':
    case 'toolChange':
    case 'pressure':
    case 'message':
      return [];
    default:
      return step satisfies never;
  }
}

function lightText(cures: readonly CureStep[]): string {
  const [{ wavelength, intensity, irradiance }] = cures;
  const seconds = [...new Set(cures.map((cure) => cure.seconds))].sort((a, b) => a - b);
  const strength = irradiance === null ? `${digits(intensity, 4)} %` : `${digits(irradiance, 4)} mW/cm²`;
  const light = `${seconds.map((each) => digits(each, 4)).join(' or ')} s at ${digits(wavelength, 4)} nm, ${strength}`;
  return cures.length === 1 ? `light for ${light}` : `light ${cures.length} times in between, ${light}`;
}

function rounds(stretches: readonly Stretch[]): Round[] {
  const found: { stretches: Stretch[]; key: string }[] = [];
  for (const stretch of stretches) {
    const key = keyOf(stretch);
    const last = found.at(-1);
    if (last?.key === key) last.stretches.push(stretch);
    else found.push({ stretches: [stretch], key });
  }
  return found;
}

/** What a stretch does, without the names of its wells. */
function keyOf({ wells, inks, after }: Stretch): string {
  return JSON.stringify([wells.length, inks, after.map((text) => withoutWells(text, wells))]);
}

/** “Add calcium to A1” said of any well. */
export function withoutWells(text: string, wells: readonly string[]): string {
  const named = wells.filter((well) => /^\w+$/.test(well));
  if (named.length === 0) return text;
  return text.replace(new RegExp(`\\b(${named.join('|')})\\b(, (${named.join('|')})\\b)*`, 'g'), 'the well');
}

/** 3725 → `1:02:05`, 95 → `1:35`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return minutes < 60
    ? `${minutes}:${rest} min`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest} h`;
}
