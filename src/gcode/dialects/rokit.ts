import { type Dialect, degrees, none, type ToolTemperature } from './dialect.ts';
import { marlin } from './marlin.ts';

/**
 * Rokit Dr. INVIVO 4D6 (jungjuseong/RokitCura, docs/rokit-code and plugins/CuraEngineBackend): tools are D1 to D5 on a
 * turret with height word C, and D6. Temperatures go as one list for all channels, D1 first; M109 waits for them.
 * G95 waits for the motion buffer; M600 pauses.
 */
export const rokit: Dialect = {
  ...marlin,
  id: 'rokit',
  meaningOfE: 'none',
  sync: ['G95'],
  immediate: /^(M301|M302|M330|M17[2-5]|M38[0-9])\b/,
  pauseVerified: true,
  extrusionMode: none,
  zero: none,
  toolTemperature: temperatureList,
  bedTemperature: (celsius, wait) => {
    if (celsius === null) return ['M140 S0'];
    return [`${wait ? 'M190' : 'M140'} S${degrees(celsius)}`];
  },
  chamberTemperature: none,
  pause: () => ['M600'],
  message: none,
};

/** Room temperature: what a channel nobody asked for is set to (RokitCura's end code sets 27 everywhere). */
const idleCelsius = 27;

function temperatureList({ profile, wait, targets }: ToolTemperature): string[] {
  const list = profile.tools.map((tool) => degrees(targets.get(tool.id) ?? idleCelsius));
  const set = `M308 ${list.join(' ')}`;
  return wait ? [set, 'M109'] : [set];
}
