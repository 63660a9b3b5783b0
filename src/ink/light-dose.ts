/** Light on one construct. Doses in mJ/cm², irradiance in mW/cm², seconds, mm, attenuation in 1/mm. */

/** One flash: it reaches every layer printed so far, weaker with depth. */
export interface Flash {
  /** Height of the construct when the light is on: top of its highest layer, mm. */
  readonly surface: number;
  readonly irradiance: number;
  readonly seconds: number;
  readonly attenuation: number;
}

/**
 * Dose that each layer has gathered: E_j = Sum I t exp(-alpha depth) over the flashes after it was printed, the depth
 * measured from the surface of that moment to the top of layer j (derived from Beer-Lambert). `tops` are the tops of
 * the layers in mm, rising.
 */
export function layerDoses(tops: ArrayLike<number>, flashes: readonly Flash[]): Float64Array {
  const doses = new Float64Array(tops.length);
  for (const { surface, irradiance, seconds, attenuation } of flashes) {
    for (let layer = 0; layer < tops.length && tops[layer] <= surface + 1e-9; layer++) {
      doses[layer] += irradiance * seconds * Math.exp(-attenuation * (surface - tops[layer]));
    }
  }
  return doses;
}

/** Attenuation in 1/mm of a photoinitiator: ln 10 eps c, eps in 1/(M cm), c in mol/L. */
export function attenuationOf(epsilon: number, molar: number): number {
  return (Math.LN10 * epsilon * molar) / 10;
}
