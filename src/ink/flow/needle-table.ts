import { InputError } from '../../finding/input-error.ts';

/** A needle of the regular-wall gauge table; lengths in mm. */
export interface Needle {
  readonly gauge: number;
  readonly inner: number;
  readonly outer: number;
  /** The inner diameter may be off by this much, plus or minus. */
  readonly tolerance: number;
  readonly verified: boolean;
  readonly source: string;
}

const chart = 'Needle gauge comparison chart, regular wall (en.wikipedia.org/wiki/Needle_gauge_comparison_chart)';

// gauge, outer, inner
const table: readonly (readonly [number, number, number])[] = [
  [14, 2.108, 1.6],
  [15, 1.829, 1.372],
  [16, 1.651, 1.194],
  [17, 1.473, 1.067],
  [18, 1.27, 0.838],
  [19, 1.067, 0.686],
  [20, 0.908, 0.603],
  [21, 0.819, 0.514],
  [22, 0.718, 0.413],
  [23, 0.641, 0.337],
  [24, 0.565, 0.311],
  [25, 0.514, 0.26],
  [26, 0.464, 0.26],
  [27, 0.413, 0.21],
  [28, 0.362, 0.184],
  [29, 0.337, 0.184],
  [30, 0.311, 0.159],
  [31, 0.26, 0.133],
  [32, 0.235, 0.108],
  [33, 0.21, 0.108],
  [34, 0.184, 0.0826],
];

/** Gauges of the table, thick to thin. */
export const gauges: readonly number[] = table.map(([gauge]) => gauge);

/**
 * Tolerance of an inner diameter in mm: the chart states 0.019 for 20G and finer and 0.038 for 15G; the gauges
 * between take the wider one. A user's own diameter is trusted no better than a needle of its size.
 */
export function innerTolerance(inner: number): number {
  return inner <= 0.603 ? 0.019 : 0.038;
}

/** The needle of a gauge. Throws InputError for a gauge that is not in the table. */
export function needleOf(gauge: number): Needle {
  const row = table.find(([known]) => known === gauge);
  if (row === undefined) {
    throw new InputError('unknown-gauge', `there is no ${gauge}G needle in the table (14G to 34G)`, {
      fix: `Use one of ${gauges.join(', ')}, or give the inner and outer diameter in mm.`,
    });
  }
  const [, outer, inner] = row;
  const verified = gauge <= 31;
  const source = verified ? chart : `${chart}; its rows of 32G to 34G were not readable for this project`;
  return { gauge, inner, outer, tolerance: innerTolerance(inner), verified, source };
}
