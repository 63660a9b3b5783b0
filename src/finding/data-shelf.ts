import type { FileWords } from './load-file.ts';

/** The text of a file, and how messages call the file. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/** Data of one kind (printers, inks, vessels): those that ship, by id, and files of a lab's own, by path. */
export interface DataShelf {
  /** Ids of what ships. */
  readonly ids: () => readonly string[];
  /** Of an id that is among them. */
  readonly shipped: (id: string) => NamedText;
  /** Throws InputError in these words for a file that cannot be read. */
  readonly own: (path: string, words: FileWords) => NamedText;
}

/** What a job names is a path where it looks like one, else an id. */
export const looksLikePath = (idOrPath: string): boolean => /[\\/]|\.json$/i.test(idOrPath);
