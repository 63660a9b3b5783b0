/**
 * What a firmware makes of a command, for every command a file may hold. There are three answers: the reading follows
 * it (modelled); it changes nothing about what is printed where it stands (harmless, with the source that says so); or
 * it is not understood. What a table does not name is not understood.
 */
export interface LineTable {
  /** Of the firmware, as it stands in sentences. */
  readonly firmware: string;
  /** Codes that the reader carries out itself; those of the profile's own lines come on top. */
  readonly modelled: string;
  readonly harmless: readonly HarmlessLines[];
  /** What codes do that are neither, where this firmware differs from what such codes do elsewhere. */
  readonly open: readonly OpenLines[];
  /** Small letters are no commands to it, as far as its source was read. */
  readonly capitalsOnly: boolean;
  /** A text in round brackets is a comment to it; else its letters may be read as words. */
  readonly brackets: boolean;
  /** `*` and a checksum may end a line; absent: they may. */
  readonly checksums?: boolean;
  /** A carriage return without a line feed ends a line of a file; absent: it does. */
  readonly returnEnds?: boolean;
}

/** Where a command changes nothing about what is printed. */
export type Standing =
  | 'anywhere'
  | 'between strands'
  | 'before the first strand'
  | 'after the last strand'
  | 'after the last motion';

export interface HarmlessLines {
  readonly codes: string;
  /** All that may stand behind the code; absent: anything. */
  readonly words?: RegExp;
  readonly where: Standing;
  /** What it does, as the source says. */
  readonly what: string;
  readonly source: string;
}

/** Texts for the host on which it does not act: `//action:pause` holds a print, `//action:cancel` ends it. */
export const noAction = /^(?!.*action:)/i;

export interface OpenLines {
  readonly codes: string;
  /** What it could do to the print: "could …". */
  readonly could: string;
  /** What it does: "M221 …". */
  readonly what: string;
}

/** `G0-G4 M117 G38.2-G38.5 SET_PIN` as single codes; a point belongs to the code. */
export function codesIn(ranges: string): string[] {
  return ranges
    .split(' ')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const match = /^([GM])(\d+(?:\.\d)?)-[GM](\d+(?:\.\d)?)$/.exec(range);
      if (match === null) return [range];
      const [, letter, low, high] = match;
      const step = low.includes('.') ? 1 : 10;
      const first = Math.round(Number(low) * 10);
      const count = (Math.round(Number(high) * 10) - first) / step + 1;
      return Array.from({ length: count }, (_, i) => `${letter}${(first + i * step) / 10}`);
    });
}
