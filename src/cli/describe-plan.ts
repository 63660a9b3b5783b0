import type { Finding } from '../finding/finding.ts';
import type { Report } from '../record/report.ts';
import { colour, describeFindings, duration, facts, table } from './terminal.ts';

/** The plan in words for a technician: what is printed with which ink, how long it takes, what to watch. */
export function describePlan(report: Report, findings: readonly Finding[]): string {
  const { totals, printer, vessel, job } = report;
  const wells = vessel.wells.filter((well) => well !== '-');
  const where = vessel.id === 'none' ? 'bare bed' : vessel.id + (wells.length > 0 ? ` ${wells.join(', ')}` : '');
  const sections = [
    `${colour.bold(job.name)}  ${colour.dim(`${printer.name} · ${where}`)}`,
    inkTable(report),
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
    sum.porosity === null ? 'solid' : `${(100 * sum.porosity).toFixed(1)} %`,
    sum.cells > 0 ? sum.cells.toExponential(2) : '–',
  ]);
  return table([['ink', 'tool', 'strand m', 'µL printed', 'µL primed', 'strands', 'porosity', 'cells'], ...rows]);
}

function flowTable({ flow }: Report): string | null {
  const rows = Object.entries(flow).map(([ink, f]) => [
    ink,
    `${f.pressureKpa.toFixed(1)}`,
    `${f.pressureBandKpa.map((p) => p.toFixed(0)).join('–')}`,
    f.wallShearPa.toFixed(0),
    f.residenceS.toFixed(3),
    f.viability
      ? `${(100 * f.viability.fraction).toFixed(1)} %${f.viability.extrapolated ? ' (extrapolated)' : ''}`
      : 'no cells',
  ]);
  if (rows.length === 0) return null;
  return table([['ink', 'kPa', 'band kPa', 'wall shear Pa', 'residence s', 'cells alive at the tip'], ...rows]);
}
