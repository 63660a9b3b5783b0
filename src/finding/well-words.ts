/**
 * A well as a person names it: `well A1`, or `every well` for what meets a whole plate (`*`); nothing for a bed or a dish
 * (`-`) and where no well is known. `before` stands before what is named.
 */
export function wellWords(name: string | undefined, before = ''): string {
  if (name === undefined || name === '' || name === '-') return '';
  return before + (name === '*' ? 'every well' : `well ${name}`);
}
