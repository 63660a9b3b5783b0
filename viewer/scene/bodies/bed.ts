import { Group } from 'three';
import type { Profile } from '../../../src/printer/profile.ts';
import type { Bounds } from '../../data/print.ts';
import type { Palette } from '../palette.ts';
import { lineBody, pushLine, pushRectangle } from './lines.ts';

/** The printer's reach as a grid of 10 mm, or, for an unknown printer, the ground around the print. */
export function createBed(profile: Profile | null, bounds: Bounds, z: number, palette: Palette): Group {
  const [x0, x1] = profile ? profile.bed.x : around(bounds.min[0], bounds.max[0]);
  const [y0, y1] = profile ? profile.bed.y : around(bounds.min[1], bounds.max[1]);
  const fine: number[] = [];
  const strong: number[] = [];
  const step = Math.max(x1 - x0, y1 - y0) > 400 ? 50 : 10;
  for (let x = Math.ceil(x0 / step) * step; x <= x1; x += step) {
    pushLine(Math.round(x / step) % 5 === 0 ? strong : fine, x, y0, z, x, y1, z);
  }
  for (let y = Math.ceil(y0 / step) * step; y <= y1; y += step) {
    pushLine(Math.round(y / step) % 5 === 0 ? strong : fine, x0, y, z, x1, y, z);
  }
  pushRectangle(strong, x0, y0, z, x1 - x0, y1 - y0);
  const group = new Group();
  group.add(lineBody(fine, palette.grid), lineBody(strong, palette.gridStrong));
  return group;
}

function around(low: number, high: number): [number, number] {
  const margin = Math.max(20, (high - low) * 0.6);
  return [Math.floor((low - margin) / 10) * 10, Math.ceil((high + margin) / 10) * 10];
}
