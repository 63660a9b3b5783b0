import { namedWells } from '../../finding/well-name.ts';
import { inkLooks } from './ink-looks.ts';
import { html, type Markup, verbatim } from './markup.ts';
import { plateMapSvg } from './plate-map.ts';
import { bathSection } from './print-sheet-bath.ts';
import { checklist } from './print-sheet-checklist.ts';
import { findingList, isOverridden, overrides } from './print-sheet-findings.ts';
import { constructPictures } from './print-sheet-picture.ts';
import { cellsClock, conditionTable, crosslinking, partFills, stepList } from './print-sheet-sections.ts';
import { clock } from './print-sheet-steps.ts';
import { sheetStyle } from './print-sheet-style.ts';
import { scientific, toolCards } from './print-sheet-tools.ts';
import type { SheetInput } from './sheet-input.ts';

/**
 * The sheet a technician prints from: what to load, which settings, in which order, what to watch and where to sign.
 * One HTML file without anything from outside; the same plan gives the same bytes, so the date is filled in by the operator.
 */
export function printSheet(input: SheetInput): string {
  const { job, program } = input;
  const looks = inkLooks(program.header.tools.map(({ ink }) => ink));
  const cards = toolCards(input, looks);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${job.name}: print sheet</title>
<style>${verbatim(sheetStyle)}</style>
</head>
<body class="${crowding(input)}">
${heading(input)}
${overrides(input)}
${keyNumbers(input)}
${pictures(input, looks)}
<h2>Load</h2>
<div class="tools ${cards.length === 1 ? 'single' : cards.length > 2 ? 'many' : 'two'}">${cards}</div>
${surroundings(input)}
${bathSection(input)}
<h2>Order of steps</h2>
${stepList(input, looks)}
${crosslinking(input)}
${conditionTable(input)}
${findingList(input)}
${checklist(input)}
<footer>Planned by bioweft ${input.report.version}. Predictions of pressure and survival are estimates within the bands given; a calibration with your lot and needle narrows them.</footer>
</body>
</html>
`;
  return page.markup;
}

/** How small the type must be for two pages: the more tools, conditions and findings, the smaller. */
function crowding({ program, wells, findings }: SheetInput): string {
  const tools = program.header.tools.length;
  const much = [
    tools > 2,
    wells.some(({ condition }) => condition !== undefined),
    findings.length > 5,
    findings.some(isOverridden),
  ].filter(Boolean).length;
  if ((tools > 3 && much > 0) || much > 2) return 'crowded crammed';
  return much > 0 ? 'crowded' : 'airy';
}

function heading({ job, profile, vessel, report, program }: SheetInput): Markup {
  const wells = namedWells(program.header.wells);
  const where = vessel.kind === 'none' ? 'on the bare bed' : `${vessel.name}${wellsText(wells)}`;
  const gcode = report.gcode === null ? 'none written' : report.gcode.sha256.slice(0, 12);
  const ids = [report.printer.id, report.vessel.id === 'none' ? '' : report.vessel.id].filter((id) => id !== '');
  return html`<header><div><h1>${job.name}</h1>
<p>${profile.name} · ${where} <i>(${ids.join(', ')})</i></p></div>
<div class="hashes">G-code ${gcode}<br>job ${report.job.sha256.slice(0, 12)}<br>date <span class="line"></span></div></header>`;
}

function wellsText(wells: readonly string[]): string {
  if (wells.length === 0) return '';
  return wells.length > 8
    ? `, ${wells.length} wells`
    : `, ${wells.length === 1 ? 'well' : 'wells'} ${wells.join(', ')}`;
}

function keyNumbers(input: SheetInput): Markup {
  const { report, program } = input;
  const cells = Object.values(report.totals.inks).reduce((sum, ink) => sum + ink.cells, 0);
  const numbers: [string, string][] = [
    [clock(report.totals.timeS), 'machine time without pauses'],
    ...cellsClock(input),
    [`${report.totals.layers}`, 'layers'],
    [`${program.header.wells.length}`, program.header.wells.length === 1 ? 'construct' : 'constructs'],
    ...(cells > 0 ? [[scientific(cells), 'cells in all'] as [string, string]] : []),
  ];
  return html`<div class="key">${numbers.map(([value, name]) => html`<div><b>${value}</b><span>${name}</span></div>`)}</div>`;
}

function pictures(input: SheetInput, looks: ReturnType<typeof inkLooks>): Markup {
  const { vessel, wells, program } = input;
  const byName = new Map(wells.map((well) => [well.well, well]));
  // The program's wells are those of the vessel.
  const map = { vessel, wells: program.header.wells.map((name) => byName.get(name)!) };
  const front = vessel.kind === 'plate' ? ' Front of the machine below; black corner: first well.' : '';
  const shown = wells[0].condition === undefined ? '' : ` Shown beside it: condition ${wells[0].condition.number}.`;
  const caption = `${vessel.name} from above${vessel.kind === 'none' ? ` at ${vessel.wells[0].x}, ${vessel.wells[0].y} mm` : ', to scale'}.${front}${shown}`;
  return html`<div class="pictures"><figure class="whole">${plateMapSvg(map)}<figcaption>${caption}</figcaption></figure>
${constructPictures(wells[0].construct, looks)}</div>`;
}

/** What is warm, cold or lit around the tools, and how full the parts come out. */
function surroundings(input: SheetInput): Markup {
  const { job, profile } = input;
  const bed =
    job.bedTemperature === undefined
      ? 'as it is'
      : profile.bedTemperature === null
        ? `${job.bedTemperature} °C, by your own means: the printer does not control it`
        : `${job.bedTemperature} °C, set by the G-code`;
  const [origin = '', ...where] = input.report.printer.place ?? [];
  return html`<p>Bed or plate: <b>${bed}</b>. ${partFills(input)} <span class="place"><b>Zero:</b> ${origin} ${where.join(' ')}</span></p>`;
}
