import type { JobPart } from '../../job/job.ts';

type LaydownSettings = JobPart['laydown'];

/** What a job asks of one part on one layer, in the numbers that the strands are measured against. Lengths in mm. */
export interface Asked {
  readonly solid: boolean;
  readonly width: number;
  readonly height: number;
  readonly contours: number;
  /** How often contours run along the rim: a shell has its own on either side, and the core too. */
  readonly rims: number;
  readonly margin: number;
  /** Strands shorter than this are left out because the job says so; 0 where it does not. */
  readonly minLength: number;
  /** Widest way from strand to strand that the lattice means, centre to centre; 0 for solid fill. */
  readonly gap: number;
  /** A spiral slides from turn to turn and leaves a wedge, up to a strand wide, beside its first and its last one. */
  readonly winds: boolean;
  /** Where the spacing changes within the layer. */
  readonly gradient: LaydownSettings['gradient'];
  /** Ink per volume that the lattice means, contours not counted; 1 for solid fill. */
  readonly share: number;
  /** Whether neighbouring strands are joined along the rim, which lays more ink there than the lattice means. */
  readonly joins: boolean;
  /** Layers from one direction of the pattern to the next of the same: they fill a lattice together. */
  readonly turn: number;
}

export interface AskedInput {
  readonly laydown: LaydownSettings;
  readonly contours: number;
  readonly hasShell: boolean;
  readonly crossSection: JobPart['crossSection'];
  /** Of the widest strand of this part on this layer. */
  readonly width: number;
  /** That over the width of its volume; 1 when absent. */
  readonly spread?: number;
  readonly height: number;
  /** How far up the construct the layer lies, 0 to 1. */
  readonly way: number;
}

/** Periods of a minimal surface in mean spacings of its lines, and the widest gap between them in periods. */
const surfaces: Partial<Record<LaydownSettings['pattern'], { readonly perSpacing: number; readonly gap: number }>> = {
  gyroid: { perSpacing: 2.4573, gap: 0.53 },
  'schwarz-p': { perSpacing: 1.8856, gap: 0.94 },
  diamond: { perSpacing: 3.0449, gap: 0.5 },
};

/** Single layers of a minimal surface hold up to a third more line than all of them in the mean. */
const surfaceSwing = 4 / 3;
/** Without a word on density. */
const defaultSpacing = 2.5;
/** A new spoke begins where the gap has grown to two spacings. */
const widestOfSpokes = 2;

/** From the numbers of the job alone: nothing here was laid or measured. */
export function askedOf(input: AskedInput): Asked {
  const { laydown, contours, hasShell, crossSection, width, spread = 1, height, way } = input;
  const solid = laydown.solid === true;
  const surface = surfaces[laydown.pattern];
  const section = sectionOf(laydown, crossSection, width / spread, height);
  const lines = linesOf(laydown, width);
  const { finest, widest } = spacingsOf(laydown, width, lines * (section / height), way);
  const gap = surface ? Math.max(widest, surface.gap * surface.perSpacing * widest) : widest;
  const share = (lines * section) / (finest * height);
  return {
    solid,
    width,
    height,
    contours,
    rims: hasShell ? 3 : 1,
    margin: laydown.margin,
    minLength: laydown.minLength ?? 0,
    gap: solid ? 0 : gap * (laydown.pattern === 'radial' ? widestOfSpokes : 1),
    winds: laydown.pattern === 'spiral',
    gradient: solid || !changesInPlane(laydown) ? undefined : laydown.gradient,
    share: solid ? 1 : share * (surface ? surfaceSwing : 1),
    joins: laydown.join !== 'none' && !['concentric', 'spiral'].includes(laydown.pattern),
    turn: turnOf(laydown, height, widest),
  };
}

/** The slot's area, unless strands of one layer cross those of the next, or the job says otherwise. */
function sectionOf(laydown: LaydownSettings, shape: JobPart['crossSection'], width: number, height: number): number {
  const round = (Math.PI * width * width) / 4;
  if (shape === 'round') return round;
  const slot = width * height;
  return laydown.solid || !crosses(laydown) ? slot : Math.max(round, slot);
}

function crosses({ pattern, angles }: LaydownSettings): boolean {
  if (pattern !== 'parallel' && pattern !== 'wave') return false;
  return angles.some((angle) => (angle - angles[0]) % 180 !== 0);
}

/** Length of line that one spacing of the pattern holds, in spacings. */
function linesOf({ pattern, amplitude, wavelength }: LaydownSettings, width: number): number {
  if (pattern === 'grid') return 2;
  if (pattern === 'triangle') return 3;
  if (pattern === 'honeycomb') return 8 / 3;
  if (pattern !== 'wave') return 1;
  const high = amplitude ?? (wavelength === undefined ? 2 * width : wavelength / 8);
  const slope = (2 * Math.PI * high) / Math.max(wavelength ?? 8 * high, width);
  const pieces = 64;
  let length = 0;
  for (let i = 0; i < pieces; i++) length += Math.hypot(1, slope * Math.cos((2 * Math.PI * i) / pieces));
  return length / pieces;
}

interface Spacings {
  readonly finest: number;
  readonly widest: number;
}

/** `inkPerSpacing` is the ink of all lines in a strip one spacing wide, mm² over mm: porosity follows from it. */
function spacingsOf(laydown: LaydownSettings, width: number, inkPerSpacing: number, way: number): Spacings {
  const { spacing, pore, porosity, gradient, cell, pattern } = laydown;
  const even = (value: number): Spacings => ({ finest: value, widest: Math.max(value, width / 10) });
  const surface = surfaces[pattern];
  if (surface && cell !== undefined) return even(cell / surface.perSpacing);
  if (spacing !== undefined) return even(spacing);
  if (pore !== undefined) return even(pore + width);
  // Never nearer than touching, however little porosity was asked for.
  if (porosity !== undefined) return even(Math.max(width, inkPerSpacing / (1 - porosity)));
  if (gradient === undefined) return even(defaultSpacing * width);
  if (gradient.along === 'z' && !surface && pattern !== 'honeycomb') {
    return even(gradient.from + (gradient.to - gradient.from) * way);
  }
  if (!changesInPlane(laydown)) return even((gradient.from + gradient.to) / 2);
  return { finest: Math.min(gradient.from, gradient.to), widest: Math.max(gradient.from, gradient.to) };
}

function changesInPlane({ gradient, pattern }: LaydownSettings): boolean {
  if (gradient === undefined || gradient.along === 'z') return false;
  return pattern === 'parallel' || pattern === 'grid' || pattern === 'triangle' || pattern === 'concentric';
}

function turnOf({ pattern, angles, cell }: LaydownSettings, height: number, widest: number): number {
  const surface = surfaces[pattern];
  if (surface) return Math.ceil((cell ?? widest * surface.perSpacing) / 2 / height);
  return pattern === 'parallel' || pattern === 'wave' || pattern === 'radial' ? angles.length : 1;
}
