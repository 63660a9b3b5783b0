import { isModeId } from '../colour/modes.ts';
import { profileNames } from '../data/load/shelves.ts';
import { strandOf } from '../data/print.ts';
import { paces } from './moves.ts';
import { type Axis, hiddenSets, panelIds, type Store } from './store.ts';

/**
 * The view as the page's address after `#`, so that it can be cited in a lab notebook and come back: layers, moves,
 * colour, camera, what is shown. What is as always is left out. Numbers are rounded to what the eye sees.
 */
export function writeHash(store: Store): string {
  const words: string[] = [];
  const put = (key: string, value: string | number) => words.push(`${key}=${value}`);
  putPlace(store, put);
  if (store.mode.value !== 'ink') put('colour', encodeURIComponent(store.mode.value));
  const hidden = Object.entries(hiddenSets(store)).flatMap(([name, { value }]) =>
    value.size > 0 ? [[name, ...[...value].sort((a, b) => a - b)].join(':')] : [],
  );
  if (hidden.length > 0) put('hide', hidden.join(','));
  const shown = shownKeys.filter((key) => store[key].value).join(',');
  if (shown !== shownAtFirst) put('show', shown || 'none');
  if (!store.legend.value) put('legend', 'none');
  const section = store.section.value;
  if (section) put('section', `${section.axis},${section.at.toFixed(3)}`);
  if (store.panel.value !== 'layers') put('panel', store.panel.value ?? 'none');
  if (store.scrubBy.value !== 'move') put('by', store.scrubBy.value);
  if (store.pace.value !== usualPace) put('pace', store.pace.value);
  if (store.printer.value) put('printer', encodeURIComponent(store.printer.value));
  if (store.themeChoice.value !== 'system') put('theme', store.themeChoice.value);
  const pose = store.pose.value;
  if (pose) {
    const numbers = [...pose.eye, ...pose.target, pose.zoom].map((value) => Number(value.toFixed(2)));
    put('camera', `${pose.ortho ? 'o' : 'p'},${numbers.join(',')}`);
  }
  return words.join('&');
}

function putPlace(store: Store, put: (key: string, value: string | number) => void): void {
  const print = store.print.value;
  if (!print || print.layers.length === 0) return;
  const top = print.layers.length - 1;
  if (store.low.value !== 0 || store.high.value !== top)
    put('layers', `${store.low.value + 1}-${store.high.value + 1}`);
  if (store.single.value) put('single', 1);
  if (store.head.value < print.rows) put('move', Number(store.head.value.toFixed(2)));
  if (store.selected.value >= 0) put('pick', print.line[store.selected.value]);
}

const shownKeys = ['multiples', 'ghost', 'travels', 'marks', 'vessel', 'needle', 'fill', 'model'] as const;
const shownAtFirst = 'vessel,needle';
const usualPace = 10;

/** Sets the page to what the address says; what it does not say, or says oddly, is as always. The camera stays. */
export function readHash(store: Store, hash: string): void {
  const words = wordsOf(hash);
  const mode = decoded(words.get('colour') ?? '');
  store.hover.value = null;
  store.mode.value = isModeId(mode) ? mode : 'ink';
  const shown = (words.get('show') ?? shownAtFirst).split(',');
  for (const key of shownKeys) store[key].value = shown.includes(key);
  store.legend.value = words.get('legend') !== 'none';
  const [axis, at] = words.get('section')?.split(',') ?? [];
  const sound = ['x', 'y', 'z'].includes(axis) && Number(at) >= 0 && Number(at) <= 1;
  store.section.value = sound ? { axis: axis as Axis, at: Number(at) } : null;
  const panel = words.get('panel') ?? '';
  store.panel.value = panel === 'none' ? null : (panelIds.find((id) => id === panel) ?? 'layers');
  store.scrubBy.value = words.get('by') === 'time' ? 'time' : 'move';
  store.pace.value = paces.find((pace) => pace === Number(words.get('pace'))) ?? usualPace;
  const theme = words.get('theme');
  store.themeChoice.value = theme === 'dark' || theme === 'light' ? theme : 'system';
  const printer = decoded(words.get('printer') ?? '');
  store.printer.value = [...store.ownPrinters.value, ...profileNames].some(({ id }) => id === printer) ? printer : null;
  readCamera(store, words.get('camera'));
  readPlace(store, hash);
}

/** The part of the address that means something only beside a print: layers, move, selection, what the legend hides. */
export function readPlace(store: Store, hash: string): void {
  const print = store.print.value;
  if (!print || print.layers.length === 0) return;
  const words = wordsOf(hash);
  const top = print.layers.length - 1;
  const [low, high] = (words.get('layers') ?? '').split('-').map((value) => Number(value) - 1);
  const sound = low >= 0 && high >= low && high <= top && Number.isInteger(low) && Number.isInteger(high);
  store.low.value = sound ? low : 0;
  store.high.value = sound ? high : top;
  store.single.value = words.get('single') === '1';
  const move = words.has('move') ? Number(words.get('move')) : Number.NaN;
  store.head.value = move >= 0 && move < print.rows ? move : Number.POSITIVE_INFINITY;
  const row = words.has('pick') ? print.line.indexOf(Number(words.get('pick'))) : -1;
  store.selected.value = strandOf(print, row) >= 0 ? row : -1;
  const hidden = (words.get('hide') ?? '').split(',').map((group) => group.split(':'));
  for (const [name, set] of Object.entries(hiddenSets(store))) {
    const [, ...numbers] = hidden.find((group) => group[0] === name) ?? [];
    set.value = new Set(
      numbers
        .map(Number)
        .filter((number) => Number.isInteger(number) && number >= 0 && number < (name === 'well' ? 65536 : 256)),
    );
  }
}

function wordsOf(hash: string): ReadonlyMap<string, string> {
  const words = hash.replace(/^#/, '').split('&');
  return new Map(words.map((word) => [word.split('=', 1)[0], word.slice(word.indexOf('=') + 1)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Farther away than this, mm, there is nothing to see of any print. */
const farthest = 1e5;

function readCamera(store: Store, text: string | undefined): void {
  const [kind, ...rest] = text?.split(',') ?? [];
  const numbers = rest.map(Number);
  if (numbers.length !== 7 || !numbers.every((value) => Math.abs(value) < farthest)) return;
  const [ex, ey, ez, tx, ty, tz, zoom] = numbers;
  if (zoom <= 0 || Math.hypot(ex - tx, ey - ty, ez - tz) < 0.01) return;
  store.ortho.value = kind === 'o';
  store.pose.value = { eye: [ex, ey, ez], target: [tx, ty, tz], ortho: kind === 'o', zoom };
}
