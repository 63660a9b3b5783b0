/**
 * What a single well may have for itself, and why everything else is one for the whole plate. What is not listed here
 * is refused in a well: a key that is forgotten is never ignored.
 */

/** Paths of keys that are carried out well by well, `*` for any name or number; all keys below them as well. */
const ownOfWell = [
  'parts',
  'layers',
  'simplify',
  'place',
  'speed',
  'layerDwell',
  'pauses',
  'crosslink',
  'steady',
  ...[
    'pressure',
    'width',
    'spread',
    'speed',
    'preflow',
    'postflow',
    'coast',
    'leadIn',
    'purge',
    'wipe',
    'strandPrime',
  ].map((key) => `inks.*.${key}`),
];

/** Why a key is one for all wells; of both lists the longest path counts. */
const reasons: Readonly<Record<string, string>> = {
  $schema: 'it belongs to the file',
  name: 'a print has one name',
  printer: 'a plate stands on one printer',
  vessel: 'all wells belong to one vessel',
  at: 'place says where a construct stands in its well',
  inks: 'all wells are printed with the inks that are loaded',
  'inks.*': 'a cartridge, once loaded, stays as it is: load another ink and print the well with it (parts.0.ink)',
  'inks.*.ink': 'a cartridge holds one ink: load another one and print the well with it (parts.0.ink)',
  'inks.*.tool': 'a cartridge stays in its tool: load a second one and print the well with it (parts.0.ink)',
  'inks.*.nozzle':
    'a head carries one needle: load a second tool with another one and print the well with it (parts.0.ink)',
  'inks.*.temperature': 'a cartridge takes longer to change its temperature than a well takes to print',
  'inks.*.startLag': 'a valve and its ink lag alike over all wells',
  'inks.*.stopLag': 'a valve and its ink lag alike over all wells',
  'inks.*.prime': 'a tool is primed once, before its first strand',
  'parts.*.ends': 'the file of a network is judged once',
  travelSpeed: 'the needle travels between wells as well as within them',
  hop: 'the lift is one rule for all ways over the plate',
  'crosslink.*.perWell': 'it says how the lamp goes over the wells together',
  'crosslink.*.photo.attenuation': 'the dose of a plate is judged with one attenuation',
  order: 'tool changes are planned over the whole plate',
  bath: 'one needle goes through the same bath in every well',
  bedTemperature: 'all wells stand on one bed',
  limits: 'a plate is judged as a whole',
  wells: 'a well cannot name wells',
  sweep: 'a sweep is laid out over the wells',
  seed: 'a sweep is laid out over the wells',
  tools: 'the needles stand as they stand over the whole plate',
};

/** Why a key of the job, by its path, cannot differ between wells; null where it can. */
export function reasonForOneOfAll(path: readonly (string | number)[]): string | null {
  const prefixes = path.map((_, i) =>
    path
      .slice(0, i + 1)
      .map((key, depth) => (isName(path, depth) ? '*' : key))
      .join('.'),
  );
  const stated = prefixes.findLast((prefix) => ownOfWell.includes(prefix) || Object.hasOwn(reasons, prefix));
  if (stated === undefined) return 'it is not known to be carried out well by well';
  return ownOfWell.includes(stated) ? null : reasons[stated];
}

/** Names of inks, and numbers of lists. */
function isName(path: readonly (string | number)[], depth: number): boolean {
  return (depth === 1 && path[0] === 'inks') || /^\d+$/.test(String(path[depth]));
}
