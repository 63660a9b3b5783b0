import type { Strand } from '../laydown/strand.ts';
import { lastOf } from '../laydown/strand-geometry.ts';

/**
 * What the machine is asked to do, in order. Machine-independent: positions are those of the active needle's tip in
 * the machine's frame (x right, y back, z up; z 0 is the surface printed on), nm where a name ends in Nm; mm, mm/s,
 * µL, µL/s, kPa, °C and s elsewhere.
 */
export type Step =
  | LayerStep
  | WellStep
  | StrandStep
  | TravelStep
  | ToolChangeStep
  | PrimeStep
  | PurgeStep
  | WipeStep
  | DwellStep
  | CureStep
  | TemperatureStep
  | PressureStep
  | PauseStep
  | MessageStep;

/** A new layer begins (in one well when wells are printed one by one, in all when layer by layer). */
export interface LayerStep {
  readonly kind: 'layer';
  readonly layer: number;
  /** Top of the layer above the surface printed on, mm: where the needle's tip runs. */
  readonly z: number;
  readonly height: number;
}

/** From here on the construct in this well is printed. */
export interface WellStep {
  readonly kind: 'well';
  /** `A1`, or `noWell`. */
  readonly well: string;
  /** Centre of the well (origin of the construct), nm, machine frame. */
  readonly xNm: number;
  readonly yNm: number;
  /** What sets this well apart in an experiment; absent where all wells are alike. */
  readonly condition?: WellCondition;
}

/** A condition of an experiment over the wells of a plate. */
export interface WellCondition {
  /** From 1; wells of one number are replicates. */
  readonly number: number;
  /** Names and values of its settings as text: `speed` → `6`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Extrude one strand. The needle already stands at its first point. All keys in this order: one form for the engine. */
export interface StrandStep {
  readonly kind: 'strand';
  /** Running number in the program, from 0. */
  readonly id: number;
  readonly strand: Strand;
  /** Added to the strand's points: the construct's origin in this well, nm. */
  readonly xNm: number;
  readonly yNm: number;
  /** Height of the tip, nm. */
  readonly zNm: number;
  readonly tool: string;
  readonly layer: number;
  readonly well: string;
  /** mm/s: length over time where `speeds` differ. */
  readonly speed: number;
  /** mm/s the job asks for, where a tool of constant flow needs another speed for this strand's section. */
  readonly askedSpeed?: number | undefined;
  /** mm/s of each segment, the closing one last, where the section varies and the flow cannot. */
  readonly speeds?: Float64Array | undefined;
  /** A dot: the needle stands on both (equal) points, and the valve is open for so many seconds. */
  readonly openS?: number | undefined;
  /** µL/s: the greatest along the strand, strand.area × speed; of pressure-driven tools that of their pressure. */
  readonly flow: number;
  /** Flow at the pressure that the job sets over the flow that was planned; absent: the same. `strand` is as it comes out. */
  readonly flowRatio?: number | undefined;
  /** What is laid: less or more than the strand holds only where a speed is at the machine's limit. */
  readonly volumeUl: number;
  readonly lengthMm: number;
  readonly start: StrandStart;
  readonly end: StrandEnd;
}

/** s that a strand takes at the speeds of the plan, without what its machine needs to reach them. */
export function secondsOf({ lengthMm, speed, openS }: StrandStep): number {
  return openS ?? lengthMm / speed;
}

/** A strand where it is printed. */
type PlacedStrand = Pick<StrandStep, 'strand' | 'xNm' | 'yNm' | 'zNm'>;

/** Where the needle takes up a strand, nm, machine frame. */
export function startOfStrand(step: PlacedStrand): readonly [x: number, y: number, z: number] {
  return pointOf(step, 0);
}

/** Where the needle leaves a strand, nm, machine frame. */
export function endOfStrand(step: PlacedStrand): readonly [x: number, y: number, z: number] {
  return pointOf(step, lastOf(step.strand));
}

function pointOf({ strand, xNm, yNm, zNm }: PlacedStrand, i: number): readonly [number, number, number] {
  const { points, rise } = strand;
  return [xNm + points[2 * i], yNm + points[2 * i + 1], zNm + (rise?.[i] ?? 0)];
}

/** µL/s that the plan asks of a strand, whatever the pressure that is set drives. */
export function plannedFlow({ flow, flowRatio = 1 }: StrandStep): number {
  return flow / flowRatio;
}

/** How ink is brought to flow before the motion begins. */
export interface StrandStart {
  /** Seconds between opening the valve and moving (pneumatic tools). */
  readonly preflow: number;
  /** µL pushed before moving to build pressure (pistons); taken back by `relax`. */
  readonly prime: number;
  /** The strand before ended here with the same tool: ink flows already. */
  readonly continues?: true;
}

export interface StrandEnd {
  /** Seconds between the end of the motion and closing the valve; negative is not allowed: use `coast`. */
  readonly postflow: number;
  /** Last mm of the strand that are moved with the valve already closed. */
  readonly coast: number;
  /** µL pulled back after the motion (pistons). */
  readonly relax: number;
  /** The next strand begins here with the same tool: ink keeps flowing. */
  readonly continues?: true;
}

/**
 * Motion without ink, through every point in turn. `approach`: where the machine stands is not known, so the tip is
 * raised to the first point's z before it moves sideways. `park`: the needle gets out of the way (of light, of the
 * operator).
 */
export interface TravelStep {
  readonly kind: 'travel';
  /** x y z of each point reached, nm; the needle starts where the step before left it. */
  readonly points: Int32Array;
  /** mm/s, horizontal; vertical pieces run at the profile's z speed when that is slower. */
  readonly speed: number;
  readonly why: 'hop' | 'slide' | 'well' | 'tool' | 'park' | 'approach';
}

export interface ToolChangeStep {
  readonly kind: 'toolChange';
  readonly from: string | null;
  readonly to: string;
}

/** Bring ink to the tip of a tool: at its prime position, into air or waste; no strand. */
export interface PrimeStep {
  readonly kind: 'prime';
  readonly tool: string;
  readonly volumeUl: number;
  readonly flow: number;
}

export interface PurgeStep {
  readonly kind: 'purge';
  readonly tool: string;
  readonly volumeUl: number;
  readonly flow: number;
}

/** Draw the tip along a line without ink to clean it. */
export interface WipeStep {
  readonly kind: 'wipe';
  readonly tool: string;
  readonly points: Int32Array;
  readonly speed: number;
}

export interface DwellStep {
  readonly kind: 'dwell';
  readonly seconds: number;
  readonly why: string;
}

/** Light on the construct in one well, or on all (`everyWell`) when the lamp covers the vessel. */
export interface CureStep {
  readonly kind: 'cure';
  readonly layer: number;
  readonly well: string;
  /** nm of light; 0 for crosslinking without light. */
  readonly wavelength: number;
  /** mW/cm² at the construct, null when the machine only knows percent. */
  readonly irradiance: number | null;
  /** 0-100 % of the lamp's output. */
  readonly intensity: number;
  readonly seconds: number;
  /** Id of the lamp in the profile. */
  readonly lamp: string;
}

export interface TemperatureStep {
  readonly kind: 'temperature';
  readonly target: { readonly of: 'tool'; readonly tool: string } | { readonly of: 'bed' } | { readonly of: 'chamber' };
  /** °C; null switches the heater or cooler off. */
  readonly celsius: number | null;
  readonly wait: boolean;
}

export interface PressureStep {
  readonly kind: 'pressure';
  readonly tool: string;
  readonly kPa: number;
}

/** The operator must act; the machine waits in a safe state. */
export interface PauseStep {
  readonly kind: 'pause';
  readonly message: string;
}

export interface MessageStep {
  readonly kind: 'message';
  readonly text: string;
}
