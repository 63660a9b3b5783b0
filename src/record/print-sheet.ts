import type { Finding } from '../finding/finding.ts';
import type { Ink } from '../ink/ink.ts';
import type { Job } from '../job/job.ts';
import type { Profile } from '../printer/profile.ts';
import type { WellPlan } from '../program/plan-state.ts';
import type { Program } from '../program/program.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import { inkLooks } from './ink-looks.ts';
import { html, type Markup, verbatim } from './markup.ts';
import { plateMapSvg } from './plate-map.ts';
import { checklist } from './print-sheet-checklist.ts';
import { findingList, isOverridden, overrides } from './print-sheet-findings.ts';
import { constructPictures } from './print-sheet-picture.ts';
import { cellsClock, conditionTable, crosslinking, stepList } from './print-sheet-sections.ts';
import { sheetStyle } from './print-sheet-style.ts';
import { scientific, toolCards, toolFacts } from './print-sheet-tools.ts';
import type { Report } from './report.ts';

/** A plan as far as the sheet tells of it. */
export interface SheetInput {
  readonly job: Job;
  readonly profile: Profile;
  /** By the key in `job.inks`. */
  readonly inks: Readonly<Record<string, Ink>>;
  readonly vessel: PlacedVessel;
  readonly program: Program;
  /** What is printed in each well. */
  readonly wells: readonly WellPlan[];
  readonly time: {
    readonly totalS: number;
    readonly strandStart: ArrayLike<number>;
    readonly strandEnd: ArrayLike<number>;
  };
  readonly report: Report;
  readonly findings: readonly Finding[];
}

/**
 * The sheet a technician prints from: what to load, which settings, in which order, what to watch and where to sign.
 * One HTML file without anything from outside; the same plan gives the same bytes, so the date is written by hand.
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
<body class="${isCrowded(input) ? 'crowded' : 'airy'}">
${heading(input)}
${overrides(input)}
${keyNumbers(input)}
${pictures(input, looks)}
<h2>Load</h2>
<div class="${cards.length === 1 ? 'tools single' : 'tools'}">${cards}</div>
${surroundings(input)}
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

/** So much to tell that smaller type keeps it on two pages. */
function isCrowded({ program, wells, findings }: SheetInput): boolean {
  const { tools } = program.header;
  const much = [
    tools.length > 2,
    wells.some(({ condition }) => condition !== undefined),
    findings.length > 6,
    findings.some(isOverridden),
  ];
  return much.filter(Boolean).length >= 2;
}

function heading({ job, profile, vessel, report, program }: SheetInput): Markup {
  const wells = program.header.wells.filter((well) => well !== '-');
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
  const { vessel, wells, program, job } = input;
  const byName = new Map(wells.map((well) => [well.well, well]));
  const map = { vessel, wells: program.header.wells.map((name) => byName.get(name)!) };
  const front = vessel.kind === 'plate' ? ' Front of the machine below; black corner: first well.' : '';
  const shown = wells[0].condition === undefined ? '' : ` Shown beside it: condition ${wells[0].condition.number}.`;
  const caption = `${vessel.name} from above${vessel.kind === 'none' ? ` at ${(job.at ?? [vessel.wells[0].x, vessel.wells[0].y]).join(', ')} mm` : ', to scale'}.${front}${shown}`;
  return html`<div class="pictures"><figure class="whole">${plateMapSvg(map)}<figcaption>${caption}</figcaption></figure>
${constructPictures(wells[0].construct, looks)}</div>`;
}

/** What is warm, cold or lit around the tools. */
function surroundings({ job, profile }: SheetInput): Markup {
  const bed =
    job.bedTemperature === undefined
      ? 'as it is'
      : profile.bedTemperature === null
        ? `${job.bedTemperature} °C, by your own means: the printer does not control it`
        : `${job.bedTemperature} °C, set by the G-code`;
  return html`<p>Bed or plate: <b>${bed}</b>.</p>`;
}

/** 3725 → `1:02:05`, 95 → `1:35`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return minutes < 60
    ? `${minutes}:${rest} min`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest} h`;
}

/** Tools that the operator sets by hand, with the pressure that comes first. */
export function handSet(input: SheetInput): string[] {
  const { wells, program } = input;
  const first = wells.find(({ well }) => well === program.header.wells[0]);
  return toolFacts(input)
    .filter(({ setBy }) => setBy === 'hand')
    .map(({ tool, pressures }) => {
      const own = first?.tools?.find(({ ink }) => ink === tool.ink)?.pressure ?? pressures[0];
      const later = pressures.length > 1 ? ' first (the print pauses for each change)' : '';
      return `${tool.tool} to ${own?.toFixed(0) ?? '____'} kPa${later}`;
    });
}
