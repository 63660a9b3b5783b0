import { changing, type JobChange, type Judgement } from '../../finding/finding.ts';
import { layerNumber } from '../../finding/layer-number.ts';
import { lightsWell, wellWords } from '../../finding/well-name.ts';
import { type Flash, layerDoses } from '../../ink/light-dose.ts';
import type { CureStep } from '../../program/step.ts';
import type { PhysicsContext } from '../physics/physics-context.ts';

/** Light that each layer of one well has gathered by the end, mJ/cm². */
export interface DoseLedger {
  readonly well: string;
  /** Tops of the layers that hold strands, mm, and their numbers. */
  readonly tops: Float64Array;
  readonly layers: readonly number[];
  readonly doses: Float64Array;
  readonly flashes: readonly Flash[];
}

// 10 % GelMA with LAP cured by 9.6 mW/cm² for 10 min: cytotoxic to M-1 cells.
const cytotoxic = 5760;
const cytotoxicSource = 'Nguyen et al. 2020, Polymers (docslib.org/doc/7662829): 405 nm, 5760 mJ/cm² with LAP';

/** Refuses when any layer gathers more light than the job allows, over all cures, those of other wells included. */
export function gateDose(context: PhysicsContext): Judgement[] {
  const cures = context.program.steps.filter((step) => step.kind === 'cure').filter((cure) => cure.wavelength > 0);
  const limit = context.job.limits.dose;
  const byHand = limit === undefined ? [] : lightByHand(context, cures, limit);
  if (cures.length === 0) return byHand;
  const unknown = cures.find((cure) => cure.irradiance === null);
  if (unknown !== undefined) return [...byHand, irradianceUnknown(unknown, limit)];
  const worst = worstLayer(doseLedgers(context));
  if (worst === null) return byHand;
  if (limit !== undefined) {
    if (worst.dose > limit) return [...byHand, tooMuch(context, cures[0], worst, limit, 'refuse', 'job, limits.dose')];
    return byHand;
  }
  const hasCells = [...context.tools.values()].some((loaded) => loaded.cells !== null);
  if (!hasCells || worst.dose < cytotoxic) return [];
  return [tooMuch(context, cures[0], worst, cytotoxic, 'warn', cytotoxicSource)];
}

/** A lamp's line and the wavelength asked for may differ by this much, nm: it is still the same light. */
const sameLight = 15;

/** Whether light asked for is that of a lamp. */
export function isSameLight(asked: number, lamp: number): boolean {
  return Math.abs(asked - lamp) <= sameLight;
}

/** Light that the operator gives: no step tells it, so the lowest layer is taken to gather all of it. */
function lightByHand({ job, program }: PhysicsContext, cures: readonly CureStep[], limit: number): Judgement[] {
  const findings: Judgement[] = [];
  for (const { photo, every, at } of job.crosslink) {
    if (photo === undefined) continue;
    if (cures.some((cure) => isSameLight(photo.wavelength, cure.wavelength))) continue;
    const flashes = at === 'end' ? 1 : Math.ceil(program.header.layers / (every ?? 1));
    const dose = photo.irradiance === undefined ? Number.NaN : photo.irradiance * photo.seconds * flashes;
    if (dose <= limit) continue;
    const unknown = Number.isNaN(dose);
    const seconds = unknown ? 0 : Math.floor(((photo.seconds * limit) / dose) * 100) / 100;
    findings.push({
      code: unknown ? 'irradiance-unknown' : 'dose-too-high',
      severity: 'refuse',
      where: { layer: 0 },
      what: unknown
        ? `Light of ${photo.wavelength} nm is given manually, of unknown irradiance, against a limit of ${limit} mJ/cm².`
        : `Manual light: up to ${dose.toFixed(0)} mJ/cm² in ${flashes} times on the lowest layer; the limit is ${limit} mJ/cm².`,
      fix: unknown
        ? 'Measure the irradiance at the construct and write photo.irradiance (mW/cm²) in the job.'
        : `${seconds} s instead of ${photo.seconds} s each time, or fewer times.`,
      ...changing(unknown ? [] : shorterLight(job, photo.wavelength, seconds)),
      numbers: unknown ? { limit, flashes } : { dose, limit, flashes, fixSeconds: seconds },
      source: 'job, limits.dose',
    });
  }
  return findings;
}

/** The ledger of every well, in the order in which wells are first printed. */
export function doseLedgers(context: PhysicsContext): DoseLedger[] {
  const { program } = context;
  const tops = new Map<string, Map<number, number>>();
  const flashes = new Map<string, Flash[]>();
  for (const step of program.steps) {
    if (step.kind === 'strand') {
      const layers = tops.get(step.well) ?? new Map<number, number>();
      tops.set(step.well, layers.set(step.layer, step.zNm / 1e6));
    }
    if (step.kind !== 'cure' || !(step.wavelength > 0) || step.irradiance === null) continue;
    const lit = lightsAll(context, step)
      ? [...tops.keys()]
      : [...tops.keys()].filter((well) => lightsWell(step.well, well));
    for (const well of lit) {
      const surface = Math.max(...(tops.get(well)?.values() ?? []));
      if (!Number.isFinite(surface)) continue;
      const { irradiance, seconds } = step;
      const list = flashes.get(well) ?? [];
      list.push({ surface, irradiance, seconds, attenuation: attenuationOf(context, step) });
      flashes.set(well, list);
    }
  }
  return [...tops].map(([well, byLayer]) => {
    const rows = [...byLayer].sort((a, b) => a[1] - b[1]);
    const heights = Float64Array.from(rows, ([, top]) => top);
    const own = flashes.get(well) ?? [];
    return { well, tops: heights, layers: rows.map(([layer]) => layer), doses: layerDoses(heights, own), flashes: own };
  });
}

/** A lamp without a place of its own lights the whole plate: neighbours that are printed already are lit as well. */
function lightsAll({ profile }: PhysicsContext, cure: CureStep): boolean {
  const lamp = profile.lamps.find((candidate) => candidate.id === cure.lamp);
  return lamp?.offset === null;
}

/** 1/mm from the job's crosslinking of this wavelength; the least of several, so that no layer is thought safer. */
function attenuationOf({ job }: PhysicsContext, cure: CureStep): number {
  const given = job.crosslink.flatMap(({ photo }) =>
    photo && isSameLight(photo.wavelength, cure.wavelength) ? [photo.attenuation] : [],
  );
  return given.length === 0 ? 0 : Math.min(...given);
}

interface WorstLayer {
  readonly ledger: DoseLedger;
  readonly layer: number;
  readonly dose: number;
}

function worstLayer(ledgers: readonly DoseLedger[]): WorstLayer | null {
  let worst: WorstLayer | null = null;
  for (const ledger of ledgers) {
    ledger.doses.forEach((dose, i) => {
      if (dose > (worst?.dose ?? 0)) worst = { ledger, layer: ledger.layers[i], dose };
    });
  }
  return worst;
}

/** Fewer seconds of the only light of a job: of several no one alone decides what a layer gathers. */
function shorterLight({ crosslink }: PhysicsContext['job'], wavelength: number, seconds: number): JobChange[] {
  const lights = crosslink.flatMap(({ photo }, i) => (photo === undefined ? [] : [{ ...photo, i }]));
  const [light] = lights;
  if (lights.length !== 1 || !isSameLight(light.wavelength, wavelength) || seconds <= 0) return [];
  const what = `Light for ${seconds} s instead of ${light.seconds} s`;
  return [{ what, path: ['crosslink', light.i, 'photo', 'seconds'], value: seconds }];
}

function tooMuch(
  { job }: PhysicsContext,
  cure: CureStep,
  { ledger, layer, dose }: WorstLayer,
  limit: number,
  severity: 'refuse' | 'warn',
  source: string,
): Judgement {
  // Doses are proportional to the seconds; rounded down to what a job would say.
  const seconds = Math.floor(cure.seconds * (limit / dose) * 100) / 100;
  const first = ledger.flashes[0];
  return {
    code: 'dose-too-high',
    severity,
    where: { well: ledger.well, layer },
    what:
      `Layer ${layerNumber(layer)}${wellWords(ledger.well, ' of ')} gathers ${dose.toFixed(0)} mJ/cm² in ${ledger.flashes.length} cures ` +
      `of ${(first.irradiance * first.seconds).toFixed(0)} mJ/cm²; the limit is ${limit} mJ/cm².`,
    fix: `${seconds} s instead of ${cure.seconds} s: ${((dose * seconds) / cure.seconds).toFixed(0)} mJ/cm²; or cure fewer layers.`,
    ...changing(shorterLight(job, cure.wavelength, seconds)),
    numbers: { dose, limit, flashes: ledger.flashes.length, fixSeconds: seconds },
    source,
  };
}

function irradianceUnknown(cure: CureStep, limit: number | undefined): Judgement {
  return {
    code: 'irradiance-unknown',
    severity: limit === undefined ? 'warn' : 'refuse',
    where: { well: cure.well, layer: cure.layer },
    what:
      `The irradiance of lamp ${cure.lamp} is not known, so no dose can be given` +
      (limit === undefined ? '.' : ` against the limit of ${limit} mJ/cm².`),
    fix: 'Measure it at the construct and write photo.irradiance (mW/cm²) in the job, or enter it in the profile.',
    source: limit === undefined ? undefined : 'job, limits.dose',
  };
}
