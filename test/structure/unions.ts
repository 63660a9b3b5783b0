/** A union of kinds: where a member is added, and the files that the type checker must then name. */
export interface Union {
  readonly what: string;
  readonly file: string;
  readonly after: string;
  readonly member: string;
  readonly consumers: readonly string[];
}

/** A file that is missing here would drop the new kind in silence. */
export const unions: readonly Union[] = [
  {
    what: 'step',
    file: 'src/program/step.ts',
    after: '  | MessageStep',
    member: "\n  | { readonly kind: 'probe' }",
    consumers: [
      'src/program/total-program.ts',
      'src/gcode/write/write-gcode.ts',
      'src/check/readback/expected/scenes.ts',
      'src/program/walk-program.ts',
      'src/program/program-path.ts',
      'src/record/sheet/print-sheet-steps.ts',
    ],
  },
  {
    what: 'scene of the proof of a file',
    file: 'src/check/readback/expected/scenes.ts',
    after: 'export type Scene =',
    member: "\n  | { readonly kind: 'probe' }",
    consumers: [
      'src/check/readback/expected/expected-blocks.ts',
      'src/check/readback/expected/expected-gaps.ts',
      'src/check/readback/expected/expected-line-groups.ts',
      'src/check/readback/expected/expected-settings.ts',
    ],
  },
  {
    what: 'event of a file',
    file: 'src/gcode/reading/reading.ts',
    after: 'export type ReadEvent = { readonly line: number; readonly motion: number } & (',
    member: "\n  | { readonly kind: 'probe' }",
    consumers: ['viewer/data/events.ts'],
  },
  {
    what: 'role of a strand',
    file: 'src/laydown/strand.ts',
    after: "'purge', 'branch'",
    member: ", 'probe'",
    consumers: ['src/gcode/write/write-strand.ts'],
  },
];
