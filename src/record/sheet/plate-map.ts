import { noWell } from '../../finding/well-name.ts';
import type { WellCondition } from '../../program/step.ts';
import { asSeen, type PlacedVessel, type PlacedWell } from '../../vessel/place-vessel.ts';
import { inkLook } from './ink-looks.ts';
import { html, type Markup } from './markup.ts';

/** What is printed where. */
export interface PlateMap {
  readonly vessel: PlacedVessel;
  /** In the order in which they are printed. */
  readonly wells: readonly MappedWell[];
}

export interface MappedWell {
  readonly well: string;
  readonly condition?: WellCondition;
}

/** One row a printed well: its place in the order of printing, condition, replicate and what sets it apart. */
export function plateMapCsv({ vessel, wells }: PlateMap): string {
  const names = settingNames(wells);
  const seen = new Map<number, number>();
  const rows = wells.map(({ well, condition }, order) => {
    const number = condition?.number ?? 1;
    const replicate = (seen.get(number) ?? 0) + 1;
    seen.set(number, replicate);
    const settings = names.map((name) => condition?.settings[name] ?? '');
    return [vessel.id, well, String(order + 1), String(number), String(replicate), ...settings];
  });
  const lines = [['vessel', 'well', 'order', 'condition', 'replicate', ...names], ...rows];
  return `${lines.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Names of all settings that differ between the wells, in the order in which they first appear. */
export function settingNames(wells: readonly MappedWell[]): string[] {
  return [...new Set(wells.flatMap(({ condition }) => Object.keys(condition?.settings ?? {})))];
}

/** A leading =, +, - or @ would be run as a formula by spreadsheets. */
function csvCell(text: string): string {
  const safe = /^[=+\-@]/.test(text) && !/^-?[\d.]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The vessel from above, to scale, as it stands on the machine: printed wells filled, numbered by condition. */
export function plateMapSvg(map: PlateMap): Markup {
  const { wells } = map;
  const vessel = asSeen(map.vessel);
  const footprint = vessel.footprint ?? bareBed(vessel.wells[0]);
  const [x0, x1] = footprint.x;
  const [y0, y1] = footprint.y;
  const margin = 3;
  const box = `${x0 - margin} ${-y1 - margin} ${x1 - x0 + 2 * margin} ${y1 - y0 + 2 * margin}`;
  const printed = new Map(wells.map((well) => [well.well, well]));
  const label = `${vessel.name} from above: ${wells.length} of ${vessel.wells.length} wells are printed`;
  return html`<svg class="plate" viewBox="${box}" role="img" aria-label="${label}">
<rect x="${x0}" y="${-y1}" width="${x1 - x0}" height="${y1 - y0}" rx="3" fill="#fff" stroke="#555" stroke-width="0.6"/>
${vessel.wells.map((well) => wellSvg(well, printed.get(well.name), vessel.wells.length))}
${cornerMark(vessel, x0, x1, y1)}
</svg>`;
}

function bareBed({ x, y }: PlacedWell) {
  return { x: [x - 40, x + 40], y: [y - 30, y + 30] };
}

function wellSvg(well: PlacedWell, printed: MappedWell | undefined, count: number): Markup {
  const condition = printed?.condition;
  const fill =
    printed === undefined ? '#fff' : condition === undefined ? '#cfe8f7' : `${inkLook(condition.number - 1).colour}66`;
  const stroke = printed === undefined ? '#bbb' : '#333';
  const half = halfOf(well);
  const numbered = condition !== undefined;
  const text =
    well.name === noWell ? '' : numbered ? String(condition.number) : printed || count <= 24 ? well.name : '';
  const size = Math.min(7, half * (text.length > 2 ? 0.75 : 0.95));
  const ink = printed === undefined ? '#999' : '#111';
  const named = numbered && half >= 4;
  return html`${outline(well, fill, stroke)}${label(well, named ? -0.15 * half : 0, size, ink, text)}${named ? label(well, 0.58 * half, size * 0.5, '#333', well.name) : null}
`;
}

/** Text in a well, `down` mm below its middle. */
function label({ x, y }: PlacedWell, down: number, size: number, colour: string, text: string): Markup {
  const base = Number((-y + down + size * 0.36).toFixed(3));
  return html`<text x="${x}" y="${base}" font-size="${size}" text-anchor="middle" fill="${colour}">${text}</text>`;
}

function halfOf({ wall }: PlacedWell): number {
  if (wall === null) return 6;
  return wall.kind === 'circle' ? wall.radius : Math.min(wall.x, wall.y);
}

function outline({ x, y, wall }: PlacedWell, fill: string, stroke: string): Markup {
  const look = html`fill="${fill}" stroke="${stroke}" stroke-width="0.4"`;
  if (wall === null) return html`<path d="M${x - 5} ${-y}h10M${x} ${-y - 5}v10" ${look}/>`;
  if (wall.kind === 'circle') return html`<circle cx="${x}" cy="${-y}" r="${wall.radius}" ${look}/>`;
  return html`<rect x="${x - wall.x}" y="${-y - wall.y}" width="${2 * wall.x}" height="${2 * wall.y}" ${look}/>`;
}

/** A plate can be put down the wrong way round: the corner of its first well is marked. */
function cornerMark(vessel: PlacedVessel, x0: number, x1: number, y1: number): Markup | null {
  if (vessel.kind !== 'plate') return null;
  const right = vessel.orientation === 'portrait';
  const x = right ? x1 : x0;
  const way = right ? -1 : 1;
  return html`<path d="M${x} ${-y1}h${way * 9}l${way * -9} 9z" fill="#333"/>`;
}

/** The map as a file of its own. */
export function plateMapFile(map: PlateMap): string {
  const svg = plateMapSvg(map).markup;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" ')}\n`;
}
