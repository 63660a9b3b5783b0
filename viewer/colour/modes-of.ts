import type { Print } from '../data/print.ts';
import { type Mode, type ModeId, modeById, modes } from './modes.ts';
import { settingModes } from './setting-modes.ts';

const known = new WeakMap<Print, readonly Mode[]>();

/** All modes of a print: those of every print, then those that it brings along. */
export function modesOf(print: Print): readonly Mode[] {
  const found = known.get(print) ?? [...modes, ...settingModes(print)];
  known.set(print, found);
  return found;
}

/** The mode of this id; by ink where this print has no such mode. */
export function modeIn(print: Print, id: ModeId): Mode {
  return modesOf(print).find((mode) => mode.id === id) ?? modeById('ink');
}
