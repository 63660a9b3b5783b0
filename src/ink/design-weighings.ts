import { middleRate, usualScatter } from './calibration/fit-flow.ts';
import { modelOf } from './calibration/fit-models.ts';
import { leastReaches, type TwoParameters } from './calibration/fit-two.ts';
import { flowFor, pressureFor, type Section } from './flow/nozzle-flow.ts';
import type { Rheology } from './laws/flow-laws.ts';

/** Weighings by which an ink's law is to be fitted. */
export interface WeighingDesign {
  /** kPa of each weighing, in turns from low to high. */
  readonly kPas: readonly number[];
  /** Half of the 95 % interval of scale and rate that they give at best, relative; null for laws of other numbers. */
  readonly within: { readonly scale: number; readonly rate: number } | null;
}

export interface DesignAsk {
  /** kPa at which the ink flows as it is printed. */
  readonly middle: number;
  /** kPa that the tool takes. */
  readonly range: readonly [low: number, high: number];
}

/** Interval to plan for, as a logarithm: both of its ends then lie within 15 % of the value, and so does half its width. */
const wanted = 0.13;
const mostRepeats = 6;
/** A flow of so much of the printed one is still weighed to a few percent in two minutes. */
const leastShare = 0.02;
/** What the lot may be that is to be measured: as known, or thinner and thinning earlier, which tells less. */
const lots = [
  { scale: 1, rate: 1 },
  { scale: 0.75, rate: 1.25 },
];
/** So many times the printed pressure is asked for at most: more ink, and more than a print will ever see. */
const mostPressure = 3;

/**
 * Laws that are known by a scale and a rate (Cross, Carreau) tell their rate by how the slope of the flow changes between
 * a low and a high pressure. The two ends are set as far apart as tool and balance allow and weighed in repeats, the
 * middle twice, as often as the rate needs for an interval of ±15 % with weighings of usual care (4 %). Other laws: three
 * pressures, each twice, a factor of 1.5 apart.
 */
export function designWeighings(
  law: Rheology | null,
  sections: readonly Section[],
  { middle, range: [low, high] }: DesignAsk,
): WeighingDesign {
  const plain = [1 / 1.5, 1, 1.5].map((factor) => twoDigits(Math.max(low, factor * Math.min(middle, high / 1.5))));
  const usual = { kPas: [...plain, ...plain], within: null };
  if (law === null || (law.model !== 'cross' && law.model !== 'carreau-yasuda')) return usual;
  const printed = flowFor(law, sections, middle * 1e3);
  const least = twoDigits(Math.max(low, pressureFor(law, sections, leastShare * printed) / 1e3));
  const most = twoDigits(Math.min(high, mostPressure * middle));
  if (!(most >= 1.5 * least)) return usual;
  const between = twoDigits(Math.sqrt(least * most));
  for (let repeats = 2; ; repeats++) {
    const turns = Array.from({ length: repeats }, (_, i) => (i < 2 ? [least, between, most] : [least, most]));
    const kPas = turns.flat();
    const { scale, rate } = reachOf(law, sections, kPas);
    if (repeats === mostRepeats || Math.max(scale, rate) <= wanted) {
      return { kPas, within: { scale: Math.sinh(scale), rate: Math.sinh(rate) } };
    }
  }
}

/** Half of each interval, as a logarithm, that weighings of usual care tell at best of the least telling lot. */
function reachOf(law: Rheology, sections: readonly Section[], kPas: readonly number[]) {
  const ofLots = lots.map(({ scale, rate }) => {
    const lot = modelAt(law, sections, kPas)?.lawOf(Math.log(scale), Math.log(rate)) ?? law;
    const model = modelAt(lot, sections, kPas);
    return model === null ? {} : leastReaches(kPas, sections, model);
  });
  const most = (name: string) => usualScatter * Math.max(...ofLots.map((reaches) => reaches[name] ?? Infinity));
  return { scale: most('scale'), rate: most('rate') };
}

function modelAt(law: Rheology, sections: readonly Section[], kPas: readonly number[]): TwoParameters | null {
  const flows = kPas.map((kPa) => flowFor(law, sections, kPa * 1e3));
  return modelOf(law, middleRate(flows, sections), Number.POSITIVE_INFINITY);
}

const twoDigits = (kPa: number): number => Number(kPa.toPrecision(2));
