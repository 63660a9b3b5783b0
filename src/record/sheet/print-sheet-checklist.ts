import { listed } from '../../finding/list-words.ts';
import { dialectOf } from '../../firmware/dialects.ts';
import { html, type Markup } from './markup.ts';
import type { SheetInput } from './sheet-input.ts';

const blank = html`<span class="line"></span>`;
const longBlank = html`<span class="line long"></span>`;

/** What is ticked, filled in and signed by the operator: the facts that no file knows. */
export function checklist(input: SheetInput): Markup {
  return html`<h2>Checklist</h2><div class="check">${[...before(input), ...after(input)].map((item) => html`<p>${item}</p>`)}</div>
<div class="signatures"><div>Prepared by, date, time</div><div>Printed by, date, time</div><div>Reviewed by, date, time</div></div>`;
}

function before(input: SheetInput): Markup[] {
  const { program, job, report } = input;
  const items: Markup[] = [];
  for (const { tool, ink, nozzle } of program.header.tools) {
    const { lot } = job.inks[ink];
    items.push(html`${tool} ${ink}: lot ${lot === undefined ? blank : html`<b>${lot}</b>`} expiry ${blank}`);
    items.push(html`${tool} needle ${nozzle.label} × ${nozzle.length} mm, sterile, lot ${blank}`);
    const { cells } = job.inks[ink];
    if (cells === undefined) continue;
    items.push(html`${cells.line}: passage ${blank} alive ${blank} %`);
    items.push(html`${ink}: cells left the incubator at ${blank}`);
  }
  items.push(limits(input));
  items.push(html`Vessel in place, lid off, needle zeroed`);
  if (report.printer.handedness === 'unconfirmed') {
    items.push(html`Letter F from above: right / mirrored ${blank}`);
  }
  items.push(html`Test line even at ${blank} kPa`);
  if (report.gcode !== null) items.push(html`G-code on the printer is ${report.gcode.sha256.slice(0, 12)}`);
  return items;
}

/** The numbers that times and ramps are planned with: set by the file, or to be found in the machine. */
function limits({ profile }: SheetInput): Markup {
  const { acceleration, junction } = profile.motion;
  const corner =
    junction.by === 'deviation'
      ? `junction deviation ${junction.distance} mm`
      : `${junction.by === 'jerk' ? 'jerk' : 'square corner velocity'} ${junction.speed} mm/s`;
  const numbers = html`Acceleration <b>${acceleration} mm/s²</b>, ${corner}`;
  const { limits: written, limitSettings } = dialectOf(profile.dialect);
  if (written(profile.motion).length > 0) return html`${numbers}: set by the file`;
  const where = limitSettings.length === 0 ? '' : ` (${listed(limitSettings, 'and')})`;
  return html`${numbers}, as planned: those of the machine${where} are ${blank}`;
}

function after({ job, program, wells }: SheetInput): Markup[] {
  const hasCells = program.header.tools.some(({ ink }) => job.inks[ink].cells !== undefined);
  return [
    html`Print started at ${blank} ended at ${blank}`,
    ...(hasCells ? [html`Back in the incubator at ${blank}`] : []),
    ...([job, ...wells.map((well) => well.job ?? job)].some(({ crosslink }) => crosslink.length > 0)
      ? [html`Crosslinked as above; bath or lamp ${blank}`]
      : []),
    html`Deviations ${longBlank}`,
  ];
}
