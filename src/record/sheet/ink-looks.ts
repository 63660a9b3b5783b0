/** How an ink looks on paper: a colour, and a sign beside it so that nothing is told by colour alone. */
export interface InkLook {
  readonly colour: string;
  readonly glyph: string;
}

// Okabe and Ito's colours (Color Universal Design, 2008) in the viewer's order, as on its light ground.
const colours = ['#56B4E9', '#E69F00', '#009E73', '#CC79A7', '#F0E442', '#0072B2', '#D55E00', '#000000'];
const glyphs = ['●', '▲', '■', '◆', '★', '▼', '✚', '⬟'];

/** The look of the ink (or condition) of this number, from 0. */
export function inkLook(index: number): InkLook {
  return { colour: colours[index % colours.length], glyph: glyphs[index % glyphs.length] };
}

/** Looks by the key of the ink, in the order of the tools. */
export function inkLooks(inks: readonly string[]): ReadonlyMap<string, InkLook> {
  return new Map(inks.map((ink, index) => [ink, inkLook(index)]));
}
