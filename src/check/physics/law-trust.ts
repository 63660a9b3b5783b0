import { changing, type Finding } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import { lawRanges, outsideRange } from '../../ink/flow/law-range.ts';
import type { StrandStep } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { originOf } from '../../provenance/origin.ts';
import { placeOf } from '../space/strand-place.ts';
import { temperatureIn } from './cartridge-temperature.ts';
import type { PhysicsContext, WithFlow } from './physics-context.ts';
import { worstStrand } from './worst-strand.ts';

/** How far the flow law and the needle of a tool may be trusted: temperature, shear, and numbers that are not verified. */
export function lawTrust(context: PhysicsContext, loaded: WithFlow, strands: readonly StrandStep[]): Finding[] {
  return [...ofTemperature(loaded), ...ofShear(context, loaded, strands), ...unverified(loaded)];
}

/** Numbers that were not read in a source are never passed on in silence. */
function unverified({ ink, material, tool, nozzle }: LoadedTool): Finding[] {
  const where = { ink: ink, tool: tool.id };
  const findings: Finding[] = [];
  const origins = Object.keys(material.rheology?.law ?? {})
    .filter((key) => key !== 'model')
    .map((key) => ({ key, origin: originOf(material.provenance, `rheology.law.${key}`) }));
  const doubtful = origins.filter(({ origin }) => origin !== undefined && !origin.verified);
  if (doubtful.length > 0) {
    const keys = doubtful.map(({ key }) => key).join(', ');
    findings.push({
      gate: 'flow',
      code: 'flow-law-unverified',
      severity: 'note',
      where,
      what: `The flow law of ${material.id} was not verified in the paper it comes from (${keys}): pressure and shear may be off.`,
      fix: 'Calibrate the flow of your lot with the needle to be used.',
      // Doubtful are those whose origin is known.
      source: doubtful[0].origin!.source,
    });
  }
  if (!nozzle.verified) {
    findings.push({
      gate: 'flow',
      code: 'needle-unverified',
      severity: 'note',
      where,
      what: `The inner diameter of ${nozzle.label} (${nozzle.inner} mm) is not verified; pressure goes with its third to fourth power.`,
      fix: 'Measure the needle and write nozzle.inner, or take a gauge that is verified.',
      source: nozzle.source,
    });
  }
  return findings;
}

function ofTemperature({ ink, material, tool, flow, celsius }: LoadedTool): Finding[] {
  const trust = flow?.law.trust;
  const where = { ink: ink, tool: tool.id };
  const at = material.rheology?.at ?? 0;
  const asked = celsius ?? at;
  const [low, high] = material.rheology?.temperatureRange ?? [at, at];
  const numbers = { celsius: asked, measuredAt: at };
  const source = `ink ${material.id}, rheology`;
  if (trust === 'outside') {
    const what = `${material.id} at ${asked} °C lies outside the ${low} to ${high} °C of its flow law: no pressure can be predicted.`;
    const fix = `Set the cartridge to ${low} to ${high} °C, or measure the ink at ${asked} °C.`;
    const changes = changing(temperatureIn([low, high], tool, ink, asked));
    return [
      { gate: 'flow', code: 'flow-law-outside', severity: 'refuse', where, what, fix, ...changes, numbers, source },
    ];
  }
  if (trust === 'not-modelled') {
    const what = `${material.id} was measured at ${at} °C only; its law is used unchanged at ${asked} °C.`;
    const fix = `Print at ${at} °C, or measure the ink at ${asked} °C.`;
    const changes = changing(temperatureIn([at, at], tool, ink, asked));
    return [
      {
        gate: 'flow',
        code: 'flow-law-one-temperature',
        severity: 'warn',
        where,
        what,
        fix,
        ...changes,
        numbers,
        source,
      },
    ];
  }
  if (trust !== 'extrapolated') return [];
  const what = `The flow law of ${material.id}, measured at ${at} °C, is extrapolated to ${asked} °C.`;
  return [{ gate: 'flow', code: 'flow-law-extrapolated', severity: 'note', where, what, numbers, source }];
}

/** Strands whose shear at the wall lies outside what was measured; a law without a range says so. */
function ofShear(
  { physics }: PhysicsContext,
  { ink, material, tool, flow }: WithFlow,
  strands: readonly StrandStep[],
): Finding[] {
  const ranges = lawRanges(material, flow.law.law);
  const common = { gate: 'flow', source: `ink ${material.id}, rheology` } as const;
  if (ranges === null) {
    const where = { ink: ink, tool: tool.id };
    const what = `The shear rates in which the law of ${material.id} was measured are not stated: no pressure can be called measured.`;
    const fix = 'Calibrate the flow with the needle to be used, or enter rheology.shearRange.';
    return [{ ...common, code: 'flow-range-not-stated', severity: 'note', where, what, fix }];
  }
  const {
    rate: [low, high],
    stress,
  } = ranges;
  const off = ({ id }: StrandStep) =>
    Math.max(outsideRange(physics.shearRate[id], [low, high]), outsideRange(physics.wallShearPa[id], stress));
  const worst = worstStrand(strands, off);
  const times = off(worst);
  if (times <= 1) return [];
  const rate = physics.shearRate[worst.id];
  const stressPa = physics.wallShearPa[worst.id];
  const span = `${short(low)} to ${short(high)} 1/s (${short(stress[0])} to ${short(stress[1])} Pa)`;
  return [
    {
      ...common,
      code: 'flow-shear-outside',
      severity: 'warn',
      where: placeOf(worst),
      what: `The wall of the needle sees ${short(rate)} 1/s and ${short(stressPa)} Pa; the law of ${material.id} was measured at ${span}. Its band is widened by the distance.`,
      fix: 'Calibrate the flow at the pressures to be used, or take a needle or speed that stays within the range.',
      numbers: { shearRate: rate, wallShearPa: stressPa, lowRate: low, highRate: high, timesOutside: times },
    },
  ];
}
