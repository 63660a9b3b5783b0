import { expect, test } from 'vitest';
import { motionFlag } from '../../src/gcode/motion.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';

const read = (...lines: string[]) => readGcode(new TextEncoder().encode(lines.join('\n')), null);

test('reads moves, layers and strands of plain G-code', () => {
  const reading = read('G21', 'G90', 'M83', 'G0 Z0.2', 'G0 X10', 'G1 X20 E1 F600', 'G1 Y5 E0.5', 'G0 X0', 'G1 Y0 E.5');
  expect([...reading.motions.x]).toEqual([0, 10e6, 20e6, 20e6, 0, 0]);
  expect([...reading.motions.strand]).toEqual([-1, -1, 0, 0, -1, 1]);
  expect(reading.layers).toEqual([{ number: 0, z: 0.2, height: 0.2, firstMotion: 2, line: 6 }]);
  expect(reading.totals[0]).toMatchObject({ extrudedMm: 20, starts: 2, plunger: 2 });
  expect(reading.motions.speed[2]).toBe(10);
  expect(reading.motions.flags[0]).toBe(motionFlag.rapid);
});
