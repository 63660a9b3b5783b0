import { gauges, needleOf } from '../../../src/ink/flow/needle-table.ts';
import type { GivenLibrary } from '../../../src/plan/given-files.ts';
import { originOf } from '../../../src/provenance/origin.ts';
import type { Provenance } from '../../../src/provenance/provenance.ts';

/** A printer, ink or needle as its list shows it: cells in the order of the list's columns. */
export interface LibraryRow {
  /** What the job writes. */
  readonly value: string | number;
  readonly cells: readonly string[];
  readonly source: string;
  readonly verified: boolean;
}

export interface LibraryTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly LibraryRow[];
}

type Span = readonly [number, number];

/** Data of the library are given as text or parsed; they were validated where they ship. */
export function parsed<T>(shelf: Readonly<Record<string, unknown>>): T[] {
  return Object.values(shelf).map((each) => (typeof each === 'string' ? JSON.parse(each) : each) as T);
}

interface PrinterData {
  readonly id: string;
  readonly name: string;
  readonly bed: { readonly x: Span; readonly y: Span; readonly z: Span };
  readonly tools: readonly {
    readonly id: string;
    readonly kind: string;
    readonly pressure: { readonly range: Span } | null;
    readonly temperature: Span | null;
  }[];
  readonly provenance: Provenance;
}

/** `2 pneumatic, 0 to 200 kPa`: tools alike together. */
function toolWords(tools: PrinterData['tools']): string {
  const counts = new Map<string, number>();
  for (const { kind, pressure } of tools) {
    const words = `${kind}${spanWords(pressure?.range, ' kPa')}`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => `${count} ${words}`).join('; ');
}

export function printerTable({ printers }: GivenLibrary): LibraryTable {
  const rows = parsed<PrinterData>(printers).map((printer) => {
    const { id, name, bed, tools, provenance } = printer;
    return {
      value: id,
      cells: [
        name,
        toolWords(tools),
        tools.map(({ temperature }) => (temperature ? `${temperature.join(' to ')} °C` : 'not controlled'))[0],
        [bed.x, bed.y, bed.z].map(([low, high]) => Math.round(high - low)).join(' x '),
      ],
      ...vouched(provenance, 'bed'),
    };
  });
  return { title: 'Printers', columns: ['Name', 'Tools', 'First cartridge', 'Reach, mm'], rows };
}

interface InkData {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly cellsAllowed: boolean;
  readonly temperature: Span;
  readonly speed?: Span;
  readonly rheology: {
    readonly at: number;
    readonly law: { readonly model: string };
    readonly shearRange?: Span;
  } | null;
  readonly provenance: Provenance;
}

/** `support`: what baths are made of, and only that. */
export function inkTable({ inks }: GivenLibrary, support: boolean): LibraryTable {
  const rows = parsed<InkData>(inks)
    .filter(({ kind }) => (kind === 'support') === support)
    .map((ink) => {
      const { id, name, kind, cellsAllowed, temperature, rheology, provenance } = ink;
      const law =
        rheology === null
          ? 'none yet'
          : `${rheology.law.model} at ${rheology.at} °C${spanWords(rheology.shearRange, ' 1/s')}`;
      return {
        value: id,
        cells: [name, kind, cellsAllowed ? 'yes' : 'no', `${temperature.join(' to ')} °C`, law],
        ...vouched(provenance, rheology === null ? 'temperature' : 'rheology.law'),
      };
    });
  const columns = ['Name', 'Kind', 'Cells', 'Printed at', 'Flow law'];
  return { title: support ? 'Support baths' : 'Inks', columns, rows };
}

export function needleTable(): LibraryTable {
  const rows = gauges.map((gauge) => {
    const { inner, outer, tolerance, source, verified } = needleOf(gauge);
    return { value: gauge, cells: [`${gauge}G`, `${inner} ± ${tolerance}`, String(outer)], source, verified };
  });
  return { title: 'Needles', columns: ['Gauge', 'Inner, mm', 'Outer, mm'], rows };
}

const spanWords = (span: Span | undefined, unit: string): string => (span ? `, ${span[0]} to ${span[1]}${unit}` : '');

/** Who vouches for the value that matters most. */
function vouched(provenance: Provenance, path: string): Pick<LibraryRow, 'source' | 'verified'> {
  const origin = originOf(provenance, path);
  return { source: origin?.source ?? 'not stated', verified: origin?.verified ?? false };
}
