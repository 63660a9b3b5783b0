import { gaussLegendre } from '../../ink/flow/gauss-legendre.ts';
import { halfHeight, halfWidthAt, type StrandSection, touchingSpacing } from './strand-section.ts';
import type { Lattice, Weave } from './weave.ts';

/**
 * Geometric porosity: the void left by strands that keep their sections and sink into each other, so that what two of
 * them share is counted once. It is what a picture of the ideal lattice shows; the ink of the overlap goes elsewhere.
 *
 * At every height the strands of a layer and those that reach into it from its neighbours are strips. Strips of one
 * direction cover a share of the plane; strips of two directions leave the product of what each of them leaves. Of
 * three directions at one height (layers lower than half a strand) this is an estimate.
 */

const { nodes, weights } = gaussLegendre(12);

/** The last answer: the layers of a part ask the same again and again. */
let known = { question: '', answer: 0 };

export function geometricPorosity(lattice: Lattice, spacing: number): number {
  const question = JSON.stringify([lattice, spacing]);
  if (known.question !== question) known = { question, answer: meanOverCycle(lattice, spacing) };
  return known.answer;
}

function meanOverCycle(lattice: Lattice, spacing: number): number {
  const { sections } = lattice;
  let sum = 0;
  for (let i = 0; i < sections.length; i++) sum += meanVoid(lattice, i, spacing);
  return sum / sections.length;
}

/** Strands of a layer that reaches into the one looked at. */
interface Reaching {
  readonly section: StrandSection;
  /** Of the middle of their layer, mm above the middle of the layer looked at. */
  readonly above: number;
  /** Sideways, in spacings. */
  readonly shift: number;
}

/** The layers that reach into a layer of the cycle, by the direction of their lines. */
function reachingInto({ weave, sections }: Lattice, layer: number): Reaching[][] {
  const count = sections.length;
  const { height } = sections[layer];
  const far = Math.ceil((Math.max(...sections.map(halfHeight)) + height / 2) / height) - 1;
  const byAngle = new Map<number, Reaching[]>();
  for (let k = -far; k <= far; k++) {
    const repeat = Math.floor((layer + k) / count);
    const i = layer + k - repeat * count;
    const angle = ((weave.angles[i] % 180) + 180) % 180;
    const alike = byAngle.get(angle) ?? [];
    alike.push({ section: sections[i], above: k * height, shift: weave.shift * repeat });
    byAngle.set(angle, alike);
  }
  return [...byAngle.values()];
}

/** Mean over the height of a layer of the void at that height. */
function meanVoid(lattice: Lattice, layer: number, spacing: number): number {
  const { weave, sections } = lattice;
  const reaching = reachingInto(lattice, layer);
  const half = sections[layer].height / 2;
  const ends = reaching
    .flat()
    .flatMap(({ above, section }) => [above - halfHeight(section), above + halfHeight(section)]);
  const inside = ends.filter((z) => Math.abs(z) < half - 1e-9).sort((a, b) => a - b);
  const cuts = [-half, ...inside, half];
  let sum = 0;
  for (let c = 1; c < cuts.length; c++) {
    const middle = (cuts[c - 1] + cuts[c]) / 2;
    const reach = (cuts[c] - cuts[c - 1]) / 2;
    if (reach === 0) continue;
    for (let n = 0; n < nodes.length; n++) {
      // z = (3u - u³) / 2 makes the roots at both ends of a round section smooth.
      const u = 2 * nodes[n] - 1;
      const z = middle + (reach * (3 * u - u * u * u)) / 2;
      let left = 1;
      for (const alike of reaching) left *= voidBetween(weave, alike, z, spacing);
      sum += 3 * (1 - u * u) * reach * weights[n] * left;
    }
  }
  return sum / (2 * half);
}

/** Share of the plane that strips of one direction leave at a height. */
function voidBetween(
  { within, stretch, fold = 0 }: Weave,
  strands: readonly Reaching[],
  z: number,
  spacing: number,
): number {
  const width = coveredWidth(strands, z, spacing, stretch);
  const covered = width / spacing;
  switch (within) {
    case 'lines':
      return Math.max(0, 1 - covered + fold * covered ** 4);
    case 'grid':
      return Math.max(0, 1 - covered) ** 2;
    case 'triangle':
      // All three directions meet in points: what is left are triangles.
      return Math.max(0, 1 - 1.5 * covered) ** 2;
    case 'honeycomb':
      return Math.max(0, 1 - (8 * width) / (3 * (spacing + touchingSpacing(strands[0].section))));
  }
}

/** Width that strips of one direction cover within a spacing, mm, each of them counted once where they overlap. */
function coveredWidth(strands: readonly Reaching[], z: number, spacing: number, stretch: number): number {
  const [{ shift }] = strands;
  if (strands.every((other) => other.shift === shift)) {
    // Strips that lie on each other: the widest covers the others.
    let half = 0;
    for (const { section, above } of strands) half = Math.max(half, halfWidthAt(section, z - above));
    return Math.min(spacing, 2 * half * stretch);
  }
  return unionWidth(strands, z, spacing, stretch);
}

function unionWidth(strands: readonly Reaching[], z: number, spacing: number, stretch: number): number {
  const strips: { from: number; to: number }[] = [];
  for (const { section, above, shift } of strands) {
    const half = halfWidthAt(section, z - above) * stretch;
    if (half <= 0) continue;
    if (2 * half >= spacing) return spacing;
    const from = (((shift * spacing - half) % spacing) + spacing) % spacing;
    strips.push({ from, to: Math.min(spacing, from + 2 * half) });
    if (from + 2 * half > spacing) strips.push({ from: 0, to: from + 2 * half - spacing });
  }
  strips.sort((a, b) => a.from - b.from);
  let covered = 0;
  let reached = 0;
  for (const { from, to } of strips) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}
