import type { Finding } from '../../finding/finding.ts';
import { whereWords } from '../../finding/where-words.ts';
import { html, type Markup } from './markup.ts';
import type { SheetInput } from './sheet-input.ts';

/** How many findings still fit on two pages beside what else stands there; all of them stand in the report. */
function mostFindings({ program, wells, findings }: SheetInput): number {
  const conditions = new Set(wells.map(({ condition }) => condition?.number)).size;
  const overridden = Math.min(mostAlarms, findings.filter(isOverridden).length);
  const taken =
    (conditions > 1 ? conditions + 1 : 0) + 2 * overridden + 3 * Math.max(0, program.header.tools.length - 2);
  return Math.max(3, 10 - taken);
}

const mostAlarms = 5;

export const isOverridden = ({ what }: Finding): boolean => what.includes('(allowed by --allow ');

/** What must not be overlooked: refusals, and those somebody overrode. */
export function overrides({ findings }: SheetInput): Markup | null {
  const refused = findings.filter(({ severity }) => severity === 'refuse');
  const overridden = findings.filter(isOverridden);
  if (refused.length === 0 && overridden.length === 0) return null;
  const gates = [...new Set(overridden.map(({ gate }) => gate))];
  const title = refused.length > 0 ? 'Refused: do not print' : `Overridden knowingly: ${gates.join(', ')}`;
  const shown = [...groupAlike(refused, wholePlace), ...groupAlike(overridden, wholePlace)];
  return html`<div class="alarm"><h2>${title}</h2><ul>${shown
    .slice(0, mostAlarms)
    .map(
      ({ finding, count }) =>
        html`<li><b>${finding.gate}</b>${placeText(finding)}: ${finding.what}${alike(count)}</li>`,
    )}${shown.length > mostAlarms ? html`<li>and ${shown.length - mostAlarms} more, in the report</li>` : null}</ul></div>`;
}

/** Limits and remarks, the grave ones first and with what to do about them. */
export function findingList(input: SheetInput): Markup {
  const { job, findings } = input;
  const rest = findings.filter((finding) => finding.severity !== 'refuse' && !isOverridden(finding));
  const grouped = groupAlike(rest, byInk);
  const warnings = grouped.filter(({ finding }) => finding.severity === 'warn');
  // What the pressures rest on comes before remarks that matter less.
  const isBasis = ({ finding }: Group) => finding.code.startsWith('calibration');
  const remarks = grouped.filter(({ finding }) => finding.severity === 'note');
  const notes = [...remarks.filter(isBasis), ...remarks.filter((group) => !isBasis(group))];
  const shown = [...warnings, ...notes].slice(0, mostFindings(input));
  const hidden = grouped.length - shown.length;
  const { timeOnCells, viability, dose, pressure } = job.limits;
  const limits = [
    timeOnCells === undefined ? null : `cells outside at most ${timeOnCells} min`,
    viability === undefined ? null : `at least ${Number((100 * viability).toFixed(1))} % alive`,
    dose === undefined ? null : `light at most ${dose} mJ/cm²`,
    pressure === undefined ? null : `pressure at most ${pressure} kPa`,
  ].filter((limit) => limit !== null);
  const asked = limits.length === 0 ? 'The job sets no limits of its own.' : `Limits of the job: ${limits.join('; ')}.`;
  return html`<h2>Limits and findings</h2><ul class="findings"><li>${asked}</li>${shown.map(itemOf)}${
    hidden > 0 ? html`<li>${hidden} more in the report</li>` : null
  }</ul>`;
}

interface Group {
  readonly finding: Finding;
  count: number;
}

/** Where a remark belongs; one about every ink alike says so for each. */
const byInk = ({ where }: Finding): string => `${where.ink} ${where.part}`;
const wholePlace = (): string => '';

/** The same remark over many wells, layers or strands is one remark. */
function groupAlike(findings: readonly Finding[], place: (finding: Finding) => string): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const key = [finding.gate, finding.code, finding.severity, place(finding)].join(' ');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { finding, count: 1 });
    else known.count++;
  }
  return [...groups.values()];
}

function itemOf({ finding, count }: Group): Markup {
  const fix = finding.fix === undefined ? null : html` <i>→ ${finding.fix}</i>`;
  return html`<li class="${finding.severity}"><b>${finding.gate}</b>${placeText(finding)}: ${finding.what}${alike(count)}${fix}</li>`;
}

const alike = (count: number): string => (count > 1 ? ` (and ${count - 1} alike)` : '');

/** Strands are counted: what is alike stands there once. */
function placeText({ where }: Finding): string {
  const words = whereWords(where, ['ink', 'tool', 'well', 'layer']);
  return words === '' ? '' : ` (${words})`;
}
