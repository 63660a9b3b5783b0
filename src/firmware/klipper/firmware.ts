import type { Firmware } from '../firmware.ts';
import { klipper } from './driver.ts';
import { createKlipper } from './virtual.ts';

export const klipperFirmware: Firmware = {
  driver: klipper,
  names: /klipper/i,
  virtual: ({ prepared, words }) => createKlipper({ prepared, macros: words }),
};
