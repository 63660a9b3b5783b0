import { capital, type StepWords } from '../../data/find/step-words.ts';
import type { App } from '../app.ts';
import type { Store } from '../store.ts';

export const commandGroups = ['Layers', 'Moves', 'View', 'Show', 'Colour', 'Page'] as const;

/** One thing a user can do. The toolbar, the keys, the help and the tests all read this one table. */
export interface Command {
  readonly id: string;
  /** Of what it steps through, by the words of the print. */
  readonly title: string | ((words: StepWords) => string);
  readonly group: (typeof commandGroups)[number];
  /** As `KeyboardEvent.key`, with `Shift+` before it where shift matters. */
  readonly keys: readonly string[];
  /** Name of the icon, where it stands in the toolbar. */
  readonly icon?: string | undefined;
  /** Works without a print. */
  readonly always?: boolean | undefined;
  readonly pressed?: ((store: Store) => boolean) | undefined;
  readonly enabled?: ((store: Store) => boolean) | undefined;
  readonly run: (app: App) => void;
}

/** What a command says of itself. */
export function titleOf({ title }: Command, words: StepWords): string {
  return typeof title === 'string' ? title : title(words);
}

/** The heading of a group of commands. */
export function groupTitle(group: Command['group'], { many }: StepWords): string {
  return group === 'Layers' ? capital(many) : group;
}

export function canRun(command: Command, store: Store): boolean {
  if (!command.always && (store.print.value === null || store.print.value.rows === 0)) return false;
  return command.enabled?.(store) ?? true;
}
