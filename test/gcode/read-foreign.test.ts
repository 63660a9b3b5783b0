import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { evidenceFinding, findEvidence, programOfMachine } from '../../src/gcode/reading/find-evidence.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles, loadProfile } from '../../src/printer/load-profiles.ts';
import { buildPrint } from '../../viewer/data/build-print.ts';
import { climbsOf, summarizeLayers } from '../../viewer/data/layers.ts';

const folder = libraryFolder('printers');
const profiles = listProfiles(folder);
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, printer?: string) =>
  readGcode(bytes(text), printer === undefined ? null : loadProfile(printer, folder));
const extruded = (text: string, printer?: string) =>
  read(text, printer).totals.reduce((sum, { extrudedMm }) => sum + extrudedMm, 0);

const square = 'G1 X0 Y0 F3000\nG1 X10 Y0 E1 F600\nG1 X10 Y10 E1\nG1 X0 Y10 E1\nG1 X0 Y0 E1\n';

describe('M83, then G91 and G90', () => {
  const file = `G21\nG90\nM83\nG91\nG1 Z5 F600\nG90\nG1 Z0.2 F600\n${square}`;

  test.each([
    ['marlin-syringe', 10],
    ['klipper-syringe', 40],
    ['e3d-toolchanger-duet', 40],
    [undefined, 10],
  ])('on %s %d mm are laid', (printer, mm) => {
    expect(extruded(file, printer)).toBeCloseTo(mm, 6);
  });

  test('is a warning with its line and the strands that differ, where E turns absolute', () => {
    for (const printer of [undefined, 'marlin-syringe']) {
      const found = read(file, printer).findings.find(({ code }) => code === 'plunger-mode');
      expect(found).toMatchObject({ severity: 'warn', where: { line: 6 }, numbers: { strands: 1 } });
    }
    const twice = file + square.replaceAll('X', 'X2');
    const found = read(twice).findings.find(({ code }) => code === 'plunger-mode');
    expect(found?.numbers).toEqual({ strands: 2 });
  });

  test.each([
    ['M83 again', `G21\nG90\nM83\nG91\nG1 Z5 F600\nG90\nM83\n${square}`],
    ['nothing pushed after it', `G21\nG90\nM83\n${square}G91\nG1 Z5\nG90\nG1 X50\n`],
    ['M82 all along', `G21\nG90\nM82\nG92 E0\n${square}`],
  ])('is none with %s', (_, text) => {
    expect(read(text).findings.map(({ code }) => code)).not.toContain('plunger-mode');
  });
});

test('Klipper takes E as relative under G91 or M83', () => {
  const file = 'G21\nG90\nM82\nG92 E0\nG1 X0 Y0 Z0.2 F1200\nG91\nG1 X10 E1 F600\nG1 X10 E1\nG1 X10 E1\n';
  expect(extruded(file, 'klipper-syringe')).toBeCloseTo(30, 6);
  expect(extruded(`${file}G90\nG1 X40 E4\n`, 'klipper-syringe')).toBeCloseTo(40, 6);
});

test('Klipper answers an error to inches: refused', () => {
  const file = 'G20\nG90\nM83\nG1 X1 Y1 Z0.01 F60\nG1 X2 E0.1\n';
  const refused = read(file, 'klipper-syringe').findings.find(({ severity }) => severity === 'refuse');
  expect(refused).toMatchObject({ code: 'inches-refused', where: { line: 1 } });
  expect(read(file, 'marlin-syringe').findings.map(({ severity }) => severity)).not.toContain('refuse');
});

describe('G5', () => {
  const file = 'G21\nG90\nM83\nG1 X0 Y0 Z0.2 F1200\nG1 X10 E1 F600\nG5 X20 Y0 I5 J5 P-5 Q5 E1\nG1 X30 E1\n';

  test('is a curve on Marlin: it bulges by 3.75 mm and keeps its ink', () => {
    const { motions, totals } = read(file, 'marlin-syringe');
    expect(Math.max(...motions.y) / 1e6).toBeCloseTo(3.75, 1);
    expect(totals[0].plunger).toBeCloseTo(3, 9);
    // The length of that curve by Simpson's rule over its derivative.
    const speed = (t: number) => {
      const s = 1 - t;
      return 3 * Math.hypot(s * s * 5 + 2 * s * t * 0 + t * t * 5, s * s * 5 - t * t * 5);
    };
    const n = 1000;
    let length = 0;
    for (let i = 0; i < n; i++) length += (speed(i / n) + 4 * speed((i + 0.5) / n) + speed((i + 1) / n)) / (6 * n);
    expect(totals[0].extrudedMm).toBeCloseTo(20 + length, 2);
  });

  test('without I and J goes on smoothly from the curve before', () => {
    const next = read(`${file.replace('G1 X30 E1\n', '')}G5 X30 Y0 P-5 Q5 E1\n`, 'marlin-syringe');
    // Mirrored, the handle of the first curve leads downwards.
    expect(Math.min(...next.motions.y) / 1e6).toBeLessThan(-1);
  });
});

/** A helix of `turns` turns on a cylinder, rising by `pitch` mm a turn, in 60 chords a turn. */
function helix(turns: number, pitch: number): string {
  const lines = ['G21', 'G90', 'M83', 'G1 X5 Y0 Z0.3 F1200'];
  for (let i = 1; i <= 60 * turns; i++) {
    const a = (2 * Math.PI * i) / 60;
    lines.push(
      `G1 X${(5 * Math.cos(a)).toFixed(4)} Y${(5 * Math.sin(a)).toFixed(4)} Z${(0.3 + (pitch * i) / 60).toFixed(4)} E0.01`,
    );
  }
  return `${lines.join('\n')}\n`;
}

describe('a strand that rises on its way', () => {
  test.each([
    [10, 0.3],
    [4, 0.1],
    [3, 2],
  ])('%d turns are as many layers, whatever the pitch (%d mm)', (turns, pitch) => {
    const { layers, strands } = read(helix(turns, pitch));
    expect(strands.count).toBe(1);
    expect(layers.length).toBeGreaterThanOrEqual(turns);
    expect(layers.length).toBeLessThanOrEqual(turns + 1);
  });

  test('is booked where it lies: every layer holds a turn of its length', () => {
    const print = buildPrint(read(helix(6, 0.4)), 'helix', new Float64Array(1));
    const turn = Math.hypot(2 * Math.PI * 5, 0.4);
    for (const layer of print.layers.slice(0, 6)) expect(layer.lengthMm).toBeGreaterThan(0.95 * turn);
    const sum = print.layers.reduce((total, { lengthMm }) => total + lengthMm, 0);
    expect(sum).toBeCloseTo(print.strands.lengthMm[0], 2);
  });

  test('that never turns is one layer', () => {
    expect(read('G21\nG90\nM83\nG1 X0 Y0 Z0.2 F600\nG1 X10 Z2 E1\nG1 X20 Z5 E1\nG1 X30 Z9 E1\n').layers).toHaveLength(
      1,
    );
  });

  test('does not swallow the layers of a print in flat layers', () => {
    const layer = (z: number) => `G1 Z${z}\n${square}`;
    expect(read(`G21\nG90\nM83\n${layer(0.2)}${layer(0.4)}${layer(0.6)}`).layers).toHaveLength(3);
  });

  test('costs nothing where no strand climbs', () => {
    const reading = read(`G21\nG90\nM83\nG1 Z0.2\n${square}`);
    expect(climbsOf(reading.motions, reading.strands.layer).size).toBe(0);
    expect(summarizeLayers).toBeTypeOf('function');
  });
});

describe('Rokit', () => {
  test('a tool chosen by its D word keeps the choice when a Z word follows', () => {
    const { tools, motions } = read('G21\nG90\nG01 X4 Y7 Z3 F600\nD2\nG01 Z4\nM301\nG01 X9\nM330\n', 'rokit-invivo4d6');
    const last = motions.count - 1;
    expect(tools[motions.tool[last]].id).toBe('D2');
    expect(motions.z[last] / 1e6).toBeCloseTo(4, 6);
  });

  test.each([
    ['M301\nG04 P1500\nM330\nG01 X9 Y7\nM301\nG04 P1500\nM330\n', [1.5, 1.5]],
    ['M301\nG04 P200\nM330\nM301\nG04 P300\nM330\n', [0.2, 0.3]],
    ['M303 2 3 0 0 0\nM302\nG01 X9\nM302\n', [3, 3]],
    // A wait before the way is no drop, nor is a valve that opens and closes at once.
    ['M301\nG04 P200\nG01 X9\nM330\nM301\nM330\n', []],
  ])('drops are counted with their seconds: %j', (text, seconds) => {
    const { strands, totals } = read(`G21\nG90\nD2\nG01 X4 Y7 Z3 F600\n${text}`, 'rokit-invivo4d6');
    const open = Array.from(strands.open).filter((value) => !Number.isNaN(value));
    expect(open.map((value) => Number(value.toFixed(3)))).toEqual(seconds);
    expect(totals.reduce((sum, { starts }) => sum + starts, 0)).toBe(Math.max(seconds.length, 1));
  });
});

describe('what a file says of its machine', () => {
  test.each([
    ['; PRINTER_NAME: biox6\nG21\n', 'cellink-biox6', 1],
    ['; BEGIN_HEADER\n; PRINTER_NAME:biox6\n; END_HEADER\nT0 Z0.41\n', 'cellink-biox6', 2],
    ['; POST PROCESSED\nT0\n', 'allevi-biobot1', 1],
    ['G1 X1\n; gcode_flavor = klipper\n', 'klipper-syringe', 2],
    [';FLAVOR:Marlin\nG21\n', 'marlin-syringe', 1],
  ])('%j points to %s', (text, printer, line) => {
    const [evidence] = findEvidence(bytes(text), profiles);
    expect(evidence).toMatchObject({ line });
    expect(evidence.printers).toContain(printer);
    expect(evidenceFinding(evidence).fix).toContain(`--printer ${printer}`);
  });

  test.each([['; PRINTER_NAME: biox66\n'], ['; a POST PROCESSED file\n'], ['G1 X1\n']])('%j points nowhere', (text) => {
    expect(findEvidence(bytes(text), profiles)).toEqual([]);
  });

  test('the end of a long file is looked at, too', () => {
    const long = `G21\n${'G1 X1 Y1 E1\n'.repeat(20000)}; gcode_flavor = reprapfirmware\n`;
    const [evidence] = findEvidence(bytes(long), profiles);
    expect(evidence.line).toBe(20002);
    expect(evidence.printers).toContain('e3d-toolchanger-duet');
  });

  test('every text that a profile announces finds that profile alone', () => {
    const announced = profiles.filter(({ announces }) => announces.length > 0);
    expect(announced.length).toBeGreaterThan(1);
    for (const { id, announces } of announced) {
      for (const text of announces) {
        expect(findEvidence(bytes(`; ${text}\n`), profiles).flatMap(({ printers }) => printers)).toEqual([id]);
      }
    }
    expect(readdirSync(join(folder)).length).toBeGreaterThan(profiles.length);
  });

  test('LinuxCNC programs are named as such', () => {
    const program =
      '( with a subroutine )\no100 sub\nG1 X[#1] Y[#2] F120\no100 endsub\nG21 G90\no100 call [3] [4]\nM2\n';
    expect(programOfMachine(bytes(program))).toMatch(/LinuxCNC/);
    expect(programOfMachine(bytes(square))).toBeNull();
    expect(checkGcode(bytes(program), { profile: null }).summary.motions).toBe(0);
  });
});

describe('an arc that cannot be run as it is written', () => {
  const arc = (printer: string | undefined, line: string) => {
    const begin = printer === 'grbl-pneumatic' ? 'G21\nG90\nM8\n' : 'G21\nG90\nM83\n';
    const { motions, findings, totals } = read(`${begin}G1 X30 Y30 Z5 F600\n${line}\nG1 X40\nM9\n`, printer);
    const at = Array.from({ length: motions.count }, (_, i) => [motions.x[i] / 1e6, motions.y[i] / 1e6]);
    return {
      at,
      refused: findings.some(({ code, severity }) => `${code} ${severity}` === 'arc-without-centre refuse'),
      totals,
    };
  };
  const printers = ['marlin-syringe', 'e3d-toolchanger-duet', 'grbl-pneumatic', undefined];

  test.each(['G2 X30 Y30 R10', 'G2 X50 Y50', 'G3 X50 R0'])('goes nowhere: %s', (line) => {
    for (const printer of printers) {
      const { at, refused } = arc(printer, printer === 'grbl-pneumatic' ? line : `${line} E1`);
      expect(refused).toBe(true);
      expect(at.map(([x]) => x)).toEqual([30, 40]);
    }
  });

  test('pushes nothing, and the next absolute E counts from where the plunger stands', () => {
    const { totals } = read('G21\nG90\nM82\nG1 X30 Z5 E1 F600\nG2 X50 Y50 E2\nG1 X40 E3\n', 'marlin-syringe');
    expect(totals[0].plunger).toBeCloseTo(3, 9);
  });

  test('is a half circle of half the chord on Marlin where its radius is too short', () => {
    for (const printer of ['marlin-syringe', undefined]) {
      const { at, refused } = arc(printer, 'G3 X50 Y30 R5 E1');
      expect(refused).toBe(true);
      expect(Math.min(...at.map(([, y]) => y))).toBeCloseTo(20, 1);
    }
    expect(arc('e3d-toolchanger-duet', 'G3 X50 Y30 R5 E1').at).toHaveLength(2);
  });

  test('falls short by its digits: a half circle everywhere but on GRBL', () => {
    const took = (printer: string | undefined) => !arc(printer, 'G3 X44.14214 Y44.14214 R10').refused;
    expect(printers.map(took)).toEqual([true, true, false, true]);
    expect(arc('grbl-pneumatic', 'G3 X44.14213 Y44.14213 R10').refused).toBe(false);
  });

  test('names no end: a full circle everywhere but on GRBL', () => {
    for (const printer of printers) {
      const { at, refused } = arc(printer, 'G2 I10');
      expect(refused).toBe(printer === 'grbl-pneumatic');
      expect(at.some(([x, y]) => x > 49.9 && Math.abs(y - 30) < 1)).toBe(printer !== 'grbl-pneumatic');
    }
    expect(arc('grbl-pneumatic', 'G2 X30 I10').refused).toBe(false);
  });
});

test('RepRapFirmware reads exponents, others read the number before them', () => {
  const codes = (printer: string) =>
    read('G21\nG90\nM83\nG1 X1 Z5 F600\nG1 X2 E5e-02\n', printer).findings.flatMap(({ code, severity }) =>
      severity === 'refuse' ? [code] : [],
    );
  expect(codes('e3d-toolchanger-duet')).toEqual([]);
  expect(codes('marlin-syringe')).toEqual(['exponent']);
  expect(codes('klipper-syringe')).toEqual(['exponent']);
});
