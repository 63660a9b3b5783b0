import { lightsWell, noWell } from '../../src/finding/well-name.ts';
import type { GcodeReading, ReadEvent, ReadStrands } from '../../src/gcode/reading/reading.ts';
import type { Cure, PrintStrands } from './print.ts';

export interface NamedStrands {
  readonly strands: PrintStrands;
  readonly inkNames: readonly string[];
  readonly roleNames: readonly string[];
  readonly partNames: readonly string[];
  readonly wellNames: readonly string[];
}

/** Width of a strand when nothing in the file tells it: a common needle (25G, 0.26 mm) and two thirds of it in height. */
const defaultWidth = 0.4;

/** The reader's strands with what the viewer adds: their rows, order, light dose and temperature. */
export function buildStrands(reading: GcodeReading, cures: readonly Cure[]): NamedStrands {
  const { strands: read } = reading;
  const count = read.count;
  const { names } = read;
  const inks = naming(count, (i) => inkNameOf(reading, i));
  const roles = naming(count, (i) => names[read.role[i]]?.toLowerCase() || 'other');
  const parts = naming(count, (i) => names[read.part[i]] || '-');
  const wells = naming(count, (i) => names[read.well[i]] || noWell);
  const measured = measureRows(reading);
  const strands: PrintStrands = {
    count,
    id: read.id.slice(0, count),
    firstRow: read.firstMotion.slice(0, count),
    line: read.line.slice(0, count),
    layer: read.layer.slice(0, count),
    tool: read.tool.slice(0, count),
    ink: Uint8Array.from(inks.rows, (row) => Math.min(row, 254)),
    role: Uint8Array.from(roles.rows, (row) => Math.min(row, 254)),
    part: Uint16Array.from(parts.rows),
    well: Uint16Array.from(wells.rows),
    order: orderInLayer(read),
    ...measured,
    ...sizes(read, reading),
    flow: read.flow.slice(0, count),
    kpa: read.kpa.slice(0, count),
    shear: read.shear.slice(0, count),
    rate: read.rate.slice(0, count),
    residence: read.residence.slice(0, count),
    viability: read.viability.slice(0, count),
    age: read.age.slice(0, count),
    dose: doses(read, cures, wells.rows, wells.names),
    celsius: temperatures(read, reading.events),
  };
  fillPressure(strands, reading.events);
  return { strands, inkNames: inks.names, roleNames: roles.names, partNames: parts.names, wellNames: wells.names };
}

/** The strand's ink, else that of its tool, else the tool itself. */
export function inkNameOf({ strands, tools }: GcodeReading, strand: number): string {
  const tool = tools[strands.tool[strand]];
  return strands.names[strands.ink[strand]] || tool?.bio['ink'] || tool?.id || 'ink';
}

export function cureOf(event: ReadEvent & { kind: 'cure' }): Cure {
  const { values } = event;
  const seconds = numberOr(values['seconds'], 0);
  const irradiance = numberOr(values['irradiance'], Number.NaN);
  return {
    row: event.motion,
    line: event.line,
    layer: numberOr(values['layer'], Number.NaN),
    well: values['well'] ?? noWell,
    wavelength: numberOr(values['wavelength'], Number.NaN),
    seconds,
    dose: numberOr(values['dose'], irradiance * seconds),
  };
}

function numberOr(text: string | undefined, otherwise: number): number {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : otherwise;
}

function naming(count: number, nameOf: (strand: number) => string): { names: string[]; rows: number[] } {
  const rowOf = new Map<string, number>();
  const rows = new Array<number>(count);
  for (let i = 0; i < count; i++) {
    const name = nameOf(i);
    let row = rowOf.get(name);
    if (row === undefined) rowOf.set(name, (row = rowOf.size));
    rows[i] = row;
  }
  return { names: [...rowOf.keys()], rows };
}

function measureRows({ motions, strands: read }: GcodeReading) {
  // Dots under an open valve have no rows.
  const endRow = read.firstMotion.slice(0, read.count);
  const lengthMm = new Float32Array(read.count);
  const volume = read.volume.slice(0, read.count);
  const reported = Float32Array.from(volume);
  const { x, y, z, strand, start } = motions;
  let [fromX, fromY, fromZ] = start;
  for (let row = 0; row < motions.count; row++) {
    const s = strand[row];
    if (s >= 0) {
      endRow[s] = row + 1;
      const dx = x[row] - fromX;
      const dy = y[row] - fromY;
      const dz = z[row] - fromZ;
      lengthMm[s] += Math.sqrt(dx * dx + dy * dy + dz * dz) / 1e6;
      if (Number.isNaN(reported[s]) && motions.volume[row] > 0) {
        volume[s] = (Number.isNaN(volume[s]) ? 0 : volume[s]) + motions.volume[row];
      }
    }
    fromX = x[row];
    fromY = y[row];
    fromZ = z[row];
  }
  return { endRow, lengthMm, volume };
}

function orderInLayer(read: ReadStrands): Uint32Array {
  const order = new Uint32Array(read.count);
  const seen = new Uint32Array(65536);
  for (let i = 0; i < read.count; i++) order[i] = seen[read.layer[i]]++;
  return order;
}

/** Width and height as told, else from the tool's needle, the layer and the volume laid down. */
function sizes(read: ReadStrands, reading: GcodeReading): Pick<PrintStrands, 'width' | 'thinnest' | 'height'> {
  const width = read.width.slice(0, read.count);
  const height = read.height.slice(0, read.count);
  const thinnest = read.thinnest.slice(0, read.count);
  for (let i = 0; i < read.count; i++) {
    const inner = Number(reading.tools[read.tool[i]]?.bio['inner']);
    if (!(width[i] > 0)) width[i] = inner > 0 ? inner : defaultWidth;
    if (!(height[i] > 0)) height[i] = reading.layers[read.layer[i]]?.height ?? Math.min(width[i], defaultWidth) * 0.75;
    if (!(height[i] > 0)) height[i] = width[i] * 0.75;
    if (!(thinnest[i] > 0)) thinnest[i] = width[i];
  }
  return { width, thinnest, height };
}

/**
 * Light that fell on each strand, mJ/cm²: the sum of all cures in its well after it was laid down. No attenuation by the
 * ink above is taken off, so this is the upper bound that a dose limit must be held against.
 */
function doses(read: ReadStrands, cures: readonly Cure[], wellRows: number[], wellNames: string[]): Float32Array {
  const dose = new Float32Array(read.count).fill(Number.NaN);
  const known = cures.filter((cure) => cure.dose > 0);
  if (known.length === 0) return dose;
  const byWell = wellNames.map((well) => laterDoses(known.filter((cure) => lightsWell(cure.well, well))));
  for (let i = 0; i < read.count; i++) dose[i] = byWell[wellRows[i]](read.firstMotion[i]);
  return dose;
}

function laterDoses(cures: readonly Cure[]): (row: number) => number {
  const later = new Float64Array(cures.length + 1);
  for (let i = cures.length - 1; i >= 0; i--) later[i] = later[i + 1] + cures[i].dose;
  return (row) => {
    let low = 0;
    let high = cures.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cures[middle].row > row) high = middle;
      else low = middle + 1;
    }
    return later[low];
  };
}

/** Target of the strand's cartridge when it was laid down, °C. */
function temperatures(read: ReadStrands, events: readonly ReadEvent[]): Float32Array {
  const celsius = new Float32Array(read.count).fill(Number.NaN);
  const now = new Map<number, number>();
  const heats = events.filter((event) => event.kind === 'temperature');
  let next = 0;
  for (let i = 0; i < read.count; i++) {
    for (; next < heats.length && heats[next].motion <= read.firstMotion[i]; next++) {
      const heat = heats[next];
      if (heat.kind === 'temperature' && heat.of === 'tool') now.set(heat.tool, heat.celsius);
    }
    celsius[i] = now.get(read.tool[i]) ?? Number.NaN;
  }
  return celsius;
}

function fillPressure(strands: PrintStrands, events: readonly ReadEvent[]): void {
  const sets = events.filter((event) => event.kind === 'pressure');
  if (sets.length === 0) return;
  const now = new Map<number, number>();
  let next = 0;
  for (let i = 0; i < strands.count; i++) {
    for (; next < sets.length && sets[next].motion <= strands.firstRow[i]; next++) {
      const set = sets[next];
      if (set.kind === 'pressure') now.set(set.tool, set.kPa);
    }
    if (Number.isNaN(strands.kpa[i])) strands.kpa[i] = now.get(strands.tool[i]) ?? Number.NaN;
  }
}
