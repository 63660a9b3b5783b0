import { layerNumber } from '../../finding/layer-number.ts';
import { percent } from '../../finding/number-words.ts';
import { namedWells } from '../../finding/well-name.ts';
import type { Crosslink } from '../../job/job.ts';
import type { WellPlan } from '../../program/write/plan-state.ts';
import type { InkLook } from './ink-looks.ts';
import { html, type Markup } from './markup.ts';
import { settingNames } from './plate-map.ts';
import { clock, openingOf, type Round, roundsOf, withoutWells } from './print-sheet-steps.ts';
import { handSet, microlitres } from './print-sheet-tools.ts';
import type { SheetInput } from './sheet-input.ts';

/** More rounds than fit on paper are cut short to the first few: the machine's own screen tells them as they come. */
const mostRounds = 8;
const firstRounds = 4;

type Looks = ReadonlyMap<string, InkLook>;

/** What the operator does, then what the machine does, in order. */
export function stepList(input: SheetInput, looks: Looks): Markup {
  const { program, time, job, vessel } = input;
  const rounds = roundsOf(program, time, job.vessel?.order === 'layers');
  const corner = vessel.orientation === 'portrait' ? 'right' : 'left';
  const place =
    vessel.kind === 'none'
      ? 'Clean the bed and zero the needle on it.'
      : vessel.kind === 'plate'
        ? `Place ${vessel.name} with ${vessel.wells[0].name} at the back ${corner}; take off the lid.`
        : `Place ${vessel.name} at the middle of its seat; take off the lid.`;
  const hand = handSet(input);
  const opening = openingOf(program);
  const shown = rounds.length > mostRounds ? rounds.slice(0, firstRounds) : rounds;
  const alive = program.header.tools.some(({ ink }) => job.inks[ink].cells !== undefined);
  return html`<ol class="steps"><li>${place}</li>
<li>Load and mount the tools as above, heat or cool as given${hand.length > 0 ? html`; <b class="hand">set ${hand.join(', ')} manually</b>` : null}. Prime each needle until ink flows evenly, wipe it.</li>
<li>Check the hash of the G-code against this sheet, then start${opening.length > 0 ? html`: it first ${joined(opening.map((text) => html`<span class="wait">${text}</span>`))}` : null}.</li>
${shown.map((round) => roundItem(round, looks))}
${shown.length < rounds.length ? html`<li>And so on through ${rounds.length - shown.length} more steps: the print pauses whenever you are needed and says what for.</li>` : null}
<li>The print ends at ${clock(input.report.totals.timeS)} and your pauses; the needle lifts clear by itself. Cover the vessel${alive ? ' and bring the cells back into the incubator' : ''}.</li></ol>`;
}

function roundItem({ stretches }: Round, looks: Looks): Markup {
  const wells = namedWells(stretches.flatMap((stretch) => stretch.wells));
  const [first] = stretches;
  const last = stretches[stretches.length - 1];
  const inks = first.inks.map(({ ink, tool, first: from, last: to }, i) => {
    const layers = from === to ? `layer ${layerNumber(from)}` : `layers ${layerNumber(from)}–${layerNumber(to)}`;
    return html`${i > 0 ? ', ' : ''}<span class="glyph" style="background:${looks.get(ink)?.colour ?? '#999'}">${looks.get(ink)?.glyph ?? ''}</span> ${ink} (${tool}) ${layers}`;
  });
  const after = first.after.map(
    (text) => html`<span class="wait">${stretches.length > 1 ? withoutWells(text, first.wells) : text}</span>`,
  );
  const then =
    after.length === 0 ? null : html`; ${first.after[0].includes('in between') ? 'with' : 'then'} ${joined(after)}`;
  const many = stretches.length > 1;
  const where = wells.length === 0 ? null : html`<b>${many ? 'In each of' : 'In'} ${listOf(wells)}</b>: `;
  const times = many
    ? `the first from ${clock(first.startS)}, each about ${clock((last.endS - first.startS) / stretches.length)}, the last to ${clock(last.endS)}`
    : `${clock(first.startS)} to ${clock(first.endS)}`;
  return html`<li>${where}${inks} <i>(${times})</i>${then}.</li>`;
}

function listOf(wells: readonly string[]): string {
  if (wells.length <= 12) return wells.join(' → ');
  return `${wells.length} wells, ${wells[0]} → ${wells[1]} → ${wells[2]} → … → ${wells[wells.length - 1]}`;
}

function joined(items: readonly Markup[]): Markup {
  return html`${items.map((item, i) => html`${i > 0 ? '; ' : ''}${item}`)}`;
}

/** How long cells wait: from leaving the incubator at the start to the end of the print; nothing without cells. */
export function cellsClock({ job, program, time }: SheetInput): [string, string][] {
  if (!program.header.tools.some(({ ink }) => job.inks[ink].cells !== undefined)) return [];
  const limit = job.limits.timeOnCells;
  const allowed = limit === undefined ? 'no limit set' : `limit ${limit} min`;
  return [[clock(time.totalS), `cells outside and your pauses (${allowed})`]];
}

/** How full each part comes out, contours included, and what was asked of its lattice. */
export function partFills({ report }: SheetInput): Markup {
  const parts = report.parts.map(({ part, inkMm3, porosity, asked }, i) => {
    const lattice = asked === null ? '' : `, lattice asked for: ${percent(asked)}`;
    const full = porosity !== null && porosity < -5e-4;
    const open = porosity === null ? '' : ` (${percent(Math.abs(porosity))} ${full ? 'too full' : 'empty'}${lattice})`;
    return html`${i > 0 ? ', ' : ''}<b>${part}</b> ${microlitres(inkMm3)}${open}`;
  });
  return html`Ink of each part: ${parts}.`;
}

/** The schedule of crosslinking in words, of each set of wells where they differ; nothing where there is none. */
export function crosslinking(input: SheetInput): Markup | null {
  const schedules = schedulesOf(input);
  if (schedules.every(({ entries }) => entries.length === 0)) return null;
  const { job, program } = input;
  const wellByWell = program.header.wells.length > 1 && job.vessel?.order !== 'layers';
  const items = schedules.flatMap(({ entries, wells }) => {
    const whose = schedules.length === 1 ? '' : `${listOf(wells)}: `;
    if (entries.length === 0) return [html`<li>${whose}<b>none</b></li>`];
    return entries.map((entry) => {
      const inEach = wellByWell && entry.at === 'end' ? ', in each well as it is finished' : '';
      return html`<li>${whose}${whenOf(entry)}: <b>${howOf(entry)}</b>${inEach}</li>`;
    });
  });
  return html`<h2>Crosslinking</h2><ul class="findings">${items}</ul>`;
}

/** The schedules of the wells, each once, with the wells that have it in the order of printing. */
function schedulesOf({ job, program, wells }: SheetInput): { entries: readonly Crosslink[]; wells: string[] }[] {
  const found = new Map<string, { entries: readonly Crosslink[]; wells: string[] }>();
  for (const name of program.header.wells) {
    const entries = wells.find(({ well }) => well === name)?.job?.crosslink ?? job.crosslink;
    const key = JSON.stringify(entries);
    const known = found.get(key) ?? { entries, wells: [] };
    known.wells.push(name);
    found.set(key, known);
  }
  return [...found.values()];
}

function whenOf({ at, every, ink }: Crosslink): string {
  const when =
    at === 'end' ? 'at the end' : `after every ${every === undefined || every === 1 ? 'layer' : `${every} layers`}`;
  return ink === undefined ? when : `${when} that holds ${ink}`;
}

function howOf({ photo, ionic, thermal }: Crosslink): string {
  const how = [
    photo &&
      `light of ${photo.wavelength} nm${photo.irradiance ? `, ${photo.irradiance} mW/cm²` : ''}, ${photo.seconds} s`,
    ionic && `${ionic.millimolar ? `${ionic.millimolar} mM ` : ''}${ionic.agent}, ${ionic.seconds} s`,
    thermal && `${thermal.celsius === undefined ? 'wait' : `${thermal.celsius} °C for`} ${thermal.seconds} s`,
  ];
  return how.filter((text) => text !== undefined).join('; ');
}

/** Conditions of an experiment and their wells; nothing where all wells are alike. */
export function conditionTable({ wells }: SheetInput): Markup | null {
  const names = settingNames(wells);
  if (names.length === 0) return null;
  const rows = new Map<number, { first: WellPlan; wells: string[] }>();
  for (const plan of wells) {
    const number = plan.condition?.number ?? 1;
    const row = rows.get(number) ?? { first: plan, wells: [] };
    row.wells.push(plan.well);
    rows.set(number, row);
  }
  const sorted = [...rows].sort(([a], [b]) => a - b);
  const driven = pressuresThatVary(wells);
  return html`<h2>Conditions</h2><table><tr><th>condition</th>${[...names, ...driven.map((ink) => `kPa of ${ink}`)].map((name) => html`<th>${name}</th>`)}<th>wells</th></tr>
${sorted.map(
  ([number, { first, wells: own }]) =>
    html`<tr><td><b>${number}</b></td>${names.map((name) => html`<td>${first.condition?.settings[name] ?? '–'}</td>`)}${driven.map((ink) => html`<td>${pressureIn(first, ink)?.toFixed(0) ?? '–'}</td>`)}<td>${own.join(', ')}</td></tr>`,
)}</table>`;
}

/** Inks whose pressure is not the same in all wells. */
function pressuresThatVary(wells: readonly WellPlan[]): string[] {
  const inks = new Set(wells.flatMap(({ tools }) => tools.map(({ ink }) => ink)));
  return [...inks].filter((ink) => new Set(wells.map((well) => pressureIn(well, ink))).size > 1);
}

function pressureIn({ tools }: WellPlan, ink: string): number | null {
  return tools.find((tool) => tool.ink === ink)?.pressure ?? null;
}
