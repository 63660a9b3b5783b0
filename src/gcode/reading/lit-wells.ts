/** How files and steps name light on every well of the vessel, and a place that has no wells. */
const everyWell = '*';
const noWell = '-';

/** Whether light that is said to be on `lit` reaches `well`: one well, every well (`*`), or a vessel without any (`-`). */
export function lightsWell(lit: string, well: string): boolean {
  return lit === well || lit === everyWell || lit === noWell || well === noWell;
}
