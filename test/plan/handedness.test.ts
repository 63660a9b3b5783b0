import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { readGcodeFile } from '../../src/cli/files/read-gcode-file.ts';
import { InputError } from '../../src/finding/input-error.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { plan } from '../../src/plan/plan.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { printSheet } from '../../src/record/sheet/print-sheet.ts';
import { box } from '../../src/scaffold/solids.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';
import { meshOf } from '../mesh/mesh-of.ts';

// A part that is another thing in the mirror, on printers whose handedness no source tells.

const scratch = mkdtempSync(join(tmpdir(), 'handed-'));
afterAll(() => rmSync(scratch, { recursive: true }));
vi.stubEnv('XDG_CONFIG_HOME', join(scratch, 'config'));

const block = (x0: number, y0: number, x1: number, y1: number) =>
  [...box(x1 - x0, y1 - y0, 0, 0.6)].map((v, i) =>
    i % 3 === 0 ? v + (x0 + x1) / 2 : i % 3 === 1 ? v + (y0 + y1) / 2 : v,
  );
const letterF = [...block(0, 0, 2, 8), ...block(1.5, 6, 6, 8), ...block(1.5, 3, 5, 4.6)];
writeFileSync(join(scratch, 'f.stl'), writeStl(meshOf(Float32Array.from(letterF))));
writeFileSync(join(scratch, 'disc.stl'), writeStl(meshOf(box(4, 4, 0, 0.6))));

async function planned(mesh: string, more: object = {}) {
  const data = {
    printer: 'cellink-biox6',
    vessel: { plate: 'corning-24', wells: ['B3'] },
    inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 25.4 } } },
    parts: [{ mesh, ink: 'gel', laydown: { angles: [0], spacing: 1 }, contours: 1 }],
    layers: { height: 0.3 },
    ...more,
  };
  const input = await loadInputs({ data, folder: scratch, name: 'job.yaml' });
  const made = await plan(input, { allow: ['flow', 'temperature'] });
  expect(made.refusedBy).toEqual([]);
  const text = Buffer.from(made.gcode!).toString('latin1');
  const codes = made.findings.map(({ code }) => code);
  return { ...made, input, text, codes, points: pointsOf(text) };
}

/** Written places of the strands. */
function pointsOf(text: string): (readonly [number, number])[] {
  let [x, y] = [Number.NaN, Number.NaN];
  let inside = false;
  return text.split('\n').flatMap((line) => {
    if (line.startsWith(';BIO:strand=')) inside = true;
    if (line.startsWith(';BIO:end')) inside = false;
    if (!/^G[01] .*[XY]/.test(line)) return [];
    x = Number(/X(-?[\d.]+)/.exec(line)?.[1] ?? x);
    y = Number(/Y(-?[\d.]+)/.exec(line)?.[1] ?? y);
    return inside ? [[x, y] as const] : [];
  });
}

const confirm = (letter: string, frame = { x: 'right', y: 'back' }, printer = 'cellink-biox6') =>
  writeFileSync(
    join(scratch, `${printer}.confirmed.json`),
    JSON.stringify({ printer, letterF: letter, frame, date: '2026-11-26' }),
  );

test('an asymmetric part is warned of, a symmetric one is not, until a lab has confirmed what its printer does', async () => {
  const unknown = await planned('f.stl');
  expect(unknown.codes).toContain('handedness-unconfirmed');
  expect(unknown.report.printer.handedness).toBe('unconfirmed');
  expect(unknown.text).toContain('print a letter F first');
  expect((await planned('disc.stl')).codes).not.toContain('handedness-unconfirmed');
  const sheet = (of: typeof unknown) => printSheet({ ...of.input, ...of, wells: of.wells.wells });
  expect(sheet(unknown)).toContain('Letter F from above');

  confirm('right');
  const right = await planned('f.stl');
  expect(right.codes).not.toContain('handedness-unconfirmed');
  expect(right.points).toEqual(unknown.points);
  expect(right.report.printer.handedness).toBe('right');
  expect(sheet(right)).not.toContain('Letter F from above');
  expect(right.input.files).toContain(join(scratch, 'cellink-biox6.confirmed.json'));

  confirm('mirrored');
  const mirrored = await planned('f.stl');
  expect(mirrored.codes).toContain('construct-mirrored');
  expect(mirrored.report.printer.handedness).toBe('mirrored');
  // About the middle of its own well, strand by strand.
  const { y } = mirrored.vessel.wells.find(({ name }) => name === 'B3')!;
  expect(mirrored.points).toHaveLength(right.points.length);
  mirrored.points.forEach(([px, py], i) => {
    expect(px).toBeCloseTo(right.points[i][0], 3);
    expect(py - y).toBeCloseTo(y - right.points[i][1], 3);
  });
  expect(mirrored.text).toContain('written mirrored in Y');
});

test('a confirmation of another printer or frame is refused by name', async () => {
  const refusal = async () => {
    const error = await planned('disc.stl').catch((caught: unknown) => caught);
    return error instanceof InputError ? error.code : String(error);
  };
  confirm('right', { x: 'right', y: 'front' });
  expect(await refusal()).toBe('confirmation-old');
  confirm('wrong');
  expect(await refusal()).toBe('confirmation-wrong');
  rmSync(join(scratch, 'cellink-biox6.confirmed.json'));
});

test("the operator's own places move the wells and the second needle", async () => {
  const inks = (tool: string) => ({ gel: { ink: 'alginate-i1g-4', tool, nozzle: { gauge: 22, length: 25.4 } } });
  const at = async (tool: string, more: object = {}, vessel: object = {}) => {
    const { points } = await planned('disc.stl', {
      printer: 'allevi-biobot1',
      vessel: { plate: 'corning-24', wells: ['A1'], ...vessel },
      inks: inks(tool),
      ...more,
    });
    const middle = (k: 0 | 1) => {
      const all = points.map((point) => point[k]);
      return (Math.min(...all) + Math.max(...all)) / 2;
    };
    return [middle(0), middle(1)];
  };
  expect(await at('T0', {}, { a1: [12.5, 61] })).toEqual([expect.closeTo(12.5, 1), expect.closeTo(61, 1)]);
  const offset = { tools: { T1: { offset: { x: -47.9, y: 0.4 } } } };
  expect(await at('T1', offset, { a1: [12.5, 61] })).toEqual([expect.closeTo(60.4, 1), expect.closeTo(60.6, 1)]);
  await expect(at('T0', { tools: { T9: { offset: { x: 1 } } } })).rejects.toThrow('has no such tool');
  await expect(at('T1', { tools: { T0: { offset: { x: 1 } } } })).rejects.toThrow('first tool');
  // A needle that does not print moves nothing.
  await expect(at('T0', offset)).rejects.toThrow('tools.T1.offset');
});

test('the head of the file says where it counts from, in numbers', async () => {
  const { text } = await planned('disc.stl');
  const places = text.split('\n').filter((line) => line.startsWith('; place:'));
  expect(places.join('\n')).toContain('A1 of corning-24 stands at X-46.42 Y28.95 for T0');
  expect(places.join('\n')).toContain('At X0 Y0 stands a wall: touch the floor of A1 there for Z0');
});

test('a file that was written with own places is read with them, and its printer counts from A1', async () => {
  const { gcode, text, vessel } = await planned('disc.stl', {
    vessel: { plate: 'corning-24', wells: ['D6'], a1: [0, 0] },
  });
  expect(text).toContain(' a1=0,0');
  const file = join(scratch, 'own.gcode');
  writeFileSync(file, gcode!);
  const read = await readGcodeFile(file, {});
  const placed = placeVessel(read.vessel, read.profile!);
  expect(placed.wells).toEqual(vessel.wells);
  // D6 lies 96.5 mm from A1: beyond the 65 mm that the profile counts from the middle of the plate.
  const { findings } = checkGcode(gcode!, { profile: read.profile, vessel: placed });
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  expect(read.findings).toEqual([]);
});

test('bounds of a file that others wrote for a machine zeroed by hand are warned of, not refused', () => {
  const foreign = new TextEncoder().encode('G21\nG90\nG0 Z5\nG1 X80 Y0 F600\n');
  const severity = (id: string) =>
    checkGcode(foreign, { profile: loadProfile(id, libraryFolder('printers')) }).findings.find(
      ({ code }) => code === 'out-of-reach',
    )?.severity;
  expect(severity('cellink-biox')).toBe('warn');
  expect(severity('rokit-invivo4d6')).toBe('refuse');
});
