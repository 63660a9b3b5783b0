import { resolve } from 'node:path';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import type { Firmware } from '../../src/send/virtual/firmware.ts';
import { firmwareOf as build } from '../../src/send/virtual/firmware-of.ts';
import { createMarlin, type MarlinOptions } from '../../src/send/virtual/marlin.ts';

/** Firmware of a printer that was prepared for the valves of these tests. */
const profile = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));

export function firmwareOf(id: Firmware['id']): Firmware {
  return build(id, profile);
}

/** A Marlin that was built for valves and moves its E axis cold. */
export function practiceMarlin(options: MarlinOptions = {}): Firmware {
  return createMarlin({ extrudesCold: true, ...options });
}
