import { type ModeId, modeIds } from '../colour/modes.ts';
import type { Axis, Panel, Store } from './store.ts';

/**
 * The view as the page's address after `#`, so that it can be cited in a lab notebook and come back: layers, moves,
 * colour, camera, what is shown. Numbers are rounded to what the eye sees.
 */
export function writeHash(store: Store): string {
  const print = store.print.value;
  const words: string[] = [];
  const put = (key: string, value: string | number) => words.push(`${key}=${value}`);
  if (print && print.layers.length > 0) {
    const top = print.layers.length - 1;
    if (store.low.value !== 0 || store.high.value !== top)
      put('layers', `${store.low.value + 1}-${store.high.value + 1}`);
    if (store.single.value) put('single', 1);
    if (store.head.value < print.rows) put('move', Number(store.head.value.toFixed(2)));
    if (store.selected.value >= 0) put('pick', print.line[store.selected.value]);
  }
  if (store.mode.value !== 'ink') put('colour', store.mode.value);
  const shown = shownKeys.filter((key) => store[key].value);
  if (shown.join() !== 'vessel,needle') put('show', shown.join(',') || 'none');
  const section = store.section.value;
  if (section) put('section', `${section.axis},${section.at.toFixed(3)}`);
  if (store.panel.value !== 'layers') put('panel', store.panel.value ?? 'none');
  if (store.printer.value) put('printer', store.printer.value);
  if (store.themeChoice.value !== 'system') put('theme', store.themeChoice.value);
  const pose = store.pose.value;
  if (pose) {
    const numbers = [...pose.eye, ...pose.target, pose.zoom].map((value) => Number(value.toFixed(2)));
    put('camera', `${pose.ortho ? 'o' : 'p'},${numbers.join(',')}`);
  }
  return words.join('&');
}

const shownKeys = ['ghost', 'travels', 'marks', 'vessel', 'needle', 'fill', 'model'] as const;

/** Sets what the address asks for; anything odd in it is left out. Layers count only once a print is there. */
export function readHash(store: Store, hash: string): void {
  const words = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((word) => word.split('=') as [string, string]),
  );
  const mode = words.get('colour');
  if (modeIds.includes(mode as ModeId)) store.mode.value = mode as ModeId;
  const shown = words.get('show')?.split(',');
  if (shown) for (const key of shownKeys) store[key].value = shown.includes(key);
  const [axis, at] = words.get('section')?.split(',') ?? [];
  if (['x', 'y', 'z'].includes(axis) && Number(at) >= 0 && Number(at) <= 1) {
    store.section.value = { axis: axis as Axis, at: Number(at) };
  }
  const panel = words.get('panel');
  if (panel) store.panel.value = ['layers', 'gcode', 'findings'].includes(panel) ? (panel as Panel) : null;
  const theme = words.get('theme');
  if (theme === 'dark' || theme === 'light') store.themeChoice.value = theme;
  const printer = words.get('printer');
  if (printer) store.printer.value = printer;
  readCamera(store, words.get('camera'));
  readPlace(store, words);
}

function readCamera(store: Store, text: string | undefined): void {
  const [kind, ...rest] = text?.split(',') ?? [];
  const numbers = rest.map(Number);
  if (numbers.length !== 7 || numbers.some((value) => !Number.isFinite(value))) return;
  const [ex, ey, ez, tx, ty, tz, zoom] = numbers;
  store.ortho.value = kind === 'o';
  store.pose.value = { eye: [ex, ey, ez], target: [tx, ty, tz], ortho: kind === 'o', zoom };
}

function readPlace(store: Store, words: ReadonlyMap<string, string>): void {
  const print = store.print.value;
  if (!print || print.layers.length === 0) return;
  const top = print.layers.length - 1;
  const [low, high] = (words.get('layers') ?? '').split('-').map((value) => Number(value) - 1);
  if (low >= 0 && high >= low && high <= top) {
    store.low.value = low;
    store.high.value = high;
  }
  store.single.value = words.get('single') === '1';
  const move = Number(words.get('move'));
  if (words.has('move') && move >= 0 && move <= print.rows) store.head.value = move;
  const line = Number(words.get('pick'));
  if (line > 0) store.selected.value = print.line.indexOf(line);
}
