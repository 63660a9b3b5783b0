import type { Firmware } from './firmware.ts';
import { createGrbl } from './grbl.ts';
import { createKlipper } from './klipper.ts';
import { createMarlin } from './marlin.ts';
import { createRrf } from './rrf.ts';

/** A new firmware of this kind, as after power-up. */
export function firmwareOf(id: Firmware['id']): Firmware {
  if (id === 'rrf') return createRrf();
  if (id === 'klipper') return createKlipper();
  return id === 'grbl' ? createGrbl() : createMarlin();
}
