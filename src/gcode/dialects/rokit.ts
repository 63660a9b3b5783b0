import { type Dialect, degrees, none, type TemperatureRequest } from './dialect.ts';
import { marlin } from './marlin.ts';

/**
 * Rokit Dr. INVIVO 4D6 (jungjuseong/RokitCura, docs/rokit-code and plugins/CuraEngineBackend): tools are D1 to D5 on a
 * turret with height word C, and D6. Pressures and temperatures go as one list for all channels; M109 waits for them.
 * G95 waits for the motion buffer; M600 pauses.
 */
export const rokit: Dialect = {
  ...marlin,
  id: 'rokit',
  limits: none,
  meaningOfE: 'none',
  sync: ['G95'],
  immediate: /^(M301|M302|M330|M17[2-5]|M38[0-9])\b/,
  pauseVerified: true,
  extrusionMode: none,
  zero: none,
  temperature: temperatureList,
  pause: () => ['M600'],
  message: none,
};

/** What a channel nobody asked for is set to, and all of them at the end (RokitCura's end code). */
const idleCelsius = 27;

/** M308 holds every channel in one list: D1 to D5, D6, then the bed. */
function temperatureList({ profile, of, wait, targets }: TemperatureRequest): string[] {
  if (of === 'chamber') return [];
  const channels = [...profile.tools].sort((a, b) => a.index - b.index).map(({ id }) => id);
  const list = [...channels, 'bed'].map((channel) => degrees(targets.get(channel) ?? idleCelsius));
  const set = `M308 ${list.join(' ')}`;
  return wait ? [set, 'M109'] : [set];
}
