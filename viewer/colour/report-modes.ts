import type { Print } from '../data/print.ts';
import type { FidelityFigures, Report } from '../data/report.ts';
import type { Mode, ReportModeId } from './modes.ts';

/** Numbers that only the report has, of each part on each layer. A new one is an entry here. */
const table: Readonly<
  Record<ReportModeId, { title: string; about: string; of: (figures: FidelityFigures, height: number) => number }>
> = {
  lost: {
    title: 'Lost area',
    about: "Of the part's section on this layer, what no strand reaches (report).",
    of: ({ sectionMm2, lostMm2 }) => (100 * lostMm2) / sectionMm2,
  },
  outside: {
    title: 'Area outside',
    about: "What strands cover beyond the part's section on this layer, of that section (report).",
    of: ({ sectionMm2, outsideMm2 }) => (100 * outsideMm2) / sectionMm2,
  },
  'ink-share': {
    title: 'Ink balance',
    about: 'Ink of the part on this layer, of the volume of its section (report): what is missing of 100 % is pores.',
    of: ({ sectionMm2, inkUl }, height) => (100 * inkUl) / (sectionMm2 * height),
  },
};

export function reportModes(print: Print, report: Report): readonly Mode[] {
  if (report.fidelity.size === 0) return [];
  return Object.entries(table).map(([id, { title, about, of }]): Mode => {
    const values = valuesOf(print, report, of);
    return {
      id: id as ReportModeId,
      title,
      about,
      kind: 'value',
      unit: '%',
      byRow: false,
      of: (_, strand) => values[strand],
    };
  });
}

function valuesOf(
  print: Print,
  { fidelity }: Report,
  of: (figures: FidelityFigures, height: number) => number,
): Float32Array {
  const { strands, layers, parts } = print;
  return Float32Array.from({ length: strands.count }, (_, s) => {
    const layer = layers[strands.layer[s]];
    const figures = layer && fidelity.get(layer.number)?.[parts[strands.part[s]]];
    return figures && figures.sectionMm2 > 0 ? of(figures, layer.height ?? Number.NaN) : Number.NaN;
  });
}
