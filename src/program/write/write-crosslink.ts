import { digits } from '../../finding/number-words.ts';
import { everyWell, namedWells } from '../../finding/well-name.ts';
import type { Crosslink } from '../../job/job.ts';
import type { Profile } from '../../printer/profile.ts';
import { lift, pushTravel } from '../heights/travel.ts';
import type { CureStep } from '../step.ts';
import { reachTemperatures } from '../tools/reach-temperatures.ts';
import { type PlanState, toNm, type WellRun } from './plan-state.ts';

/** Crosslinks what stands in `runs`, after `layer`, as an entry of the schedule says. */
export function writeCrosslink(state: PlanState, entry: Crosslink, layer: number, runs: readonly WellRun[]): void {
  if (runs.length === 0) return;
  if (entry.photo) writePhoto(state, entry, entry.photo, layer, runs);
  if (entry.ionic) writeIonic(state, entry.ionic, runs);
  if (entry.thermal) writeThermal(state, entry.thermal, runs);
}

type Lamp = Profile['lamps'][number];

function writePhoto(
  state: PlanState,
  entry: Crosslink,
  photo: NonNullable<Crosslink['photo']>,
  layer: number,
  runs: readonly WellRun[],
): void {
  const lamp = lampFor(state.profile, photo.wavelength);
  if (lamp === null) {
    cureManually(state, photo, runs);
    return;
  }
  const light = lightOf(state, lamp, photo);
  const cure = { kind: 'cure', layer, wavelength: light.wavelength, seconds: photo.seconds, lamp: lamp.id } as const;
  const height = toNm(lamp.z ?? 0);
  const push = (well: string) => {
    const step: CureStep = { ...cure, well, irradiance: light.irradiance, intensity: light.intensity };
    state.steps.push(step);
  };
  if (lamp.offset === null) {
    noteSharedLight(state, lamp, runs);
    lift(state, 'park', height);
    push(state.runs.length > 1 ? everyWell : runs[0].place.name);
    return;
  }
  const single = entry.perWell || runs.length === 1;
  const stops = single ? runs.map((run) => ({ x: run.xNm, y: run.yNm, well: run.place.name })) : [middleOf(runs)];
  for (const stop of stops) {
    moveLampOver(state, lamp.offset, stop, height);
    push(stop.well);
  }
}

/** A lamp over the whole plate cannot give one well more light than another. */
function noteSharedLight(state: PlanState, lamp: Lamp, runs: readonly WellRun[]): void {
  const times = new Set(state.runs.map(({ job }) => JSON.stringify(job.crosslink.map(({ photo }) => photo))));
  if (times.size < 2) return;
  noteOnce(state, {
    gate: 'plan',
    code: 'light-shared',
    severity: 'warn',
    where: { well: runs[0].place.name },
    what: `The wells ask for different light, but lamp ${lamp.id} lights the whole plate: every well gets the sum.`,
    fix: 'Choose a printer whose lamp lights one well, or cover the other wells and print one condition at a time.',
  });
}

/** The lamp whose wavelength is nearest, within 15 nm. */
export function lampFor(profile: Profile, wavelength: number): Lamp | null {
  let best: Lamp | null = null;
  let nearest = 15;
  for (const lamp of profile.lamps) {
    const distance = Math.min(...lamp.wavelengths.map((each) => Math.abs(each - wavelength)));
    if (distance <= nearest && (best === null || distance < nearest)) {
      best = lamp;
      nearest = distance;
    }
  }
  return best;
}

/** The wavelength of a lamp that is nearest to the one asked for. */
export function nearestLight({ wavelengths }: Lamp, asked: number): number {
  return wavelengths.toSorted((a, b) => Math.abs(a - asked) - Math.abs(b - asked))[0];
}

/** Output in % and irradiance at the construct; a lamp that is too weak runs at 100 % and is reported. */
function lightOf(state: PlanState, lamp: Lamp, photo: NonNullable<Crosslink['photo']>) {
  const wavelength = nearestLight(lamp, photo.wavelength);
  const full = lamp.irradiance;
  if (full === null) return { wavelength, intensity: photo.intensity ?? 100, irradiance: photo.irradiance ?? null };
  const asked = photo.intensity ?? (photo.irradiance === undefined ? 100 : (100 * photo.irradiance) / full);
  const intensity = Math.min(asked, 100);
  if (asked > 100.0001) {
    const seconds = (photo.seconds * asked) / 100;
    const wanted = (asked * full) / 100;
    noteOnce(state, {
      gate: 'plan',
      code: 'lamp-too-weak',
      severity: 'warn',
      where: {},
      what: `The job asks for ${digits(wanted, 4)} mW/cm² at ${wavelength} nm; lamp ${lamp.id} gives ${full} mW/cm² at most.`,
      fix: `Set seconds to ${digits(seconds, 4)} for the same dose, or use a stronger lamp.`,
      numbers: { askedMwCm2: wanted, givenMwCm2: full, seconds },
    });
  }
  return { wavelength, intensity, irradiance: (full * intensity) / 100 };
}

/** Moves the machine so that the lamp stands over a place; the tip stays above the vessel. */
function moveLampOver(
  state: PlanState,
  offset: { readonly x: number; readonly y: number },
  stop: { readonly x: number; readonly y: number },
  height: number,
): void {
  lift(state, 'park', height);
  const needle = state.active?.tool.offset ?? { x: 0, y: 0 };
  const x = stop.x + toNm(needle.x - offset.x);
  const y = stop.y + toNm(needle.y - offset.y);
  const z = Math.max(state.at?.z ?? 0, state.crossing, height);
  if (state.at !== null && state.at.x === x && state.at.y === y && state.at.z === z) return;
  pushTravel(state, [x, y, z], state.at === null ? 'approach' : 'park');
}

function middleOf(runs: readonly WellRun[]) {
  const x = Math.round(runs.reduce((sum, run) => sum + run.xNm, 0) / runs.length);
  const y = Math.round(runs.reduce((sum, run) => sum + run.yNm, 0) / runs.length);
  return { x, y, well: everyWell };
}

function cureManually(state: PlanState, photo: NonNullable<Crosslink['photo']>, runs: readonly WellRun[]): void {
  lift(state, 'park');
  const light = photo.irradiance === undefined ? '' : ` of ${photo.irradiance} mW/cm2`;
  const message = `Light ${namesOf(runs)} manually: ${photo.wavelength} nm${light} for ${photo.seconds} s`;
  state.steps.push({ kind: 'pause', message });
  const has = state.profile.lamps.flatMap((lamp) => lamp.wavelengths).join(', ');
  noteOnce(state, {
    gate: 'plan',
    code: 'no-lamp',
    severity: 'warn',
    where: {},
    what: `${state.profile.name} has ${has === '' ? 'no lamp' : `lamps of ${has} nm only`}; the job asks for ${photo.wavelength} nm, so the print pauses for manual light.`,
    fix: 'Choose a printer with such a lamp, or another wavelength; without light at hand take the crosslink out.',
    numbers: { wavelength: photo.wavelength },
  });
}

function writeIonic(state: PlanState, ionic: NonNullable<Crosslink['ionic']>, runs: readonly WellRun[]): void {
  lift(state, 'park');
  const strength = ionic.millimolar === undefined ? '' : `${ionic.millimolar} mM `;
  const message = `Add ${strength}${ionic.agent} to ${namesOf(runs)}, then continue`;
  state.steps.push({ kind: 'pause', message });
  state.steps.push({ kind: 'dwell', seconds: ionic.seconds, why: `crosslinking with ${ionic.agent}` });
}

function writeThermal(state: PlanState, thermal: NonNullable<Crosslink['thermal']>, runs: readonly WellRun[]): void {
  lift(state, 'park');
  const { celsius, seconds } = thermal;
  const byBed = celsius !== undefined && state.profile.bedTemperature !== null;
  if (byBed) reachTemperatures(state, [{ target: { of: 'bed' }, celsius }]);
  else if (celsius !== undefined) {
    state.steps.push({ kind: 'pause', message: `Bring ${namesOf(runs)} to ${celsius} C, then continue` });
  }
  state.steps.push({ kind: 'dwell', seconds, why: 'thermal crosslinking' });
  if (!byBed) return;
  reachTemperatures(state, [{ target: { of: 'bed' }, celsius: state.job.bedTemperature ?? null }]);
}

function namesOf(runs: readonly WellRun[]): string {
  const names = namedWells(runs.map((run) => run.place.name));
  return names.length === 0 ? 'the construct' : names.join(', ');
}

function noteOnce(state: PlanState, finding: PlanState['findings'][number]): void {
  if (!state.findings.some(({ code }) => code === finding.code)) state.findings.push(finding);
}
