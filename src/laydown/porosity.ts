import { halfWidthAt, type StrandSection, touchingSpacing } from './strand-section.ts';

/**
 * Void fraction of an endless lattice. Neighbouring layers of round strands sink into each other when the layer is
 * lower than the strand is wide; that ink is counted once.
 *
 * - `crossed`: one direction a layer, the next layer in another direction (0/90, 0/60/120, any crossing angle)
 * - `stacked`: each strand lies on its like (walls)
 * - `grid`, `triangle`: two or three directions in every layer, stacked
 * - `honeycomb`: hexagons whose level walls are doubled, stacked
 */
export type Weave = 'crossed' | 'stacked' | 'grid' | 'triangle' | 'honeycomb';

const steps = 256;

/**
 * Volume shared by two cylinders of radius r that cross at a right angle with their axes h apart, mm³:
 * the integral of 4 sqrt(r² - z²) sqrt(r² - (z - h)²). With z = h/2 + (r - h/2) sin(phi) the roots at the ends vanish
 * and the trapezoidal rule converges at once. h = 0 is the Steinmetz solid, 16 r³ / 3.
 */
export function crossingVolume(radius: number, apart: number): number {
  const reach = radius - apart / 2;
  if (reach <= 0) return 0;
  let sum = 0;
  for (let i = 1; i < steps; i++) {
    const phi = Math.PI * (i / steps - 0.5);
    const z = apart / 2 + reach * Math.sin(phi);
    const cosine = Math.cos(phi);
    sum += cosine * cosine * Math.sqrt((radius + z) * (radius + apart - z));
  }
  return 4 * reach * reach * sum * (Math.PI / steps);
}

/** Mean over the height of a layer of f(half width of the strand there). */
function meanOverLayer(section: StrandSection, f: (halfWidth: number) => number): number {
  const half = section.height / 2;
  const reach = Math.min(half, section.width / 2);
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    const phi = (Math.PI / 2) * ((i + 0.5) / steps);
    sum += f(halfWidthAt(section, reach * Math.sin(phi))) * Math.cos(phi);
  }
  // Midpoints weigh a millionth too much: not more than all of the layer.
  const inked = Math.min(1, (sum * (Math.PI / 2)) / steps) * reach;
  return (inked + f(0) * (half - reach)) / half;
}

/** Ink per mm of strand when each strand lies on its like, mm²: less than its area where the two overlap. */
function stackedArea(section: StrandSection): number {
  if (section.shape === 'flattened' || section.height >= section.width) return section.area;
  const radius = section.width / 2;
  const half = section.height / 2;
  return 2 * (half * Math.sqrt(radius * radius - half * half) + radius * radius * Math.asin(half / radius));
}

/** Void fraction at a spacing in mm (crossed: reference by derivation, exact for height >= width / 2). */
export function porosityAt(weave: Weave, section: StrandSection, spacing: number): number {
  const { area, height, width, shape } = section;
  switch (weave) {
    case 'crossed': {
      const shared = shape === 'round' ? crossingVolume(width / 2, height) : 0;
      return 1 - area / (spacing * height) + shared / (spacing * spacing * height);
    }
    case 'stacked':
      return 1 - stackedArea(section) / (spacing * height);
    case 'grid':
      return meanOverLayer(section, (half) => Math.max(0, 1 - (2 * half) / spacing) ** 2);
    case 'triangle':
      return meanOverLayer(section, (half) => Math.max(0, 1 - (3 * half) / spacing) ** 2);
    case 'honeycomb':
      return 1 - ((8 / 3) * stackedArea(section)) / ((spacing + touchingSpacing(section)) * height);
  }
}

/** Spacing below which the formula stops describing a lattice: strands fuse sideways, or porosity falls again. */
export function smallestSpacing(weave: Weave, section: StrandSection): number {
  if (weave === 'honeycomb') return 2 * section.width;
  if (weave !== 'crossed' || section.shape !== 'round') return section.width;
  return Math.max(section.width, (2 * crossingVolume(section.width / 2, section.height)) / section.area);
}

/**
 * The spacing that leaves this void fraction, mm; `smallestSpacing` when even touching strands leave more. Porosity
 * rises with spacing from there on.
 */
export function spacingForPorosity(weave: Weave, section: StrandSection, porosity: number): number {
  const least = smallestSpacing(weave, section);
  if (porosityAt(weave, section, least) >= porosity) return least;
  const solid = (1 - porosity) * section.height;
  switch (weave) {
    case 'crossed': {
      // solid s² - area s + shared = 0; of its roots the larger is the lattice that is not fused.
      const shared = section.shape === 'round' ? crossingVolume(section.width / 2, section.height) : 0;
      return (section.area + Math.sqrt(Math.max(0, section.area ** 2 - 4 * solid * shared))) / (2 * solid);
    }
    case 'stacked':
      return stackedArea(section) / solid;
    case 'honeycomb':
      return ((8 / 3) * stackedArea(section)) / solid - touchingSpacing(section);
    default:
      return bisectSpacing(weave, section, porosity, least);
  }
}

function bisectSpacing(weave: Weave, section: StrandSection, porosity: number, least: number): number {
  let low = least;
  let high = 2 * low;
  while (porosityAt(weave, section, high) < porosity) high *= 2;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (porosityAt(weave, section, middle) < porosity) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
