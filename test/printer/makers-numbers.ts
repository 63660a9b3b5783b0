/** Numbers and codes that a maker's own files or firmware write, one file a printer; regular expressions as text. */
export interface MakersNumbers {
  readonly printer: string;
  /** Where strands around the middle of a well lie, in written coordinates. */
  readonly places: readonly (Row & {
    readonly vessel: string;
    readonly well: string;
    readonly tool: string;
    readonly at: readonly [number, number];
  })[];
  /** Lines of commands that a file holds, comments left out; over several lines where they belong together. */
  readonly writes: readonly (Row & { readonly text: string })[];
  readonly never: readonly (Row & { readonly text: string })[];
  /** Values of the profile that no line of a file shows. */
  readonly values: readonly (Row & { readonly path: string; readonly value: unknown })[];
  /** What could not be read anywhere. */
  readonly unknown: readonly string[];
}

interface Row {
  readonly what: string;
  readonly source: string;
}
