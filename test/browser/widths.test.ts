import { join } from 'node:path';
import type { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { writeGcode } from '../../src/gcode/write/write-gcode.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { writtenBytes } from '../gcode/synthetic-program.ts';
import { construct, jobOf, plan, strand } from '../program/plan-fixture.ts';
import { openPage, serveFile, settled } from './open-viewer.ts';
import { browserForTests } from './pages-for-tests.ts';
import { canvasPicture } from './pixels.ts';

const browser = browserForTests();
const profile = loadProfile('grbl-pneumatic', join(import.meta.dirname, '../../printers'));
const height = 0.2;

test('a wedge is drawn as wide as it is at each place, and a dot is there', async () => {
  const wedge = strand(
    [
      [-5, 0],
      [5, 0],
    ],
    { width: 0.8, area: 0.8 * height, widths: Int32Array.of(210_000, 800_000) },
  );
  const dot = strand(
    [
      [-0.15, 2],
      [0.15, 2],
    ],
    { width: 0.8, area: 0.4 * height },
  );
  const program = plan(construct([[wedge, dot]]), { profile, job: jobOf(['a'], { speed: 2 }) });
  const server = await serveFile({ gcode: writtenBytes(writeGcode(program, profile)) });
  const [x, y] = profile.vessel.centre;
  const { page, context, complaints } = await openPage(browser(), server.url, {
    width: 900,
    height: 560,
    hash: `show=none&camera=o,${x},${y + 0.999},40,${x},${y + 1},0,6&panel=none`,
    theme: 'light',
  });
  await settled(page);
  const picture = await canvasPicture(page);
  await context.close();
  await server.close();
  expect(complaints).toEqual([]);
  // The wedge lies below the middle of the picture, the dot above it.
  const middle = picture.height / 2;
  const wedgeAt = inkedIn(picture, middle, picture.height);
  const columns = wedgeAt.filter(({ inked }) => inked > 0).map(({ x: column }) => column);
  const [first, last] = [columns[0], columns[columns.length - 1]];
  const pixelsPerMm = (last - first) / 10;
  for (const share of [0.1, 0.5, 0.9]) {
    const wide = wedgeAt[Math.round(first + share * (last - first))].inked / pixelsPerMm;
    expect(Math.abs(wide - (0.21 + share * (0.8 - 0.21)))).toBeLessThan(0.07);
  }
  const dotAt = inkedIn(picture, 0, middle - 1);
  const long = dotAt.filter(({ inked }) => inked > 0).length / pixelsPerMm;
  const wide = Math.max(...dotAt.map(({ inked }) => inked)) / pixelsPerMm;
  expect(Math.abs(long - 0.8)).toBeLessThan(0.1);
  expect(Math.abs(wide - 0.8)).toBeLessThan(0.1);
}, 60_000);

/** Pixels of each column, between two rows, that differ from the corner's. */
function inkedIn({ data, width }: PNG, from: number, to: number): { x: number; inked: number }[] {
  return Array.from({ length: width }, (_, x) => {
    let inked = 0;
    for (let y = Math.ceil(from); y < to; y++) {
      const at = 4 * (y * width + x);
      if (Math.abs(data[at] - data[0]) + Math.abs(data[at + 1] - data[1]) + Math.abs(data[at + 2] - data[2]) > 30)
        inked++;
    }
    return { x, inked };
  });
}
