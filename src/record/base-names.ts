/** Keys whose text is the path of a file wherever it holds a slash. */
const pathKeys = new Set([
  'file',
  'mesh',
  'part',
  'ink',
  'printer',
  'labware',
  'plate',
  'dish',
  'slide',
  'calibration',
]);

/**
 * The same data with every path cut down to its base name, in values, in keys and inside sentences: the folders of a lab
 * can name a patient. `paths` are further paths that may stand in sentences.
 */
export function withBaseNames<T>(data: T, paths: readonly string[]): T {
  const known = new Set(paths.filter(isPath));
  collect(data, '', known);
  // The longest first, so that no path is cut inside another.
  const ordered = [...known].sort((a, b) => b.length - a.length);
  return cut(data, ordered) as T;
}

function collect(value: unknown, key: string, known: Set<string>): void {
  if (typeof value === 'string') {
    if (pathKeys.has(key) && isPath(value)) known.add(value);
  } else if (Array.isArray(value)) for (const item of value) collect(item, key, known);
  else if (value !== null && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) collect(item, name, known);
  }
}

function cut(value: unknown, paths: readonly string[]): unknown {
  if (typeof value === 'string') return cutText(value, paths);
  if (Array.isArray(value)) return value.map((item) => cut(item, paths));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cutText(key, paths), cut(item, paths)]));
}

function cutText(text: string, paths: readonly string[]): string {
  let out = text;
  if (!isPath(text)) return text;
  for (const path of paths) out = out.replaceAll(path, baseName(path));
  return out;
}

const isPath = (text: string): boolean => /[\\/]/.test(text);

/** `patients/smith/ear.stl` → `ear.stl` */
function baseName(path: string): string {
  return path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, '');
}
