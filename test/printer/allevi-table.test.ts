import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { plateMapSvg } from '../../src/record/sheet/plate-map.ts';
import { cylinder } from '../../src/scaffold/solids.ts';
import { loadVessel } from '../../src/vessel/load-vessels.ts';
import { asSeen, findWell, placeVessel } from '../../src/vessel/place-vessel.ts';
import { meshOf } from '../mesh/mesh-of.ts';
import { planJob } from '../plan/plan-job.ts';

/**
 * The maker's own table of wells: allevidev/bioprint-devel, bioprint/src/bioprint/util/biobot1/post_process.py
 * (wellPlatePositions_old, x_travel 48.33, e0_Xctr 56, e0_Yctr 90, e1_Xctr 104.33). Numbers of the file, not of ours.
 */
const maker = {
  columns: [11.2, 30.5, 49.8, 69.1, 88.4, 107.7],
  columnsOfHead1: [59.53, 78.83, 98.13, 117.43, 136.73],
  rows: { A: 63, B: 82.3, C: 101.6 },
  petri: { head0: [56, 90], head1: [104.33, 90] },
};
const profile = loadProfile('allevi-biobot1', libraryFolder('printers'));
const vessel = (id: string) => placeVessel(loadVessel(id, libraryFolder('vessels')), profile);

/** Written X and Y while a head's ink flows, by the file's own words: no profile, no reader of ours. */
function extents(gcode: string, pin: number): { x: [number, number]; y: [number, number] } {
  const found = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] } as { x: [number, number]; y: [number, number] };
  let open = false;
  let [x, y] = [0, 0];
  for (const line of gcode.split('\n').map((text) => text.replace(/;.*/, ''))) {
    const valve = /^M42 P(\d+) S(\d+)/.exec(line);
    if (valve !== null && Number(valve[1]) === pin) open = valve[2] !== '0';
    const before = [x, y];
    x = Number(/X(-?[\d.]+)/.exec(line)?.[1] ?? x);
    y = Number(/Y(-?[\d.]+)/.exec(line)?.[1] ?? y);
    if (!open || (x === before[0] && y === before[1])) continue;
    for (const [px, py] of [before, [x, y]]) {
      found.x = [Math.min(found.x[0], px), Math.max(found.x[1], px)];
      found.y = [Math.min(found.y[0], py), Math.max(found.y[1], py)];
    }
  }
  return found;
}

const middle = ([low, high]: [number, number]) => (low + high) / 2;

describe("the wells of the maker's table", () => {
  test.each(
    Object.entries(maker.rows).flatMap(([row, y]) => maker.columns.map((x, i) => [`${row}${i + 1}`, x, y] as const)),
  )('%s lies at X %d Y %d', (name, x, y) => {
    const well = findWell(vessel('corning-24'), name);
    expect(well.x).toBeCloseTo(x, 2);
    expect(well.y).toBeCloseTo(y, 2);
  });

  test('a dish lies at X 56 Y 90', () => {
    const [well] = vessel('petri-60').wells;
    expect([well.x, well.y]).toEqual(maker.petri.head0);
  });

  test('seen by the operator, the plate lies as plates do: A1 back left', () => {
    const seen = asSeen(vessel('corning-24'));
    const [a1, a6, d1] = ['A1', 'A6', 'D1'].map((name) => findWell(seen, name));
    expect(a6.x).toBeGreaterThan(a1.x);
    expect(d1.y).toBeLessThan(a1.y);
    expect(plateMapSvg({ vessel: vessel('corning-24'), wells: [{ well: 'A1' }] }).markup).toContain('A1');
  });
});

test('two inks of one part lie within one well in the numbers that the maker writes', async () => {
  const disc = writeStl(meshOf(cylinder(2, 0, 1, 48)));
  const ink = (tool: string) => ({ ink: 'alginate-i1g-4', tool, nozzle: { gauge: 25, length: 25.4 }, load: 1000 });
  const part = (key: string, z: number) => ({
    mesh: 'disc.stl',
    name: key,
    ink: key,
    move: [0, 0, z],
    laydown: { angles: [0], spacing: 0.8 },
  });
  const { gcode, refusedBy } = await planJob(
    {
      name: 'two heads',
      printer: 'allevi-biobot1',
      vessel: { plate: 'corning-24', wells: ['A1', 'B5'] },
      inks: { a: ink('T0'), b: ink('T1') },
      parts: [part('a', 0), part('b', 1)],
      layers: { height: 0.25 },
      speed: 8,
    },
    { 'disc.stl': disc },
  );
  expect(refusedBy).toEqual([]);
  const text = new TextDecoder().decode(gcode!);
  const wells = text.split(/^;BIO:well=/m).slice(1);
  const at = (well: string, pin: number) => extents(wells.filter((part) => part.startsWith(well)).join('\n'), pin);
  for (const [well, column, y] of [
    ['A1', 0, maker.rows.A],
    ['B5', 4, maker.rows.B],
  ] as const) {
    expect(middle(at(well, 16).x)).toBeCloseTo(maker.columns[column], 1);
    expect(middle(at(well, 17).x)).toBeCloseTo(maker.columnsOfHead1[column], 1);
    expect(middle(at(well, 16).y)).toBeCloseTo(y, 1);
    expect(middle(at(well, 17).y)).toBeCloseTo(y, 1);
  }
});

test('column 6 is out of reach of head 1, as the maker says, and in reach of head 0', async () => {
  const disc = writeStl(meshOf(cylinder(2, 0, 0.5, 48)));
  const plan = (tool: string) =>
    planJob(
      {
        name: 'column 6',
        printer: 'allevi-biobot1',
        vessel: { plate: 'corning-24', wells: ['A6'] },
        inks: { a: { ink: 'alginate-i1g-4', tool, nozzle: { gauge: 25, length: 25.4 }, load: 1000 } },
        parts: [{ mesh: 'disc.stl', ink: 'a', laydown: { angles: [0], spacing: 0.8 } }],
        layers: { height: 0.25 },
        speed: 8,
      },
      { 'disc.stl': disc },
    );
  expect((await plan('T0')).refusedBy).toEqual([]);
  expect((await plan('T1')).refusedBy).toContain('bounds');
});

test("a file in the maker's frame is accepted, and both heads are read over one place", () => {
  const lines = ['G21', 'G90', 'T0', 'G1 Z50 F600'];
  for (const [pin, swing, x] of [
    [16, 46, 11.2],
    [17, 0, 59.53],
  ]) {
    lines.push(`G1 E${swing} F1000`, `G1 X${x} Y63 F600`, 'G1 Z0.3', 'M400', `M42 P${pin} S255`, 'M400');
    lines.push(`G1 X${x + 10} F600`, 'M400', `M42 P${pin} S0`, 'M400', 'G1 E22 F1000', 'M400', 'G1 Z50');
  }
  const { findings, summary } = checkGcode(new TextEncoder().encode(`${lines.join('\n')}\n`), { profile });
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  const { min, max } = summary.extents.extruding!;
  expect(min[0]).toBeCloseTo(11.2, 5);
  expect(max[0]).toBeCloseTo(21.2, 5);
  const { tools, motions } = readGcode(new TextEncoder().encode(lines.join('\n')), profile);
  expect(new Set(Array.from(motions.tool, (row) => tools[row].id))).toEqual(new Set(['T0', 'T1']));
});
