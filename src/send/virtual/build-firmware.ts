import { type FirmwareId, firmwareIds, firmwareOf } from '../../firmware/firmwares.ts';
import type { VirtualBuild, VirtualFirmware } from '../../firmware/virtual-firmware.ts';
import type { Profile } from '../../printer/profile.ts';

/** Firmwares that can be practised on. */
export const virtualIds: readonly FirmwareId[] = firmwareIds.filter((id) => firmwareOf(id).virtual !== null);

/**
 * A new firmware of this kind, as after power-up. With a profile it is built and configured for that printer, and the
 * operator has prepared it: its origin is set, the words that the profile uses are known, its tools are there.
 */
export function virtualFirmware(
  id: FirmwareId,
  profile: Profile | null = null,
  emergencyParser = true,
): VirtualFirmware {
  const { virtual } = firmwareOf(id);
  if (virtual === null) throw new Error(`No virtual printer runs ${id}`);
  const build = profile === null ? asItComes : builtFor(profile);
  return virtual({ ...build, emergencyParser });
}

type Build = Omit<VirtualBuild, 'emergencyParser'>;

const asItComes: Build = { prepared: false, tools: [], extrudesCold: false, words: [] };

function builtFor(profile: Profile): Build {
  const { tools, start } = profile;
  const count = Math.max(...tools.map(({ index }) => index)) + 1;
  const offsets = Array.from({ length: count }, (_, index) => {
    const tool = tools.find((known) => known.index === index);
    return tool?.offsetBy === 'firmware' ? tool.offset.x : 0;
  });
  // A file that never allows cold extrusion is for a firmware that was built to allow it.
  const extrudesCold = !start.some((line) => line.startsWith('M302'));
  return { prepared: true, tools: offsets, extrudesCold, words: wordsOf(profile) };
}

/** First words of all lines that the profile has for this printer. */
function wordsOf(profile: Profile): string[] {
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
