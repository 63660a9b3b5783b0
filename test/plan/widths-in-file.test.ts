import { expect, test } from 'vitest';
import { motionFlag } from '../../src/gcode/motion.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { planJob } from './plan-job.ts';

/** From the drawing to the file: the ink that the words of a file push, against the section of the part. */

type Point = readonly [x: number, y: number];

/** A wall over a convex outline, counter-clockwise. */
function prism(outline: readonly Point[], height: number): number[] {
  const triangles: number[] = [];
  outline.forEach(([ax, ay], i) => {
    const [bx, by] = outline[(i + 1) % outline.length];
    triangles.push(ax, ay, 0, bx, by, 0, bx, by, height, ax, ay, 0, bx, by, height, ax, ay, height);
    if (i === 0 || i === outline.length - 1) return;
    const [ox, oy] = outline[0];
    triangles.push(ox, oy, height, ax, ay, height, bx, by, height, ox, oy, 0, bx, by, 0, ax, ay, 0);
  });
  return triangles;
}

function stl(triangles: readonly number[]): Uint8Array {
  const flat = Float32Array.from(triangles);
  return writeStl({ name: 'part', triangles: flat, bounds: boundsOf(flat) });
}

const height = 0.4;
/** 0.2 to 2.0 mm thick over 40 mm. */
const wedge: Point[] = [
  [0, -0.1],
  [40, -1],
  [40, 1],
  [0, 0.1],
];
const pins = Array.from({ length: 25 }, (_, pin) => {
  const turn = (k: number) => (k * Math.PI) / 12;
  const round = Array.from({ length: 24 }, (_, k): Point => {
    return [3 * (pin % 5) + 0.2 * Math.cos(turn(k)), 3 * Math.floor(pin / 5) + 0.2 * Math.sin(turn(k))];
  });
  return prism(round, height);
}).flat();
const files = { 'wedge.stl': stl(prism(wedge, height)), 'pins.stl': stl(pins) };

function jobOf(printer: string, mesh: string): object {
  return {
    printer,
    inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.41 } },
    parts: [{ mesh, ink: 'gel', laydown: { solid: true }, contours: 1 }],
    layers: { height: 0.2 },
    speed: 8,
  };
}

/** Increments of E, positions of E, an open valve, a flag on each move. */
const printers = ['marlin-syringe', 'lulzbot-bio', 'grbl-pneumatic', 'cellink-biox6'];

test.each(printers)('%s: the file lays a wedge with the ink of its section, place by place', async (printer) => {
  const { gcode, findings } = await planJob(jobOf(printer, 'wedge.stl'), files, { workers: 1 });
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  const profile = loadProfile(printer, libraryFolder('printers'));
  const { motions, strands, tools } = readGcode(gcode!, profile);
  const { x, y, strand, flags, speed, volume, tool } = motions;
  const perMm = new Float64Array(40);
  for (let i = 1; i < motions.count; i++) {
    if ((flags[i] & motionFlag.extrudes) === 0) continue;
    const way = Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]) / 1e6;
    // Pressure lets ink flow evenly: flow times time.
    const byTime = Number.isNaN(tools[tool[i]].volumePerUnit);
    const ul = byTime ? (strands.flow[strand[i]] * way) / speed[i] : volume[i];
    const [from, to] = [x[i - 1], x[i]].map((nm) => nm / 1e6 - profile.vessel.centre[0] + 20).sort((a, b) => a - b);
    for (let mm = Math.max(0, Math.floor(from)); mm < Math.min(40, Math.ceil(to)); mm++) {
      const within = Math.min(to, mm + 1) - Math.max(from, mm);
      perMm[mm] += to - from > 0 ? (ul * within) / (to - from) : ul;
    }
  }
  // Beyond two and a half strands the ordinary lay-down begins, whose ends are its own matter.
  for (let mm = 1; mm < 17; mm += 2) {
    const thickness = 0.2 + (1.8 * (mm + 1)) / 40;
    expect(Math.abs((perMm[mm] + perMm[mm + 1]) / (2 * thickness * height) - 1)).toBeLessThan(0.03);
  }
});

test.each(printers)('%s: twenty-five pins are all there, with their ink', async (printer) => {
  const { gcode, program, findings } = await planJob(jobOf(printer, 'pins.stl'), files, { workers: 1 });
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  const { strands } = readGcode(gcode!, loadProfile(printer, libraryFolder('printers')));
  expect(strands.count).toBe(25 * 2);
  const volumeUl = strands.volume.reduce((sum, each) => sum + each, 0);
  expect(Math.abs(volumeUl / (25 * 12 * Math.sin(Math.PI / 12) * 0.2 ** 2 * height) - 1)).toBeLessThan(0.03);
  expect(program.header.totals.inks['gel'].volumeUl).toBeCloseTo(volumeUl, 4);
});
