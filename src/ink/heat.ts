/** Heat that cells meet. Temperatures in °C, times in s unless the name says minutes. */

/** Minutes at 43 °C that do the same harm (Sapareto and Dewey 1984): R^(43 - T), R 0.5 from 43 °C up, 0.25 below. */
export function cem43Minutes(celsius: number, seconds: number): number {
  return (seconds / 60) * (celsius >= 43 ? 0.5 : 0.25) ** (43 - celsius);
}

export interface Cooling {
  /** mm */
  readonly diameter: number;
  readonly from: number;
  readonly to: number;
  readonly ambient: number;
  /** kg/m³ */
  readonly density: number;
  /** J/(kg K) */
  readonly heatCapacity: number;
  /** W/(m² K) */
  readonly transfer: number;
}

/** PCL in still air; heat capacity and transfer are engineering guesses, not read in a source. */
export const pclCooling = { density: 1100, heatCapacity: 1900, transfer: 50, ambient: 22 } as const;

/**
 * Seconds until a hot strand has cooled, lumped (thin strand): rho c d / (4 h) ln((T0 - Ta) / (T - Ta)). Infinity when
 * the ambient is not below the target.
 */
export function coolingTime({ diameter, from, to, ambient, density, heatCapacity, transfer }: Cooling): number {
  if (from <= to) return 0;
  if (to <= ambient) return Number.POSITIVE_INFINITY;
  const scale = (density * heatCapacity * (diameter / 1e3)) / (4 * transfer);
  return scale * Math.log((from - ambient) / (to - ambient));
}
