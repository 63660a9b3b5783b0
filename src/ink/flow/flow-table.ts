import { type CellLaw, cellLaws } from '../cell-lines.ts';
import type { Ink } from '../ink.ts';
import { type Survival, surviveFlow } from '../viability.ts';
import { type FlowFlag, type NozzleFlow, nozzleFlowOf } from './flow-through.ts';
import type { Nozzle } from './nozzle.ts';
import { flattenedArea } from './strand-shape.ts';

/** What `bioweft flow` is asked. mm, mm/s, °C; viabilities are those after the needle, of cells all alive before. */
export interface FlowQuestion {
  readonly ink: Ink;
  readonly nozzle: Nozzle;
  readonly speed: number;
  /** Strand width: the diameter of a round strand, or the width of one flattened to `height`. */
  readonly width: number;
  readonly height?: number | undefined;
  readonly temperature?: number | undefined;
}

export interface FlowTable {
  readonly ink: string;
  readonly nozzle: string;
  readonly temperature: number;
  readonly speed: number;
  readonly area: number;
  readonly flow: NozzleFlow;
  readonly cells: readonly CellRow[];
  readonly sources: readonly string[];
}

export interface CellRow {
  readonly law: CellLaw;
  readonly survival: Survival;
}

/** One point of `bioweft flow --curve`. */
export interface CurvePoint {
  readonly pressureKpa: number;
  readonly flowUl: number;
  /** Speed at which a strand of the asked section keeps up with the flow; 0 when nothing flows. */
  readonly speed: number;
  readonly wallShearPa: number;
  readonly residenceS: number;
  readonly cells: readonly Survival[];
}

/** Pressure, shear, residence and survival for one strand, or null for an ink without a flow law. */
export function flowTable(question: FlowQuestion): FlowTable | null {
  const { ink, nozzle, speed } = question;
  const calculator = calculatorOf(question);
  if (calculator === null || ink.rheology === null) return null;
  const area = areaOf(question);
  const flow = calculator.through(area * speed);
  return {
    ink: ink.id,
    nozzle: nozzle.label,
    temperature: celsiusOf(question) ?? ink.rheology.at,
    speed,
    area,
    flow,
    cells: ink.cellsAllowed ? cellLaws.map((law) => ({ law, survival: surviveFlow(law, flow) })) : [],
    sources: [...new Set([...lawSources(ink), nozzle.source, ...(ink.cellsAllowed ? [cellLaws[0].source] : [])])],
  };
}

/** The same over pressures in kPa: what flows, how fast to move, who lives. Empty for an ink without a flow law. */
export function flowCurve(question: FlowQuestion, pressures: readonly number[]): CurvePoint[] {
  const calculator = calculatorOf(question);
  if (calculator === null) return [];
  const area = areaOf(question);
  return pressures.map((pressureKpa) => {
    const flowUl = calculator.flowAt(pressureKpa);
    if (flowUl < leastFlowUl) return { pressureKpa, flowUl: 0, speed: 0, wallShearPa: 0, residenceS: 0, cells: [] };
    const flow = calculator.through(flowUl);
    const cells = question.ink.cellsAllowed ? cellLaws.map((law) => surviveFlow(law, flow)) : [];
    const { wallShearPa, residenceS } = flow;
    return { pressureKpa, flowUl, speed: flowUl / area, wallShearPa, residenceS, cells };
  });
}

/** µL/s below which nothing flows that anybody would wait for: a fifth of a microlitre an hour. */
const leastFlowUl = 5e-5;

function calculatorOf(question: FlowQuestion) {
  return nozzleFlowOf(question.ink, celsiusOf(question), question.nozzle);
}

function celsiusOf({ ink, temperature }: FlowQuestion): number | null {
  return temperature ?? ink.recommended ?? null;
}

function areaOf({ width, height }: FlowQuestion): number {
  if (height === undefined || height >= width) return (Math.PI * width ** 2) / 4;
  return flattenedArea(width, height);
}

function lawSources(ink: Ink): string[] {
  return ink.provenance
    .filter((entry) => entry.of.some((path) => path === 'rheology' || path.startsWith('rheology.law')))
    .map((entry) => (entry.verified ? entry.source : `${entry.source} (unverified)`));
}

/** The table as lines of text for a terminal. */
export function flowTableLines(table: FlowTable): string[] {
  const { flow } = table;
  const lines = [
    `${table.ink} through ${table.nozzle} at ${table.temperature} °C, ${table.speed} mm/s, ${flow.flowUl.toFixed(4)} µL/s`,
    '',
    row(
      'pressure',
      `${flow.pressureKpa.toFixed(1)} kPa`,
      `band ${flow.band.map((kPa) => kPa.toFixed(0)).join(' to ')} kPa`,
    ),
    row('start pressure', `${flow.startPressureKpa.toFixed(1)} kPa`),
    row('wall shear stress', `${flow.wallShearPa.toFixed(1)} Pa`),
    row('wall shear rate', `${flow.shearRate.toFixed(0)} 1/s`),
    row('residence', `${flow.residenceS.toFixed(3)} s`),
    row('mean velocity', `${flow.velocity.toFixed(2)} mm/s`),
  ];
  if (flow.extensionalPa !== null) lines.push(row('extensional stress', `${flow.extensionalPa.toFixed(1)} Pa`));
  if (table.cells.length > 0)
    lines.push(
      '',
      'viability after the needle, with its band (error of the law, pressure, distance from what was measured)',
    );
  for (const { law, survival } of table.cells) {
    const band = survival.band.map((share) => (share * 100).toFixed(1)).join(' to ');
    const far = survival.extrapolated ? ', extrapolated beyond 1-5 kPa and 0.1-0.7 s' : '';
    lines.push(row(law.line, `${(survival.viability * 100).toFixed(2)} %`, `${band} %${far} (${law.tissue})`));
  }
  if (flow.flags.length > 0) lines.push('', `Note: ${flow.flags.map((flag) => flagWords[flag]).join('; ')}`);
  return [...lines, '', ...table.sources.map((source) => `source: ${source}`)];
}

const flagWords: Readonly<Record<FlowFlag, string>> = {
  'temperature-extrapolated': 'temperature extrapolated',
  'temperature-not-modelled': 'measured at one temperature only, used unchanged at this one',
  'temperature-outside': 'temperature outside that of the law',
  'shear-outside': 'shear rate outside that of the law',
  'stress-outside': 'stress outside that of the law',
  'range-not-stated': 'range of shear rates not stated',
  'needle-unverified': 'inner diameter of the needle not verified',
  'below-yield-point': 'so slow a flow lies below the yield point of the ink: it may stop and start',
};

function row(name: string, value: string, rest = ''): string {
  return `  ${name.padEnd(20)}${value.padStart(12)}  ${rest}`.trimEnd();
}
