import { cellinkFirmware } from './cellink/firmware.ts';
import type { Driver } from './driver.ts';
import type { Firmware } from './firmware.ts';
import { grblFirmware } from './grbl/firmware.ts';
import { klipperFirmware } from './klipper/firmware.ts';
import { marlinFirmware } from './marlin/firmware.ts';
import { rrfFirmware } from './rrf/firmware.ts';

/** Every firmware under the name that profiles and `--firmware` give it; one that builds on another stands behind it. */
export const firmwares = {
  marlin: marlinFirmware,
  cellink: cellinkFirmware,
  rrf: rrfFirmware,
  klipper: klipperFirmware,
  grbl: grblFirmware,
} satisfies Readonly<Record<string, Firmware>>;

export type FirmwareId = keyof typeof firmwares;

// The keys of a literal are its names: Object.keys says no more than string.
export const firmwareIds = Object.keys(firmwares) as [FirmwareId, ...FirmwareId[]];

export function firmwareOf(id: FirmwareId): Firmware {
  return firmwares[id];
}

export function driverOf(id: FirmwareId): Driver {
  return firmwareOf(id).driver;
}

/** What the answer to M115 or `$I` says of the firmware, or null when it names none of those known here. */
export function firmwareNamed(name: string): FirmwareId | null {
  return firmwareIds.findLast((id) => firmwareOf(id).names.test(name)) ?? null;
}
