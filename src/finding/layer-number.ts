/**
 * The number under which a person knows a layer: 1 for the lowest. In the code and in JSON (`index`, `where.layer`,
 * `;BIO:layer=`) layers count from 0; every text goes through here.
 */
export function layerNumber(index: number): number {
  return index + 1;
}
