import { advisedLoad, deadVolumeOf, deliveredShare } from '../../check/gates/gate-supply.ts';
import { nozzleOf } from '../../ink/flow/nozzle.ts';
import { toolOf } from '../../printer/profile-tool.ts';
import type { ProgramTool } from '../../program/program.ts';
import type { InkLook } from './ink-looks.ts';
import { html, type Markup } from './markup.ts';
import type { SheetInput } from './sheet-input.ts';

/** Numbers of one loaded tool, as the operator needs them. µL, kPa, °C. */
export interface ToolFacts {
  readonly tool: ProgramTool;
  /** Of the construct(s), primes, purges and the dead volume. */
  readonly neededUl: number;
  /** The job's own load, else the need with a reserve. */
  readonly loadUl: number;
  /** Cells in that load; null without cells. */
  readonly cells: number | null;
  /** All pressures that the wells ask for. */
  readonly pressures: readonly number[];
  /** Where the true pressure may lie for the needle's and the law's uncertainty; null without a flow law. */
  readonly band: readonly [number, number] | null;
  /** kPa that the hardest strand is expected to take; null without a flow law. */
  readonly expected: number | null;
  readonly setBy: 'gcode' | 'hand' | 'plunger';
}

export function toolFacts(input: SheetInput): ToolFacts[] {
  return input.program.header.tools.map((tool) => factsOf(input, tool));
}

function factsOf({ job, profile, report, wells }: SheetInput, tool: ProgramTool): ToolFacts {
  const settings = job.inks[tool.ink];
  const totals = report.totals.inks[tool.ink];
  const machine = toolOf(profile, tool.tool);
  const neededUl =
    ((totals?.volumeUl ?? 0) + (totals?.wasteUl ?? 0)) / deliveredShare(machine) +
    deadVolumeOf({ settings, nozzle: nozzleOf(settings.nozzle) });
  const loadUl = settings.load ?? advisedLoad(neededUl);
  const asked = wells.flatMap(({ tools }) => tools.filter(({ ink }) => ink === tool.ink)).map((own) => own.pressure);
  const set = [...new Set(asked.filter((kPa) => kPa !== null))].sort((a, b) => a - b);
  return {
    tool,
    neededUl,
    loadUl,
    cells: settings.cells === undefined ? null : (loadUl / 1000) * settings.cells.density,
    pressures: set.length > 0 ? set : tool.pressure === null ? [] : [tool.pressure],
    expected: report.flow[tool.ink]?.pressureKpa ?? null,
    band: report.flow[tool.ink]?.pressureBandKpa ?? null,
    setBy: machine.pressure === null ? 'plunger' : machine.pressure.set === 'gcode' ? 'gcode' : 'hand',
  };
}

/** Tools that the operator sets manually, with the pressure that comes first. */
export function handSet(input: SheetInput): string[] {
  const { wells, program } = input;
  const inOrder = program.header.wells.flatMap((name) => wells.find(({ well }) => well === name) ?? []);
  return toolFacts(input)
    .filter(({ setBy }) => setBy === 'hand')
    .map(({ tool, pressures }) => {
      const loaded = inOrder.flatMap(({ tools }) => tools.filter(({ ink }) => ink === tool.ink));
      const own = loaded[0]?.pressure ?? pressures[0];
      const later = pressures.length > 1 ? ' first (the print pauses for each change)' : '';
      return `${tool.tool} to ${own?.toFixed(0) ?? '____'} kPa${later}`;
    });
}

/** What goes into which tool: one card a tool, readable at arm's length. */
export function toolCards(input: SheetInput, looks: ReadonlyMap<string, InkLook>): Markup[] {
  return toolFacts(input).map((facts) => card(input, facts, looks.get(facts.tool.ink)));
}

function card(input: SheetInput, facts: ToolFacts, look: InkLook | undefined): Markup {
  const { job, inks } = input;
  const { tool, loadUl, neededUl, cells } = facts;
  const { cells: wanted, load } = job.inks[tool.ink];
  const ink = inks[tool.ink];
  const { nozzle } = tool;
  const shape = nozzle.inlet === undefined ? 'straight' : 'tapered';
  const rows: (readonly [string, Markup])[] = [
    [
      'Load',
      html`<b>${microlitres(loadUl)}</b> of ${ink.name} <i>(${reserve(neededUl, loadUl)}${load === undefined ? '; advised' : ''})</i>`,
    ],
  ];
  const laid = input.report.totals.inks[tool.ink];
  if (laid !== undefined && Math.abs(laid.volumeUl - laid.plannedUl) > 0.01 * laid.plannedUl) {
    const percent = 100 * (laid.volumeUl / laid.plannedUl - 1);
    rows.push([
      'Laid',
      html`<b>${microlitres(laid.volumeUl)}</b>, ${microlitres(laid.plannedUl)} planned <i>(${percent > 0 ? '+' : ''}${percent.toFixed(0)} % by ramps and lags)</i>`,
    ]);
  }
  if (wanted !== undefined && cells !== null) {
    rows.push([
      'Cells',
      html`suspend <b>${scientific(cells)}</b> ${wanted.line} in it <i>(${scientific(wanted.density)} per mL, ${percent(wanted.viability)} alive at loading)</i>`,
    ]);
    const alive = survival(input, tool.ink);
    if (alive !== null) rows.push(['Alive', alive]);
  }
  rows.push(
    ['Needle', html`<b>${nozzle.label}</b>, ${nozzle.length} mm, ${shape}, inner ${nozzle.inner} mm`],
    ['Cartridge', temperature(tool.temperature, job.inks[tool.ink].temperature, ink)],
    ['Pressure', pressure(facts)],
  );
  return html`<section class="tool" style="border-color:${look?.colour ?? '#999'}">
<h3><span class="glyph" style="background:${look?.colour ?? '#999'}">${look?.glyph ?? ''}</span> ${tool.tool}: ${tool.ink}</h3>
<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
}

function reserve(neededUl: number, loadUl: number): string {
  const spare = 100 * (loadUl / neededUl - 1);
  return `needs ${microlitres(neededUl)}${spare < 100 ? `, ${spare.toFixed(0)} % in reserve` : ''}`;
}

/** Alive when they lie in the construct, as far as the needle goes; null where no law is known for the cells. */
function survival({ report }: SheetInput, ink: string): Markup | null {
  const alive = report.flow[ink]?.viability;
  if (!alive) return null;
  const [low, high] = alive.band;
  const far = alive.extrapolated ? ', extrapolated' : '';
  return html`<b>${percent(alive.fraction)}</b> expected after the needle <i>(${percent(low)} to ${percent(Math.min(high, 1))}${far})</i>`;
}

function temperature(celsius: number | null, asked: number | undefined, ink: SheetInput['inks'][string]): Markup {
  const [low, high] = ink.temperature;
  const window = html`<i>(ink: ${low} to ${high} °C)</i>`;
  if (celsius !== null) return html`<b>${celsius} °C</b> ${window}`;
  const manual = html`<i>(by your own means: the printer does not control it)</i>`;
  if (asked !== undefined) return html`<b class="hand">${asked} °C</b> ${manual}`;
  const request = ink.recommended === undefined ? '' : `, best at ${ink.recommended} °C`;
  return html`<b>${low} to ${high} °C${request}</b> ${manual}`;
}

function pressure({ pressures, band, expected, setBy }: ToolFacts): Markup {
  const range = band === null ? null : html` <i>(may need ${kilopascals(band[0])} to ${kilopascals(band[1])})</i>`;
  if (setBy === 'plunger') {
    if (expected === null) return html`driven by the plunger; its force is not predicted`;
    return html`driven by the plunger, about ${kilopascals(expected)} kPa${range}`;
  }
  const who = setBy === 'hand' ? html`<strong class="hand">set manually</strong>` : html`set by the G-code`;
  if (pressures.length === 0) return html`${who}: find it by a test line; no flow law is known for this ink`;
  const [kPa] = pressures;
  if (pressures.length > 1) {
    const last = pressures[pressures.length - 1];
    return html`<b>${kilopascals(kPa)} to ${kilopascals(last)} kPa</b>, by well, ${who}${range}`;
  }
  return html`<b>${kilopascals(kPa)} kPa</b> = ${(kPa / 100).toFixed(2)} bar = ${(kPa / 6.894757).toFixed(1)} psi, ${who}${range}`;
}

export function microlitres(volume: number): string {
  return volume >= 1000 ? `${Number((volume / 1000).toFixed(2))} mL` : `${volume.toFixed(volume < 10 ? 1 : 0)} µL`;
}

/** 4.72e6 → 4.7 × 10⁶ */
export function scientific(value: number): string {
  if (!(value > 0)) return '0';
  const [digits, power] = value.toExponential(1).split('e');
  const raised = [...String(Number(power))].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '⁻').join('');
  return `${Number(digits)} × 10${raised}`;
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
const kilopascals = (kPa: number): string => kPa.toFixed(kPa < 10 ? 1 : 0);
