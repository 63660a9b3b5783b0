type Part<Whole> = Whole extends (...given: never[]) => unknown
  ? Whole
  : Whole extends object
    ? { [Key in keyof Whole]?: Part<Whole[Key]> | undefined }
    : Whole;

/**
 * A stand-in that holds only what the code under test asks for. What it holds has the types of the whole; what it lacks
 * the test must not reach.
 */
export function partly<Whole extends object>(given: Part<Whole>): Whole {
  return given as Whole;
}
