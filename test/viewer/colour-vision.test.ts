import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { categoryColour, categoryGlyph, wordsOn } from '../../viewer/colour/categories.ts';
import { grey } from '../../viewer/colour/colouring.ts';
import { contrast, hexToRgb, type Rgb } from '../../viewer/colour/oklab.ts';
import { beyondLimit, sequential } from '../../viewer/colour/ramps.ts';
import { severityWords } from '../../viewer/ui/findings.tsx';

// What the pages tell by colour, as people see it who lack one kind of cone.

/**
 * Rows of the matrices for a whole loss, on linear sRGB: Machado, Oliveira and Fernandes, "A physiologically-based model
 * for simulation of color vision deficiency", IEEE TVCG 15 (2009), 1291-1298, severity 1.0.
 */
const machado = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
/** Viénot, Brettel and Mollon, Color Res. Appl. 24 (1999), 243-252, on linear sRGB: another model of the same two. */
const vienot = {
  protanopia: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  deuteranopia: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
} as const;
const eyes: Readonly<Record<string, readonly number[]>> = {
  'full vision': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  ...machado,
  'protanopia after Viénot': vienot.protanopia,
  'deuteranopia after Viénot': vienot.deuteranopia,
};

/** CIELAB of what an eye sees of an sRGB colour (IEC 61966-2-1, white D65; CIE 15). */
function lab(colour: Rgb, eye: readonly number[]): readonly [number, number, number] {
  const linear = colour.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = [0, 3, 6].map((row) => {
    const sum = linear.reduce((all, value, i) => all + eye[row + i] * value, 0);
    return Math.min(Math.max(sum, 0), 1);
  });
  const [x, y, z] = [
    (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
  ].map((t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: Rgb, b: Rgb, eye: readonly number[]): number {
  const [p, q] = [lab(a, eye), lab(b, eye)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** A difference that is just seen is 2.3 (Mahy, Van Eycken and Oosterlinck, Color Res. Appl. 19 (1994), 105-121). */
const justSeen = 2.3;
/** Apart at a glance, also on small strands that are lit from one side. */
const apart = 6.5 * justSeen;

/** Pairs of colours that some eye cannot tell apart. */
function confused(colours: Readonly<Record<string, Rgb>>, least = apart): string[] {
  const all = Object.entries(colours);
  return Object.entries(eyes).flatMap(([kind, eye]) =>
    all.flatMap(([name, colour], i) =>
      all
        .slice(0, i)
        .map(([other, its]) => ({ other, far: distance(colour, its, eye) }))
        .filter(({ far }) => far < least)
        .map(({ other, far }) => `${kind}: ${other} and ${name}, ${far.toFixed(1)}`),
    ),
  );
}

/** The page's colours as the browser reads them: the first block is dark, the second light. */
function tokens(theme: 'dark' | 'light'): Readonly<Record<string, Rgb>> {
  const css = readFileSync(new URL('../../viewer/style/tokens.css', import.meta.url), 'utf8');
  const block = css.split('}')[theme === 'dark' ? 0 : 1];
  const found = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)];
  return Object.fromEntries(found.map(([, name, hex]) => [name, hexToRgb(hex)]));
}

test('the models leave white and grey as they are, and take from red and green what sets them apart', () => {
  for (const [kind, eye] of Object.entries(eyes)) {
    for (const level of [1, 0.4]) {
      const [, a, b] = lab([level, level, level], eye);
      expect(Math.hypot(a, b), kind).toBeLessThan(0.1);
    }
  }
  const { protanopia, deuteranopia, tritanopia } = machado;
  const [red, green] = [hexToRgb('#c04030'), hexToRgb('#6a7a10')];
  const full = distance(red, green, eyes['full vision']);
  expect(full).toBeGreaterThan(50);
  for (const eye of [protanopia, deuteranopia]) expect(distance(red, green, eye)).toBeLessThan(full / 2);
  expect(distance(red, green, tritanopia)).toBeGreaterThan(0.8 * full);
  // Blue and green of one lightness are what an eye without blue cones mixes up.
  const [blue, teal] = [hexToRgb('#2f7fd0'), hexToRgb('#00897f')];
  expect(distance(blue, teal, tritanopia)).toBeLessThan(distance(blue, teal, eyes['full vision']) / 3);
});

describe.each(['dark', 'light'] as const)('in the %s page', (theme) => {
  test('eight inks, conditions or compared files, and what has none, stay apart', () => {
    const colours = Array.from({ length: 8 }, (_, i) => [`the ${i + 1}. colour`, categoryColour(theme, i)] as const);
    expect(confused({ ...Object.fromEntries(colours), 'no data': grey(theme) })).toEqual([]);
    // In legends and tables each has a shape of its own besides.
    expect(new Set(colours.map((_, i) => categoryGlyph(i))).size).toBe(8);
  });
  test('refused, warned, noted, chosen and lit stay apart', () => {
    const { refuse, warn, note, accent, 'light-step': lit } = tokens(theme);
    expect(confused({ refuse, warn, note, accent, lit })).toEqual([]);
    // Beside the colour of a finding stands its word.
    expect(new Set(Object.values(severityWords)).size).toBe(3);
  });
  test('printed wells and what is chosen stand out from their ground', () => {
    const { ground, accent, 'line-strong': line, ink } = tokens(theme);
    expect(confused({ ground, accent, ink })).toEqual([]);
    expect(confused({ line, accent, ink })).toEqual([]);
  });
  test('stretches of a ramp are told from their neighbours, and what is beyond a limit from all of them', () => {
    const steps = Array.from({ length: 6 }, (_, i) => sequential(theme, (i + 0.5) / 6));
    for (let i = 1; i < steps.length; i++) {
      expect(confused({ [`stretch ${i}`]: steps[i - 1], [`stretch ${i + 1}`]: steps[i] }, 3 * justSeen)).toEqual([]);
    }
    for (let t = 0; t <= 1; t += 0.05) {
      const pair = { [`ramp at ${t.toFixed(2)}`]: sequential(theme, t), 'just beyond': beyondLimit(theme, 0) };
      expect(confused(pair)).toEqual([]);
    }
  });
});

test('the number of a condition is read on its colour, on plates of up to 24 conditions', () => {
  for (let i = 0; i < 24; i++) {
    const ground = categoryColour('dark', i);
    expect(contrast(hexToRgb(wordsOn(ground)), ground), `${i + 1}`).toBeGreaterThan(4.5);
  }
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 9);
});
