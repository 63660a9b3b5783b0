import type { FirmwareId } from '../../printer/profile.ts';
import { cellink } from './cellink.ts';
import type { Driver } from './driver.ts';
import { grbl } from './grbl.ts';
import { klipper } from './klipper.ts';
import { marlin } from './marlin.ts';
import { rrf } from './rrf.ts';

const drivers: Readonly<Record<FirmwareId, Driver>> = { marlin, cellink, rrf, klipper, grbl };

export function driverOf(id: FirmwareId): Driver {
  return drivers[id];
}

/** What the answer to M115 or `$I` says of the firmware, or null when it names none of those known here. */
export function firmwareNamed(name: string): FirmwareId | null {
  if (/klipper/i.test(name)) return 'klipper';
  if (/reprapfirmware/i.test(name)) return 'rrf';
  if (/grbl/i.test(name)) return 'grbl';
  if (/cellink|exocyte/i.test(name)) return 'cellink';
  if (/marlin/i.test(name)) return 'marlin';
  return null;
}
