import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';

const found = (code: string, printer: string | null, ...lines: string[]) => {
  const profile = printer === null ? null : loadProfile(printer, join(import.meta.dirname, '../../printers'));
  const bytes = new TextEncoder().encode(['G21', 'G90', 'M83', 'G0 Z5 F600', ...lines].join('\n'));
  return checkGcode(bytes, { profile }).findings.find((finding) => finding.code === code);
};
/** mm of a plunger of 10.3 mm bore in µL. */
const ul = (mm: number) => (Math.PI / 4) * 10.3 ** 2 * mm;

describe('a guard against cold extrusion that the file leaves on', () => {
  const cold = (printer: string | null, ...lines: string[]) => found('cold-plunger', printer, ...lines);
  const strand = ['G1 X10 E0.1', 'G1 X20 E0.1'];

  test('is told with the first line and what stays in the cartridge', () => {
    expect(cold('marlin-syringe', ...strand, 'M302 P1', ...strand)).toMatchObject({
      severity: 'warn',
      where: { line: 5, tool: 'T0' },
      numbers: { count: 2, volumeUl: expect.closeTo(ul(0.2), 3) },
    });
    expect(cold('e3d-toolchanger-duet', ...strand)).toMatchObject({ where: { line: 5 } });
    for (const line of [
      'G10 P1 S200',
      'G10 P0 R200',
      'M568 P0 R200',
      'G10 P0 S150',
      'M568 P0 S200 A0',
      'G10 P9 S200',
      'M104 T9 S200',
    ]) {
      expect(cold('e3d-toolchanger-duet', line, ...strand)).toMatchObject({ where: { line: 6, tool: 'T0' } });
    }
    const drawn = cold('marlin-syringe', ...strand, 'G1 E-1', 'G0 X0', 'G1 E1', ...strand);
    expect(drawn?.numbers?.['volumeUl']).toBeCloseTo(ul(0.4), 3);
    expect(cold('marlin-syringe', 'M302 P1', 'M302 P0', ...strand)).toMatchObject({ where: { line: 7 } });
    expect(cold('marlin-syringe', 'M302 S50', 'M104 S40', ...strand)).toMatchObject({ where: { line: 7 } });
  });

  test.each([
    ['switched off by P', 'marlin-syringe', ['M302 P1', ...strand]],
    ['switched off by S', 'marlin-syringe', ['M302 S0', ...strand]],
    ['warm enough', 'marlin-syringe', ['M109 S200', ...strand]],
    ['warm enough for another limit', 'marlin-syringe', ['M302 S30', 'M104 S37', ...strand]],
    ['warm enough by G10', 'e3d-toolchanger-duet', ['T0', 'G10 P0 S200 R20', 'M116 P0', ...strand]],
    ['warm enough by G10 of the active tool', 'e3d-toolchanger-duet', ['T0', 'G10 S165', ...strand]],
    ['warm enough by M568', 'e3d-toolchanger-duet', ['M568 P0 S200 A2', 'M116', ...strand]],
    ['only asked for', 'marlin-syringe', ['M302 P1', 'M302', ...strand]],
    ['nothing pushed', 'marlin-syringe', ['G1 X10']],
    ['a machine without one', 'lulzbot-bio', strand],
    ['a valve', 'grbl-pneumatic', ['M8', 'G1 X5', 'M9']],
    ['no machine named', null, strand],
  ])('is none: %s', (_, printer, lines) => {
    expect(cold(printer, ...lines)).toBeUndefined();
  });
});

describe('ink pushed at a standstill', () => {
  const rest = (...lines: string[]) => found('pushed-at-rest', 'marlin-syringe', 'M302 P1', ...lines);

  test('beyond what was drawn back is told with its first line', () => {
    expect(rest('G1 X10 E0.1', 'G1 E5', 'G1 X20 E0.1', 'G1 E1')).toMatchObject({
      severity: 'note',
      where: { line: 7, tool: 'T0' },
      numbers: { count: 2, volumeUl: expect.closeTo(ul(6), 3) },
    });
    expect(rest('G1 E-0.1', 'G1 X10', 'G1 E0.3')?.numbers?.['volumeUl']).toBeCloseTo(ul(0.2), 3);
  });

  test('of a plunger that only returns is none', () => {
    expect(rest('G1 X10 E0.1', 'G1 E-0.3', 'G0 X20', 'G1 E0.3', 'G1 X30 E0.1')).toBeUndefined();
    // Part of the way back while it moves, as wiping slicers write it.
    expect(rest('G1 E-0.2', 'G0 X20 E-0.1', 'G1 E0.3', 'G1 X30 E0.1')).toBeUndefined();
  });
});
