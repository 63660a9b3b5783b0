import type { Theme } from '../colour/ramps.ts';

/** Colours of all that is not a strand: quiet, so that the strands speak. */
export interface Palette {
  readonly background: number;
  readonly grid: number;
  readonly gridStrong: number;
  readonly edge: number;
  readonly glass: number;
  readonly floor: number;
  readonly bath: number;
  readonly metal: number;
  readonly travel: number;
  readonly lift: number;
  readonly ghost: number;
  readonly accent: number;
  readonly mark: number;
  readonly light: number;
}

const dark: Palette = {
  background: 0x14181d,
  grid: 0x20262d,
  gridStrong: 0x2c343d,
  edge: 0x5b6875,
  glass: 0x8fa6bb,
  floor: 0x1b2128,
  bath: 0x5fb4c9,
  metal: 0xaab4be,
  travel: 0x6f7b87,
  lift: 0x8b97a3,
  ghost: 0x2b323a,
  accent: 0xffffff,
  mark: 0xf2f4f6,
  light: 0xb58cff,
};

const light: Palette = {
  background: 0xf4f5f6,
  grid: 0xe3e6e9,
  gridStrong: 0xd0d5da,
  edge: 0x8b97a3,
  glass: 0x6d8296,
  floor: 0xe9ecef,
  bath: 0x2b8299,
  metal: 0x7d8892,
  travel: 0x9aa4ae,
  lift: 0x76818c,
  ghost: 0xd9dde1,
  accent: 0x101418,
  mark: 0x1b2026,
  light: 0x6b3fd4,
};

export function paletteOf(theme: Theme): Palette {
  return theme === 'dark' ? dark : light;
}
