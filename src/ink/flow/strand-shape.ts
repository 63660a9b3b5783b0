/** How a strand lies and holds; mm, mm², mm/s, µL/s, Pa, kg/m³. Formulas: reference notes 4.1. */

const gravity = 9.80665;

/** Diameter of a free round strand: sqrt(4 Q / (pi v)). */
export function freeStrandDiameter(flowUl: number, speed: number): number {
  return Math.sqrt((4 * flowUl) / (Math.PI * speed));
}

/** Width of a strand pressed to `height`: A / h + h (1 - pi/4); round where the area does not fill the height. */
export function flattenedWidth(area: number, height: number): number {
  if (area < (Math.PI * height ** 2) / 4) return Math.sqrt((4 * area) / Math.PI);
  return area / height + height * (1 - Math.PI / 4);
}

/** Area of a flattened strand: (w - h) h + pi h² / 4. */
export function flattenedArea(width: number, height: number): number {
  return (width - height) * height + (Math.PI * height ** 2) / 4;
}

/** Centre distance at which flattened strands of this width and height just fill the plane. */
export function touchingSpacing(width: number, height: number): number {
  return width - height * (1 - Math.PI / 4);
}

/** Diameter of the free strand that leaves a needle: die swell times inner diameter. */
export function swollenDiameter(dieSwell: number, inner: number): number {
  return dieSwell * inner;
}

/**
 * Width to which a yield-stress strand spreads under its own weight on a wetting surface, never below the round
 * strand: 2 ((3A/4)² rho g / (2 tau0))^(1/3). Infinity without yield stress: such ink spreads until it gels.
 */
export function slumpedWidth(area: number, density: number, tau0: number): number {
  if (tau0 <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(spreadUnderWeight(area, density, tau0), Math.sqrt((4 * area) / Math.PI));
}

/** The spreading alone, which may come out below the width of the round strand. */
export function spreadUnderWeight(area: number, density: number, tau0: number): number {
  const areaM2 = area / 1e6;
  return 2e3 * (((0.75 * areaM2) ** 2 * density * gravity) / (2 * tau0)) ** (1 / 3);
}

/** Width after capillary spreading on a wetted surface: 2 x 1.2109 (sigma A² / tau0)^(1/5); an upper bound. */
export function capillaryWidth(area: number, surfaceTension: number, tau0: number): number {
  return 2e3 * 1.2109 * ((surfaceTension * (area / 1e6) ** 2) / tau0) ** (1 / 5);
}

/**
 * Longest span of a strand between supports, mm: (3 delta E LH D² / (rho g))^(1/4) with a sag of delta = 0.1
 * (CentroEPiaggio/Rheology-GUI). E in Pa, layer height and strand diameter in mm.
 */
export function longestSpan(elasticModulus: number, height: number, diameter: number, density: number): number {
  const sag = 0.1;
  const h = height / 1e3;
  const d = diameter / 1e3;
  return 1e3 * ((3 * sag * elasticModulus * h * d ** 2) / (density * gravity)) ** (1 / 4);
}

/** Yield stress in Pa that carries a wall of this height (mm): rho g H / sqrt(3); the form was not read in a source. */
export function wallYieldStress(heightMm: number, density: number): number {
  return (density * gravity * (heightMm / 1e3)) / Math.sqrt(3);
}

/**
 * Distance in mm that the gel front has gone into alginate after `seconds` in a calcium bath: sqrt(2 D (c / sites) t),
 * with D 7e-10 m²/s and 35 mM of binding sites at 2 % (both unverified): a first guess for the length of a bath.
 */
export function gelFront(millimolar: number, seconds: number): number {
  return 1e3 * Math.sqrt(2 * 7e-10 * (millimolar / 35) * seconds);
}
