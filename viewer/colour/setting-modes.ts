import type { Category, Print } from '../data/print.ts';
import { sweptSettings, wellsByRow } from '../data/wells.ts';
import type { Mode } from './modes.ts';

/** One mode for each setting that the wells of the print differ in: a ramp for numbers, categories for words. */
export function settingModes(print: Print): readonly Mode[] {
  return sweptSettings(print).map((key) => settingMode(print, key));
}

function settingMode(print: Print, key: string): Mode {
  const texts = wellsByRow(print).map((well) => well?.values[key] ?? '');
  const words = {
    id: `setting:${key}` as const,
    title: `Setting: ${key}`,
    about: `What the wells have for ${key}.`,
  };
  const numbers = texts.map((text) => (text === '' ? Number.NaN : Number(text)));
  const numeric = texts.every((text, i) => text === '' || Number.isFinite(numbers[i]));
  if (numeric) {
    return {
      ...words,
      kind: 'value',
      unit: '',
      byRow: false,
      of: (given, strand) => numbers[given.strands.well[strand]],
    };
  }
  const names = [...new Set(texts)].sort();
  return {
    ...words,
    kind: 'category',
    entries: (given) => names.map((name) => categoryOf(given, name, texts)),
    ofStrand: (given, strand) => names.indexOf(texts[given.strands.well[strand]]),
  };
}

function categoryOf(print: Print, name: string, texts: readonly string[]): Category {
  const wells = wellsByRow(print).filter((_, row) => texts[row] === name);
  const sum = (key: 'lengthMm' | 'volumeUl' | 'timeS') => wells.reduce((all, well) => all + (well?.[key] ?? 0), 0);
  return {
    name: name || 'not given',
    detail: '',
    lengthMm: sum('lengthMm'),
    volumeUl: sum('volumeUl'),
    timeS: sum('timeS'),
  };
}
