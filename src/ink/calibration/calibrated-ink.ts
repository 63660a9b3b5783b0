import { scaleViscosity } from '../flow/law-at.ts';
import type { Ink, InkRheology } from '../ink.ts';
import type { Calibration } from './calibration.ts';

/**
 * The ink with the law that was calibrated (or the factor on its own one), the band of the fit and where all that comes
 * from. `sameNeedle`: the needle to be used is that of the weighings, so its tolerance is in the fit already.
 */
export function calibratedInk(ink: Ink, calibration: Calibration, sameNeedle = true): Ink {
  const rheology = calibratedRheology(ink, calibration);
  if (rheology === null) return ink;
  const { date, lot, nozzle, printer } = calibration;
  const source = `Calibration of ${date} with ${nozzle.label} on ${printer}${lot === null ? '' : `, lot ${lot}`}`;
  const older = ink.provenance.filter(({ of }) => !of.some((path) => path.startsWith('rheology')));
  const band = sameNeedle ? { needleInBand: true } : {};
  return {
    ...ink,
    rheology: { ...rheology, ...band },
    provenance: [...older, { of: ['rheology'], source, verified: true }],
  };
}

function calibratedRheology({ rheology }: Ink, calibration: Calibration): InkRheology | null {
  const { flow, celsius, shearRange } = calibration;
  if (flow === null) return null;
  const range = shearRange === null ? {} : { shearRange };
  if (flow.kind === 'factor') {
    if (rheology === null) return null;
    const scaled = rheology.laws?.map(({ at, law }) => ({ at, law: scaleViscosity(law, flow.factor.value) }));
    const law = scaleViscosity(rheology.law, flow.factor.value);
    const { stressRange: _, ...kept } = rheology;
    return { ...kept, law, ...(scaled === undefined ? {} : { laws: scaled }), ...range, band: flow.band };
  }
  const at = celsius ?? rheology?.at ?? 25;
  const law = flow.kind === 'law' ? flow.law : { model: 'power-law' as const, K: flow.K.value, n: flow.n.value };
  // Other temperatures of the library's law belong to another batch: only its activation energy is kept.
  const shift = rheology?.activationEnergy === undefined ? {} : { activationEnergy: rheology.activationEnergy };
  const window = rheology?.temperatureRange === undefined ? {} : { temperatureRange: rheology.temperatureRange };
  return { at, law, ...shift, ...window, ...range, band: flow.band };
}
