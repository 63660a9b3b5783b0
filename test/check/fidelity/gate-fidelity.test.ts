import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Asked } from '../../../src/check/fidelity/asked.ts';
import { gateUnprinted } from '../../../src/check/fidelity/gate-unprinted.ts';
import { validateJob } from '../../../src/job/parse-job.ts';
import { type Strand, strandVolume } from '../../../src/laydown/strand.ts';
import type { Program } from '../../../src/program/program.ts';
import { circle, outlineOf, rectangle } from '../../laydown/shapes.ts';
import { partly } from '../../partly.ts';
import { areaWhere, distanceToBodies, isInside } from './brute-raster.ts';
import { asks, hatch, height, judged, type Layer, strandOf, width } from './grounds.ts';

const solid = asks({ solid: true });
/** Of a slot's side beyond its width, mm. */
const bulge = ((1 - Math.PI / 4) / 2) * height;
/** Ink as much as the section holds, whatever the strands leave out at their ends. */
const full = (layer: Layer, area: number): Layer => {
  const length = layer.strands.reduce((sum, { points }) => sum + (points[2] - points[0]) / 1e6, 0);
  return { ...layer, strands: layer.strands.map((strand) => ({ ...strand, area: (area * height) / length })) };
};
const block = (more: readonly Strand[] = []): Layer =>
  full({ section: rectangle(-4, -4, 4, 4), strands: [...hatch(-4, -4, 4, 4), ...more] }, 64);
const stack = (layer: (index: number) => Layer, count = 10) => Array.from({ length: count }, (_, i) => layer(i));
const said = (layers: readonly Layer[], asked = solid) =>
  judged(layers, asked).map(({ code, severity }) => `${code} ${severity}`);

test('a sound stack has nothing to say', () => {
  expect(said(stack(() => block()))).toEqual([]);
});

/** A block with a fin of a given length on one side; the fin gets no strand on some layers. */
const finned = (length: number, bare: (index: number) => boolean, count = 10) =>
  stack((i) => {
    const outline = outlineOf([
      [-4, -4],
      [4, -4],
      [4, -0.2],
      [4 + length, -0.2],
      [4 + length, 0.2],
      [4, 0.2],
      [4, 4],
      [-4, 4],
    ]);
    const fin = strandOf([
      [4.2, 0],
      [4 + length - 0.2, 0],
    ]);
    return full({ section: outline, strands: [...hatch(-4, -4, 4, 4), ...(bare(i) ? [] : [fin])] }, 64 + 0.4 * length);
  }, count);

test('a lost piece is said above three widths, refused above ten that are more than a hundredth of the body', () => {
  expect(said(finned(1.1, () => true, 4))).toEqual([]);
  expect(said(finned(1.7, () => true, 4))).toContain('area-lost warn');
  // Low on each layer, but four widths high.
  expect(said(finned(1.1, () => true, 8))).toContain('area-lost warn');
  expect(said(finned(3.5, () => true))).toContain('area-lost warn');
  expect(said(finned(4.6, () => true))).toContain('area-lost refuse');
  expect(said(finned(4.6, () => false))).toEqual([]);
});

test('a single layer never refuses', () => {
  expect(said(finned(9, (i) => i === 4))).toEqual(['area-lost warn']);
  expect(said([finned(9, () => true)[0]]).every((words) => !words.endsWith('refuse'))).toBe(true);
});

test('what is found names part, place, layer, volume and what to do', () => {
  const [finding] = judged(
    finned(6, () => true),
    solid,
  );
  expect(finding.where).toMatchObject({ part: 'p' });
  expect(finding.numbers?.['volumeUl']).toBeGreaterThan(0.85 * 6 * 0.4 * height * 10);
  expect(finding.numbers?.['volumeUl']).toBeLessThan(1.2 * 6 * 0.4 * height * 10);
  expect(finding.numbers?.['xMm']).toBeGreaterThan(4);
  expect(finding.what).toMatch(/^[A-Z].*\.$/);
  expect(finding.fix).toMatch(/^[A-Z].*\.$/);
});

test('more than a tenth of a body lost is refused, however small the pieces', () => {
  const narrow = (share: number) =>
    stack(() => {
      const { section, strands } = block();
      return { section, strands: strands.map((strand) => ({ ...strand, width: share * width })) };
    });
  expect(said(narrow(0.62))).toEqual([]);
  expect(said(narrow(0.3))).toContain('area-lost refuse');
});

/** A block of 6 x 8 mm with `count` nubs on its sides, 0.3 mm thick, that get no strand. */
const nubbed = (count: number, long: number) =>
  stack(() => {
    const side = (sign: number, nubs: number): [number, number][] =>
      Array.from({ length: nubs }, (_, i) => sign * (-3.6 + 0.8 * i)).flatMap((y): [number, number][] => [
        [3 * sign, y - 0.15 * sign],
        [(3 + long) * sign, y - 0.15 * sign],
        [(3 + long) * sign, y + 0.15 * sign],
        [3 * sign, y + 0.15 * sign],
      ]);
    const right = side(1, Math.min(count, 10));
    const left = side(-1, count - Math.min(count, 10));
    const section = outlineOf([[3, -4], ...right, [3, 4], [-3, 4], ...left, [-3, -4]]);
    return full({ section, strands: hatch(-3, -4, 3, 4) }, 48);
  }, 4);

test('just below and above a hundredth of a body lost, and a tenth', () => {
  // By single points: a quarter of a strand from the block is reached.
  const share = (count: number, long: number) => {
    const [{ section, strands }] = nubbed(count, long);
    const bare = (x: number, y: number) => isInside(section, x, y) && distanceToBodies(strands, x, y) > width / 4;
    const beside = (x: number) => areaWhere([x, -4, x + long, 4], 0.05, bare);
    return (beside(3) + beside(-3 - long)) / (48 + 0.3 * long * count);
  };
  const shares = [share(1, 1.1), share(2, 1.1), share(8, 2), share(10, 2)];
  expect(shares[0]).toBeLessThan(0.01);
  expect(shares[1]).toBeGreaterThan(0.01);
  expect(shares[2]).toBeLessThan(0.1);
  expect(shares[3]).toBeGreaterThan(0.1);
  // Nubs of 1.1 mm are no longer than three widths, those of 2 mm no longer than ten.
  expect(said(nubbed(1, 1.1))).toEqual([]);
  expect(said(nubbed(2, 1.1))).toEqual(['area-lost warn']);
  expect(said(nubbed(8, 2))).toEqual(['area-lost warn']);
  expect(said(nubbed(10, 2))).toEqual(['area-lost refuse']);
});

/** Two blocks side by side, each with its own strands: 4 x 8 mm and 2 x 8 mm. */
const twoBlocks = (left: number, right: number, withRight = true) =>
  stack(() => {
    const [a, b] = [rectangle(-5, -4, -1, 4), rectangle(1, -4, 3, 4)];
    const section = outlineOf(
      ...[a, b].map(({ points }) =>
        [...Array(4).keys()].map((k): [number, number] => [points[2 * k] / 1e6, points[2 * k + 1] / 1e6]),
      ),
    );
    const one = full({ section: a, strands: hatch(-5, -4, -1, 4) }, 32 * left).strands;
    const two = withRight ? full({ section: b, strands: hatch(1, -4, 3, 4) }, 16 * right).strands : [];
    return { section, strands: [...one, ...two] };
  });

test('ink is weighed body by body: what is moved from one to the other is seen', () => {
  expect(said(twoBlocks(1, 1))).toEqual([]);
  expect(said(twoBlocks(1.02, 1))).toEqual([]);
  expect(said(twoBlocks(1.05, 1))).toEqual(['ink-too-much warn']);
  // The sum is right.
  expect(said(twoBlocks(0.9, 1.2))).toEqual(['ink-too-much refuse']);
  expect(said(twoBlocks(1, 2))).toEqual(['ink-too-much refuse']);
});

test('just below and above the ink that a solid body may hold, and a lattice', () => {
  expect(said(twoBlocks(1.028, 1))).toEqual([]);
  expect(said(twoBlocks(1.032, 1))).toEqual(['ink-too-much warn']);
  expect(said(twoBlocks(1.098, 1))).toEqual(['ink-too-much warn']);
  expect(said(twoBlocks(1.102, 1))).toEqual(['ink-too-much refuse']);
  // Half of the block, a twentieth, and one more strand each way across it, 2 x 11.8 x 0.4 mm² of 64 from corner to
  // corner.
  const sparse = asks({ pattern: 'concentric', porosity: 0.5 });
  const lattice = (share: number) =>
    stack(() => {
      const strands = hatch(-4, -4, 4, 4, 0.8, { role: 'lattice' });
      return full({ section: rectangle(-4, -4, 4, 4), strands }, 64 * share);
    });
  expect(said(lattice(0.5 + 0.05 + 0.18), sparse)).toEqual([]);
  expect(said(lattice(0.5 + 0.05 + 0.19), sparse)).toEqual(['ink-too-much warn']);
});

test('too much ink is fixed by what the part has: no spacing of solid fill, no contours where there are none', () => {
  const layers = stack(() => full({ section: rectangle(-4, -4, 4, 4), strands: hatch(-4, -4, 4, 4) }, 64 * 1.5));
  const fixOf = (asked: Asked) => judged(layers, asked).find(({ code }) => code === 'ink-too-much')?.fix;
  const end = ', so that the ink fits into the body.';
  expect(fixOf(solid)).toBe(`Take a narrower strand${end}`);
  expect(fixOf(asks({ solid: true }, { contours: 2 }))).toBe(`Take fewer contours or a narrower strand${end}`);
  expect(fixOf(asks({ pattern: 'triangle', porosity: 0.5 }))).toBe(
    `Take a wider spacing, strands that are not joined along the rim (laydown.join: none) or a narrower strand${end}`,
  );
  expect(fixOf(asks({ pattern: 'triangle', porosity: 0.5, join: 'none' }))).toBe(
    `Take a wider spacing or a narrower strand${end}`,
  );
});

test('a body without a strand is refused, a speck smaller than a strand is noted', () => {
  expect(said(twoBlocks(1, 1, false))).toEqual(['body-without-strand refuse']);
  const speck = stack((i) => {
    const { section, strands } = block();
    if (i > 0) return { section, strands };
    const points = [...section.points].map((nm) => nm / 1e6);
    const ring = [...Array(4).keys()].map((k): [number, number] => [points[2 * k], points[2 * k + 1]]);
    return { section: outlineOf(ring, circle(6, 0, 0.12)), strands };
  });
  expect(said(speck)).toEqual(['body-without-strand note']);
});

test('a part without a strand is refused', () => {
  expect(said(stack(() => ({ section: rectangle(-4, -4, 4, 4), strands: [] })))).toEqual([
    'part-without-strand refuse',
  ]);
});

test('a pin that stands on a block is lost by its height, a cone that ends in a point is a tip', () => {
  const on = (radius: (index: number) => number) => [
    ...stack(() => block(), 5),
    ...stack((i) => ({ section: outlineOf(circle(0, 0, radius(i), 32)), strands: [] }), 30),
  ];
  expect(said(on(() => 0.3))).toEqual(['area-lost refuse']);
  expect(said(on((i) => 0.3 * (1 - i / 30)))).toEqual(['tip-left-out note']);
});

test('more ink than a body holds is a warning where the spacing that was asked for means it', () => {
  const crowded = asks({ spacing: 0.3 });
  const lines = (spacing: number) =>
    stack(() => ({ section: rectangle(-4, -4, 4, 4), strands: hatch(-4, -4, 4, 4, spacing, { role: 'lattice' }) }));
  expect(said(lines(0.3), crowded)).toEqual(['ink-too-much warn']);
  expect(judged(lines(0.3), crowded)[0].what).toContain('spacing');
  const sparse = asks({ porosity: 0.6 });
  expect(said(lines(1), sparse)).toEqual([]);
  expect(said(lines(0.5), sparse)).toEqual(['ink-too-much warn']);
});

test('strands beyond the border are said above three hundredths of the body, and refused above a tenth', () => {
  const moved = (by: number) =>
    stack(() => {
      const { section, strands } = block();
      return {
        section,
        strands: strands.map((s) => ({ ...s, points: s.points.map((v, k) => (k % 2 ? v : v + by * 1e6)) })),
      };
    });
  const outside = (by: number) => said(moved(by)).filter((words) => words.startsWith('ink-outside'));
  for (let by = 0.15; by < 1.2; by += 0.06) {
    // Single points beyond the border, further within a strand than a slot bulges and places are rounded.
    const [{ strands }] = moved(by);
    const beyond = (x: number, y: number) => x > 4 && distanceToBodies(strands, x, y) < -bulge - 0.01;
    const share = areaWhere([4, -4, 5.6, 4], 0.04, beyond) / 64;
    if (Math.abs(share - 0.03) < 0.002 || Math.abs(share - 0.1) < 0.004) continue;
    const due = share < 0.03 ? [] : [`ink-outside ${share < 0.1 ? 'warn' : 'refuse'}`];
    expect(outside(by), `${by} mm, ${share}`).toEqual(due);
  }
  expect(outside(0.15)).toEqual([]);
  expect(outside(0.45)).toEqual(['ink-outside warn']);
  expect(outside(1.2)).toEqual(['ink-outside refuse']);
});

test('wells and inks without a strand are refused, and strands that the program leaves out', () => {
  const job = validateJob(
    {
      printer: 'marlin-syringe',
      inks: { a: { ink: 'x', nozzle: { gauge: 22 } }, b: { ink: 'x', nozzle: { gauge: 22 } } },
      parts: [{ mesh: 'm.stl', ink: 'a', laydown: { solid: true }, shell: { ink: 'b', thickness: 1 } }],
      layers: { height },
    },
    'job.yaml',
  );
  const [first, second] = hatch(0, 0, 4, 0.8);
  const layers = [{ strands: [first, { ...second, ink: 'b' }] }];
  const program = (strands: readonly { well: string; strand: Strand }[]) =>
    partly<Program>({
      header: {},
      steps: strands.map((step) => ({ kind: 'strand' as const, volumeUl: strandVolume(step.strand), ...step })),
    });
  const codes = (strands: readonly { well: string; strand: Strand }[]) =>
    gateUnprinted(program(strands), [
      { well: 'A1', job, layers },
      { well: 'A2', job, layers },
    ]).map(({ code, where }) => `${code} ${where.well} ${where.ink ?? ''}`.trim());
  const all = ['A1', 'A2'].flatMap((well) => layers[0].strands.map((strand) => ({ well, strand })));
  expect(codes(all)).toEqual([]);
  expect(codes(all.slice(0, 2))).toEqual(['well-without-strand A2']);
  expect(codes(all.slice(0, 3))).toEqual(['strands-missing A2 b']);
  const lone = gateUnprinted(program(all), [{ well: 'A1', job, layers: [{ strands: [first] }] }]);
  expect(lone.map(({ code }) => code)).toContain('ink-without-strand');
});

test('the gate calls neither the lay-down nor its polygon operations', () => {
  const folder = resolve(import.meta.dirname, '../../../src/check/fidelity');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const foreign = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return [...text.matchAll(/(import|export) ([^;]*?)from '(\.\.[^']*|[^.'][^']*)'/g)]
      .filter(([, , what, from]) => {
        // What a strand is, and whether two are the same, is no lay-down; a type runs nothing.
        if (/laydown\/(same-)?strand\.ts$/.test(from) || what.trimStart().startsWith('type ')) return false;
        if (from.includes('/region/')) return true;
        return from.includes('/laydown/') || from.includes('clipper');
      })
      .map(([line]) => `${file}: ${line}`);
  });
  expect(foreign).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});
