import type { Firmware } from '../firmware.ts';
import { cellink } from './driver.ts';

export const cellinkFirmware: Firmware = {
  driver: cellink,
  names: /cellink|exocyte/i,
  kin: /marlin/i,
  virtual: null,
};
