import { resolve } from 'node:path';
import type { FirmwareId } from '../../src/firmware/firmwares.ts';
import { createMarlin, type MarlinOptions } from '../../src/firmware/marlin/virtual.ts';
import type { VirtualFirmware } from '../../src/firmware/virtual-firmware.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { virtualFirmware } from '../../src/send/virtual/build-firmware.ts';

/** Firmware of a printer that was prepared for the valves of these tests. */
const profile = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));

export function firmwareOf(id: FirmwareId): VirtualFirmware {
  return virtualFirmware(id, profile);
}

/** A Marlin that was built for valves and moves its E axis cold. */
export function practiceMarlin(options: MarlinOptions = {}): VirtualFirmware {
  return createMarlin({ extrudesCold: true, ...options });
}
