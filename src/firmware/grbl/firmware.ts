import type { Firmware } from '../firmware.ts';
import { grbl } from './driver.ts';
import { createGrbl } from './virtual.ts';

export const grblFirmware: Firmware = { driver: grbl, names: /grbl/i, virtual: createGrbl };
