import type { Profile } from '../../printer/profile.ts';
import type { Firmware } from './firmware.ts';
import { createGrbl } from './grbl.ts';
import { createKlipper } from './klipper.ts';
import { createMarlin, type MarlinOptions } from './marlin.ts';
import { createRrf } from './rrf.ts';

/**
 * A new firmware of this kind, as after power-up. With a profile it is built and configured for that printer, and the
 * operator has prepared it: its origin is set, the words that the profile uses are known, its tools are there.
 */
export function firmwareOf(id: Firmware['id'], profile: Profile | null = null, marlin: MarlinOptions = {}): Firmware {
  const prepared = profile !== null;
  if (id === 'rrf') return createRrf({ prepared });
  if (id === 'klipper') return createKlipper({ prepared, macros: wordsOf(profile) });
  if (id === 'grbl') return createGrbl();
  return createMarlin({ ...(profile === null ? {} : builtFor(profile)), ...marlin });
}

function builtFor({ tools, start }: Profile): MarlinOptions {
  const count = Math.max(...tools.map(({ index }) => index)) + 1;
  const offsets = Array.from({ length: count }, (_, index) => {
    const tool = tools.find((known) => known.index === index);
    return tool?.offsetBy === 'firmware' ? tool.offset.x : 0;
  });
  // A file that never allows cold extrusion is for a firmware that was built to allow it.
  return { tools: offsets, extrudesCold: !start.some((line) => line.startsWith('M302')) };
}

/** First words of all lines that the profile has for this printer. */
function wordsOf(profile: Profile | null): string[] {
  if (profile === null) return [];
  const lines = [
    ...profile.homing.commands,
    ...profile.start,
    ...profile.end,
    ...(profile.bedCommand === null ? [] : Object.values(profile.bedCommand).flat()),
    ...profile.lamps.flatMap(({ on, off }) => [...on, ...off]),
    ...profile.tools.flatMap(({ select, deselect, dispenser, pressure }) => [
      ...select,
      ...deselect,
      ...(dispenser.by === 'plunger' ? [] : [...dispenser.open, ...dispenser.close]),
      ...(pressure?.command ?? []),
    ]),
  ];
  const words = lines.map((line) =>
    line
      .trim()
      .split(' ')[0]
      .replace(/\{tool\}/g, '0'),
  );
  return [...new Set(words)].filter((word) => /^[A-Za-z_]\w*$/.test(word));
}
