import type { Comparison } from '../data/compare.ts';
import { type Step, stepWordsOf } from '../data/find/step-words.ts';
import type { Print } from '../data/print.ts';
import type { Report } from '../data/report.ts';
import { compareMode } from './compare-mode.ts';
import { type Mode, type ModeId, modeById, modes } from './modes.ts';
import { reportModes } from './report-modes.ts';
import { settingModes } from './setting-modes.ts';

/** What stands beside a print: its report, and another file that it is compared with. */
export interface Beside {
  readonly report: Report | null;
  readonly comparison: Comparison | null;
}

const known = new WeakMap<Print, Beside & { readonly modes: readonly Mode[] }>();

/** All modes of a print: those of every print, then those that its report, a comparison and its wells bring along. */
export function modesOf(print: Print, { report, comparison }: Beside): readonly Mode[] {
  const before = known.get(print);
  if (before && before.report === report && before.comparison === comparison) return before.modes;
  const brought = [
    ...(report ? reportModes(print, report) : []),
    ...(comparison ? [compareMode(print, comparison)] : []),
    ...settingModes(print),
  ];
  const { step } = stepWordsOf(print);
  const found = [...modes.map((mode) => modeOf(mode, step)), ...brought];
  known.set(print, { report, comparison, modes: found });
  return found;
}

/** A mode of every print as it is for what is stepped through: of strands in space each is a step of its own. */
export function modeOf(mode: Mode, step: Step): Mode {
  if (step === 'layer' || mode.kind !== 'value') return mode;
  if (mode.id === 'layer-time')
    return { ...mode, title: 'Strand time', about: 'Time that each strand takes, in all wells.' };
  if (mode.id !== 'order') return mode;
  return {
    ...mode,
    about: 'When the strand is laid down, first to last.',
    of: (print, s) => print.strands.layer[s] + 1,
  };
}

/** The mode of this id; by ink where this print has no such mode. */
export function modeIn(print: Print, beside: Beside, id: ModeId): Mode {
  return modesOf(print, beside).find((mode) => mode.id === id) ?? modeById('ink');
}
