import { type Dialect, degrees, none, type TemperatureRequest } from '../dialect.ts';
import { noLimits } from '../expected-lines.ts';
import { marlin } from '../marlin/dialect.ts';
import { rokitLines } from './lines.ts';

/** What a channel that was asked for nothing is set to, and all of them at the end (RokitCura's end code). */
const idleCelsius = 27;

/**
 * Rokit Dr. INVIVO 4D6 (jungjuseong/RokitCura, docs/rokit-code and plugins/CuraEngineBackend): tools are D1 to D5 on a
 * turret with height word C, and D6. Pressures and temperatures go as one list for all channels; M109 waits for them.
 * G95 waits for the motion buffer; M600 pauses.
 */
export const rokit: Dialect = {
  ...marlin,
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
  reads: {
    ...marlin.reads,
    // Its own files hold lines of two commands.
    runs: 'all commands',
    curves: false,
    settings: {},
    special: { 3020: 'shot', 3030: 'shot times', 3060: 'pressures', 3080: 'temperatures', 1090: 'await all' },
  },
  idleCelsius,
  expects: {
    ...marlin.expects,
    limits: noLimits,
    waits: ['G95'],
    actsAhead: /^(M301|M302|M330|M17[2-5]|M38[0-9])\b/,
    pause: ['M600'],
    heats: ['tool', 'bed'],
    stopsHeating: ['tool', 'bed'],
  },
  lines: rokitLines,
  flavour: null,
  buildNeeds: [],
};

/** M308 holds every channel in one list: D1 to D5, D6, then the bed. */
function temperatureList({ profile, of, wait, targets }: TemperatureRequest): string[] {
  if (of === 'chamber') return [];
  const channels = [...profile.tools].sort((a, b) => a.index - b.index).map(({ id }) => id);
  const list = [...channels, 'bed'].map((channel) => degrees(targets.get(channel) ?? idleCelsius));
  const set = `M308 ${list.join(' ')}`;
  return wait ? [set, 'M109'] : [set];
}
