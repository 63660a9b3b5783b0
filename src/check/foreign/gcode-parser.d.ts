// The package gcode-parser 2.2 ships no types; only what the second reading uses is declared.
declare module 'gcode-parser' {
  export interface ParsedLine {
    readonly line: string;
    /** A value is a string where it is no number (`X1.2.3`). */
    readonly words: readonly (readonly [letter: string, value: number | string])[];
    readonly ln?: number;
    readonly cs?: number;
    /** The checksum is wrong. */
    readonly err?: boolean;
    readonly cmds?: readonly string[];
    readonly comments?: readonly string[];
  }
  export function parseLine(line: string, options?: { flatten?: boolean; lineMode?: string }): ParsedLine;
}
