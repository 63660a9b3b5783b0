import { describe, expect, test } from 'vitest';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { type LaidAlong, laidAlong } from '../../src/machine/laid-along.ts';
import { runFile } from '../../src/machine/run-file.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from '../plan/plan-job.ts';

const profiles = listProfiles(libraryFolder('printers'));
const profileOf = (id: string): Profile => profiles.find((each) => each.id === id)!;
const read = (lines: readonly string[], profile: Profile) =>
  readGcode(new TextEncoder().encode(lines.join('\n')), profile);

/** A strand of 10 mm along X through GRBL's valve, at 20 mm/s: its head says 0.4 mm wide, 0.2 high, 1.6 µL/s. */
const lineOf = (area: number) => [
  ';BIO:plan=1 name=a printer=grbl-pneumatic',
  ';BIO:tool=T0 ink=a',
  ...['G21', 'G90', 'G1 X0 Y0 Z1 F1200'],
  `;BIO:strand=0 ink=a part=p role=contour width=0.4 height=0.2 area=${area} speed=20 flow=1.6 volume=0.8`,
  ...['M8', 'G1 X10 Y0', 'M9', ';BIO:end'],
];

const piecesOf = ({ count, to, ul, width }: LaidAlong) =>
  Array.from({ length: count }, (_, i) => ({ to: to[i], ul: ul[i], width: width[i] }));

describe('one strand from rest to rest, 20 mm/s at 200 mm/s²: ramps of 1 mm and 0.1 s each', () => {
  const profile = profileOf('grbl-pneumatic');

  test('the middle is as planned, the ramps hold twice the ink, most of it at their slow ends', () => {
    const pieces = piecesOf(laidAlong(read(lineOf(0.08), profile), profile));
    const moving = pieces.filter(({ width }) => !Number.isNaN(width));
    expect(moving.length).toBe(9);
    // A quarter of a ramp's time covers 1/16, 4/16, 9/16 and all of its way; every quarter lays 1.6 µL/s x 25 ms.
    [0.00625, 0.025, 0.05625, 0.1, 0.9, 0.94375, 0.975, 0.99375, 1].forEach((to, i) => {
      expect(moving[i].to).toBeCloseTo(to, 6);
      expect(moving[i].ul).toBeCloseTo(i === 4 ? (1.6 * 8) / 20 : 0.04, 6);
    });
    // A slot keeps its height: 0.04 µL over 1/16 mm are 0.64 mm², 3.2 mm wide.
    expect(moving[0].width).toBeCloseTo(3.2, 4);
    expect(moving[4].width).toBeCloseTo(0.4, 5);
  });

  test('a round strand gets thicker as the root', () => {
    const area = (Math.PI / 4) * 0.4 ** 2;
    const [first, , , , middle] = piecesOf(laidAlong(read(lineOf(area), profile), profile)).filter(
      ({ width }) => !Number.isNaN(width),
    );
    expect(first.width).toBeCloseTo(Math.sqrt((4 / Math.PI) * 0.64), 4);
    expect(middle.width).toBeCloseTo(Math.sqrt((4 / Math.PI) * 0.08), 5);
  });

  test('ink of a wait lies where the needle stands, ink that comes late is missing at the start', () => {
    const waits = lineOf(0.08);
    const at = waits.indexOf('M8');
    const late = waits.toSpliced(at + 1, 0, 'G4 P0.5').map((line) => line.replace(' ink=a', ' ink=a startlag=0.6'));
    const pieces = piecesOf(laidAlong(read(late, profile), profile));
    // 0.5 s of the lag pass at rest, 0.1 s on the ramp.
    expect(pieces.slice(0, 4).map(({ ul }) => ul)).toEqual([0, 0, 0, 0]);
    const early = waits.toSpliced(at + 1, 0, 'G4 P0.5');
    const [blob] = piecesOf(laidAlong(read(early, profile), profile));
    expect(blob).toMatchObject({ to: 0, width: Number.NaN });
    expect(blob.ul).toBeCloseTo(0.8, 6);
  });
});

test.each(['grbl-pneumatic', 'allevi-biobot1', 'klipper-syringe', 'cellink-biox6', 'marlin-syringe'])(
  '%s: the pieces of every strand add up to its deposit, and cover its way once',
  async (id) => {
    const triangles = box(6, 6, 0, 0.6);
    const profile = profileOf(id);
    const tool = profile.tools.find(({ kind }) => kind !== 'thermoplastic')!;
    const valve = tool.dispenser.by === 'valve' ? { preflow: 0.2, startLag: 0.05, stopLag: 0.04 } : {};
    const job = {
      printer: id,
      inks: { a: { ink: 'alginate-i1g-2', nozzle: { gauge: 25 }, width: 0.3, tool: tool.id, ...valve } },
      parts: [{ mesh: 'block.stl', ink: 'a', laydown: { pattern: 'grid', spacing: 0.8 }, contours: 1 }],
      layers: { height: 0.2 },
      speed: 15,
    };
    const mesh = writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) });
    const { gcode } = await planJob(job, { 'block.stl': mesh }, { allow: ['flow', 'supply', 'temperature'] });
    const reading = readGcode(gcode!, profile);
    const { depositUl } = runFile(reading, profile);
    const laid = laidAlong(reading, profile);
    const sums = new Float64Array(reading.strands.count);
    let before = { row: -1, to: 0 };
    for (let i = 0; i < laid.count; i++) {
      const [row, to] = [laid.row[i], laid.to[i]];
      sums[reading.motions.strand[row]] += laid.ul[i];
      expect(row).toBeGreaterThanOrEqual(before.row);
      if (row === before.row) expect(to).toBeGreaterThanOrEqual(before.to);
      else if (before.row >= 0) expect(before.to).toBeCloseTo(1, 4);
      before = { row, to };
    }
    expect(sums.length).toBeGreaterThan(5);
    sums.forEach((ul, s) => expect(Math.abs(ul / depositUl[s] - 1), `strand ${s}`).toBeLessThan(1e-4));
  },
);
