import type { Print } from '../print.ts';

/** What the slider and the table step through: layers, or where there are none the strands in the order of printing. */
export type Step = 'layer' | 'strand';

export interface StepWords {
  readonly step: Step;
  readonly one: string;
  readonly many: string;
  /** To the next and to the one before. */
  readonly on: string;
  readonly back: string;
  /** The ends of what is shown. */
  readonly lowest: string;
  readonly highest: string;
  /** Those that were printed before. */
  readonly before: string;
}

export const stepWords: Readonly<Record<Step, StepWords>> = {
  layer: {
    step: 'layer',
    one: 'layer',
    many: 'layers',
    on: 'up',
    back: 'down',
    lowest: 'lowest layer',
    highest: 'highest layer',
    before: 'layers below',
  },
  strand: {
    step: 'strand',
    one: 'strand',
    many: 'strands',
    on: 'on',
    back: 'back',
    lowest: 'first strand',
    highest: 'last strand',
    before: 'strands before',
  },
};

/** Roles of what is laid where nothing is cut into layers: branches, and ink that is run out beside them. */
const rolesInSpace: readonly string[] = ['branch', 'purge'];

/** The words for what a print is stepped through by; of a page without a print those of layers. */
export function stepWordsOf(print: Print | null): StepWords {
  const roles = print?.roles.map(({ name }) => name) ?? [];
  const isInSpace = roles.includes('branch') && roles.every((role) => rolesInSpace.includes(role));
  return stepWords[isInSpace ? 'strand' : 'layer'];
}

/** `1 layer`, `12 strands` */
export function countedSteps(print: Print): string {
  const { one, many } = stepWordsOf(print);
  return print.layers.length === 1 ? `1 ${one}` : `${print.layers.length} ${many}`;
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
