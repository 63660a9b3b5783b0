import type { Driver } from './driver.ts';
import type { VirtualBuild, VirtualFirmware } from './virtual-firmware.ts';

/** What answers at the other end of a port: how it is spoken to, how it is known, and one to practise on. */
export interface Firmware {
  readonly driver: Driver;
  /** What its answer to M115 or `$I` holds, in any letters. */
  readonly names: RegExp;
  /** Others by whose names it may go: it is built on them, or they on it. */
  readonly kin?: RegExp;
  /** A new one, as after power-up; null: none, practise with the firmware that it is built on. */
  readonly virtual: ((build: VirtualBuild) => VirtualFirmware) | null;
}
