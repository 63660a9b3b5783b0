import type { Firmware } from '../firmware.ts';
import { rrf } from './driver.ts';
import { createRrf } from './virtual.ts';

export const rrfFirmware: Firmware = {
  driver: rrf,
  names: /reprapfirmware/i,
  virtual: ({ prepared }) => createRrf({ prepared }),
};
