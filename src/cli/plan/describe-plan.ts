import type { Finding } from '../../finding/finding.ts';
import { forEyes } from '../../finding/for-eyes.ts';
import { percent } from '../../finding/number-words.ts';
import { namedWells } from '../../finding/well-name.ts';
import type { Report } from '../../record/report.ts';
import { colour, describeFindings, duration, facts, table } from '../terminal.ts';

/** The plan in words for a technician: what is printed with which ink, how long it takes, what to watch. */
export function describePlan(report: Report, findings: readonly Finding[]): string {
  const { totals, printer, vessel, job } = report;
  const wells = namedWells(vessel.wells);
  const where = vessel.id === 'none' ? 'bare bed' : vessel.id + (wells.length > 0 ? ` ${wells.join(', ')}` : '');
  const sections = [
    `${colour.bold(forEyes(job.name))}  ${colour.dim(forEyes(`${printer.name} · ${where}`))}`,
    inkTable(report),
    partTable(report),
    facts([
      ['layers', String(totals.layers)],
      ['time', `${duration(totals.timeS)} (ink flows for ${duration(totals.extrusionS)})`],
      ['tool changes', String(totals.toolChanges)],
      ['starts', `${totals.starts}, travel ${(totals.travelMm / 1000).toFixed(2)} m`],
    ]),
  ];
  const flow = flowTable(report);
  if (flow) sections.push(flow);
  if (findings.length > 0) sections.push(describeFindings(findings));
  return sections.join('\n\n');
}

function inkTable({ totals, flow }: Report): string {
  const rows = Object.entries(totals.inks).map(([ink, sum]) => [
    ink,
    flow[ink]?.tool ?? '',
    (sum.lengthMm / 1000).toFixed(3),
    sum.volumeUl.toFixed(1),
    sum.wasteUl.toFixed(1),
    String(sum.strands),
    sum.porosity === null ? 'solid' : percent(sum.porosity),
    sum.geometricPorosity === null ? '–' : percent(sum.geometricPorosity),
    sum.cells > 0 ? sum.cells.toExponential(2) : '–',
  ]);
  const heads = ['ink', 'tool', 'strand m', 'µL printed', 'µL primed', 'strands', 'porosity', 'geometric', 'cells'];
  return table([heads, ...rows]);
}

/** How full each part comes out, contours included. */
function partTable({ parts }: Report): string {
  const rows = parts.map(({ part, inkMm3, volumeMm3, porosity, asked }) => [
    part,
    volumeMm3.toFixed(1),
    inkMm3.toFixed(1),
    emptiness(porosity),
    asked === null ? '–' : percent(asked),
  ]);
  return table([['part', 'mm³', 'µL of ink', 'empty', 'lattice asked'], ...rows]);
}

const emptiness = (porosity: number | null): string =>
  porosity === null ? '–' : porosity < -5e-4 ? `${percent(-porosity)} too full` : percent(Math.abs(porosity));

function flowTable({ flow }: Report): string | null {
  const rows = Object.entries(flow).map(([ink, f]) => [
    ink,
    `${f.pressureKpa.toFixed(1)}`,
    `${f.pressureBandKpa.map((p) => p.toFixed(0)).join('–')}`,
    f.flowUlS === f.plannedFlowUlS
      ? f.flowUlS.toFixed(3)
      : `${f.flowUlS.toFixed(3)} (planned ${f.plannedFlowUlS.toFixed(3)})`,
    f.widthMm.toFixed(3),
    f.wallShearPa.toFixed(0),
    f.residenceS.toFixed(3),
    f.viability
      ? `${(100 * f.viability.fraction).toFixed(1)} % (${f.viability.band.map((share) => (100 * share).toFixed(0)).join('–')})${f.viability.extrapolated ? ', extrapolated' : ''}`
      : 'no cells',
  ]);
  if (rows.length === 0) return null;
  return table([
    ['ink', 'kPa', 'band kPa', 'µL/s', 'mm wide', 'wall shear Pa', 'residence s', 'cells alive at the tip'],
    ...rows,
  ]);
}
