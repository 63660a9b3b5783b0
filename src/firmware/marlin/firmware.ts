import type { Firmware } from '../firmware.ts';
import { marlin } from './driver.ts';
import { createMarlin } from './virtual.ts';

export const marlinFirmware: Firmware = {
  driver: marlin,
  names: /marlin/i,
  kin: /cellink|exocyte/i,
  virtual: ({ tools, extrudesCold, emergencyParser }) =>
    createMarlin({ ...(tools.length > 0 ? { tools } : {}), extrudesCold, emergencyParser }),
};
