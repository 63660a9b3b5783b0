import type { Judgement } from '../../finding/finding.ts';
import { percent } from '../../finding/number-words.ts';
import { type CellLaw, cellLaws } from '../../ink/cell-lines.ts';
import { surviveFlow } from '../../ink/viability.ts';
import type { StrandStep } from '../../program/step.ts';
import { hotStrands } from '../physics/hot-strands.ts';
import {
  hasCells,
  hasFlow,
  leastFlow,
  type PhysicsContext,
  type WithCells,
  type WithFlow,
} from '../physics/physics-context.ts';
import { changesOf, fixText, merged, proposeFixes, viabilityFloor } from '../physics/propose-fix.ts';
import { worstStrand } from '../physics/worst-strand.ts';
import { placeOf } from '../space/strand-place.ts';

/**
 * Refuses when fewer cells than the limit are predicted to live after the needle, their viability at loading included.
 * Without a limit in the job, less than 80 % warns.
 */
export function gateViability(context: PhysicsContext): Judgement[] {
  const findings: Judgement[] = [...hotStrands(context)];
  for (const loaded of context.tools.values()) {
    if (!hasCells(loaded)) continue;
    const strands = context.strands.filter((step) => step.tool === loaded.tool.id && step.flow > 0);
    if (strands.length === 0) continue;
    findings.push(...unsuitable(loaded));
    if (isPredictable(loaded)) findings.push(...predicted(context, loaded, strands));
    else findings.push(unpredictable(loaded));
  }
  return findings;
}

/** What survival is predicted from. */
type Predictable = WithCells & WithFlow & { readonly cellLaw: CellLaw };

const isPredictable = (loaded: WithCells): loaded is Predictable => hasFlow(loaded) && loaded.cellLaw !== null;

function unsuitable({ ink, material, tool, cells }: WithCells): Judgement[] {
  const where = { ink: ink, tool: tool.id };
  const findings: Judgement[] = [];
  if (!material.cellsAllowed) {
    findings.push({
      code: 'ink-kills-cells',
      severity: 'refuse',
      where,
      what: `${cells.line} cells are loaded in ${material.id}, in which cells do not survive.`,
      fix: `Load the cells in a bioink, or remove inks.${ink}.cells.`,
      source: `ink ${material.id}, cellsAllowed`,
    });
  }
  if (cells.hypotonic) {
    findings.push({
      code: 'hypotonic-solvent',
      severity: 'warn',
      where,
      what: `The solvent of ${material.id} is hypotonic: about a quarter of the cells may die before printing begins.`,
      fix: 'Dissolve the ink in an isotonic medium (culture medium, buffered saline, or mannitol).',
      source: 'Godar 2018, InTech, doi 10.5772/intechopen.73137 (abstract)',
    });
  }
  return findings;
}

function unpredictable({ ink, material, tool, cells, flow }: WithCells): Judgement {
  const known = cellLaws.map((law) => law.line).join(', ');
  const noFlow = flow === null;
  return {
    code: noFlow ? 'viability-without-flow-law' : 'cell-law-missing',
    severity: 'warn',
    where: { ink: ink, tool: tool.id },
    what: noFlow
      ? `Survival of ${cells.line} cannot be predicted: ${material.id} has no flow law.`
      : `Survival of ${cells.line} cannot be predicted: laws are known for ${known}.`,
    fix: noFlow ? material.measure : `Give your own constants in inks.${ink}.cells.law, or the line that is closest.`,
  };
}

function predicted(context: PhysicsContext, loaded: Predictable, strands: readonly StrandStep[]): Judgement[] {
  const { job, physics } = context;
  const { tool, cells, cellLaw, flow } = loaded;
  const worst = worstStrand(strands, ({ id }) => -physics.viability[id]);
  const alive = physics.viability[worst.id];
  const { limit, own } = viabilityFloor(job);
  const survivalAt = (ul: number) => surviveFlow(cellLaw, flow.through(ul));
  const [most, least] = [survivalAt(worst.flow), survivalAt(leastFlow(worst))];
  const survival = least.viability < most.viability ? least : most;
  const mean = meanViability(context, strands);
  const numbers = {
    viability: alive,
    meanViability: mean,
    bandLow: cells.viability * survival.band[0],
    bandHigh: cells.viability * survival.band[1],
    limit,
    wallShearPa: physics.wallShearPa[worst.id],
    residenceS: physics.residenceS[worst.id],
  };
  const where = placeOf(worst);
  const source = `${own ? 'job, limits.viability' : 'default of this project, unverified'}; law: ${cellLaw.source}`;
  const stated =
    `${percent(alive)} of the ${cells.line} cells live on strand ${worst.id} (${percent(numbers.bandLow)} to ${percent(numbers.bandHigh)}, ` +
    `${(numbers.wallShearPa / 1e3).toFixed(2)} kPa for ${numbers.residenceS.toFixed(2)} s), ${percent(mean)} on average`;
  if (alive < limit) {
    const fixes = cells.viability < limit ? [] : proposeFixes(loaded, strands, job);
    const otherwise =
      cells.viability < limit
        ? `Only ${percent(cells.viability)} of the cells live at loading: no print setting can fix that.`
        : 'No needle, speed or temperature passes: take a thinner ink.';
    const severity = own ? 'refuse' : 'warn';
    const what = `${stated}; the limit is ${percent(limit)}.`;
    const fix = fixText(fixes, otherwise);
    return [
      {
        code: 'viability-low',
        severity,
        where,
        what,
        fix,
        ...changesOf(fixes),
        numbers: { ...numbers, ...merged(fixes) },
        source,
      },
      ...extrapolated(loaded, worst, survival.extrapolated),
    ];
  }
  const findings: Judgement[] = [];
  if (own && numbers.bandLow < limit) {
    findings.push({
      code: 'viability-near-limit',
      severity: 'warn',
      where,
      what: `${stated}: within its band it may fall below ${percent(limit)}.`,
      fix: `Take a wider needle or another speed on ${tool.id}.`,
      numbers,
      source,
    });
  }
  return [...findings, ...extrapolated(loaded, worst, survival.extrapolated)];
}

function extrapolated({ tool, cellLaw }: Predictable, worst: StrandStep, is: boolean): Judgement[] {
  if (!is || cellLaw.stressRange === null || cellLaw.timeRange === null) return [];
  return [
    {
      code: 'viability-extrapolated',
      severity: 'note',
      where: { ...placeOf(worst), tool: tool.id },
      what: `The survival of ${cellLaw.line} is extrapolated: its law was measured at 1-5 kPa and 0.1-0.7 s in a straight needle. Its band is widened by the distance.`,
      source: cellLaw.source,
    },
  ];
}

/** Mean over the volume of the strands. */
function meanViability({ physics }: PhysicsContext, strands: readonly StrandStep[]): number {
  let alive = 0;
  let volume = 0;
  for (const { id, volumeUl } of strands) {
    alive += physics.viability[id] * volumeUl;
    volume += volumeUl;
  }
  return alive / volume;
}
