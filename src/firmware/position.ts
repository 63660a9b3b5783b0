import type { Reply } from './reply.ts';

const report = /^X:\s*(-?\d+\.?\d*)\s+Y:\s*(-?\d+\.?\d*)\s+Z:\s*(-?\d+\.?\d*)\b/;

/**
 * The answer to M114, `X:0.00 Y:0.00 Z:0.00 E:0.00 Count …`: where the last line that was taken leads, in the
 * coordinates of the file (Marlin's `report_current_position_projected`). Marlin tells two decimals, Klipper and
 * RepRapFirmware three.
 */
export function classifyPosition(line: string): Reply | null {
  const match = report.exec(line);
  return match ? { kind: 'position', x: Number(match[1]), y: Number(match[2]), z: Number(match[3]) } : null;
}
