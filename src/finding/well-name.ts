/** How steps, files, vessels and findings name a well: `A1`, or one of these two. */

/** The place printed on where there are no wells: a bed, a dish. */
export const noWell = '-';
/** What meets all wells of a vessel at once. */
export const everyWell = '*';

/** Names of wells, without the place that is none. */
export function namedWells(names: readonly string[]): string[] {
  return names.filter((name) => name !== noWell);
}

/** Whether light that is said to be on `lit` reaches `well`: one well, every well, or a vessel without any. */
export function lightsWell(lit: string, well: string): boolean {
  return lit === well || lit === everyWell || lit === noWell || well === noWell;
}

/**
 * A well as a person names it: `well A1`, or `every well` for what meets a whole plate; nothing for a bed or a dish and
 * where no well is known. `before` stands before what is named.
 */
export function wellWords(name: string | undefined, before = ''): string {
  if (name === undefined || name === '' || name === noWell) return '';
  return before + (name === everyWell ? 'every well' : `well ${name}`);
}
