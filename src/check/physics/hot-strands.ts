import { changing, type Finding } from '../../finding/finding.ts';
import { cem43Minutes, coolingTime, pclCooling } from '../../ink/heat.ts';
import { type StrandStep, secondsOf } from '../../program/step.ts';
import { placeOf } from '../space/strand-place.ts';
import type { PhysicsContext } from './physics-context.ts';

/** A strand this cool, °C, harms nobody for as long as it takes to cool further. */
const harmless = 40;

/** A melt strand and the second at which it has cooled down. */
interface Hot {
  readonly step: StrandStep;
  readonly coolAt: number;
  readonly celsius: number;
}

/**
 * Warns where cells are laid beside or upon a melt that is still hot: same well, same layer or the one below. The
 * cooling law's heat transfer is an engineering guess, so this never refuses.
 */
export function hotStrands(context: PhysicsContext): Finding[] {
  const { strands, tools, startTimes } = context;
  const hottest = new Map<string, Hot>();
  let dwellHelps = true;
  let worst: { cells: StrandStep; hot: Hot; wait: number } | null = null;
  for (const step of strands) {
    const loaded = tools.get(step.tool);
    if (loaded === undefined) continue;
    if (loaded.material.kind === 'thermoplastic') {
      const celsius = loaded.celsius ?? loaded.material.recommended ?? loaded.material.temperature[0];
      const density = loaded.material.density;
      const cooling = coolingTime({ ...pclCooling, density, diameter: step.strand.width, from: celsius, to: harmless });
      const end = startTimes[step.id] + secondsOf(step);
      hottest.set(step.well, { step, coolAt: end + cooling, celsius });
      continue;
    }
    if (loaded.cells === null) continue;
    const hot = hottest.get(step.well);
    if (hot === undefined || step.layer - hot.step.layer > 1) continue;
    const wait = hot.coolAt - startTimes[step.id];
    if (wait <= 0) continue;
    // A wait after the layer comes too late for what lies in the same one.
    if (step.layer === hot.step.layer) dwellHelps = false;
    if (worst === null || wait > worst.wait) worst = { cells: step, hot, wait };
  }
  if (worst === null) return [];
  const dwell = dwellHelps ? Math.ceil(context.job.layerDwell + worst.wait) : null;
  return [tooHot(worst.cells, worst.hot, worst.wait, dwell)];
}

/** `dwell`: the wait after each layer that would do, s; null where none does. */
function tooHot(cells: StrandStep, hot: Hot, wait: number, dwell: number | null): Finding {
  const dose = cem43Minutes(hot.celsius, wait);
  return {
    gate: 'viability',
    code: 'hot-strand-beside-cells',
    severity: 'warn',
    where: placeOf(cells),
    what:
      `Cells on strand ${cells.id} are laid ${wait.toFixed(1)} s before the melt of strand ${hot.step.id} has cooled ` +
      `from ${hot.celsius} to ${harmless} °C (at worst ${dose.toPrecision(2)} min at 43 °C).`,
    fix:
      dwell === null
        ? 'Print the melt of each layer last, or wait before the cells of the layer.'
        : `Set layerDwell to ${dwell} s, or print the melt of each layer last.`,
    ...changing(
      dwell === null ? [] : [{ what: `A wait of ${dwell} s after each layer`, path: ['layerDwell'], value: dwell }],
    ),
    numbers: {
      waitS: wait,
      celsius: hot.celsius,
      cem43Minutes: dose,
      ...(dwell === null ? {} : { fixDwellS: dwell }),
    },
    source: 'Lumped cooling, 1900 J/(kg K) and 50 W/(m² K): engineering guesses, unverified',
  };
}
