import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Profile } from '../../src/printer/profile.ts';
import type { PlanRefusal } from '../../src/serve/live.ts';
import { type Colouring, colourPrint, type LegendEntry } from '../colour/colouring.ts';
import { limitOf } from '../colour/limits.ts';
import { type LastingCategory, lastingOf, type ModeId } from '../colour/modes.ts';
import { type Beside, modeIn } from '../colour/modes-of.ts';
import type { Theme } from '../colour/ramps.ts';
import type { NamedComparison } from '../data/compare.ts';
import type { EventKind } from '../data/events.ts';
import type { Refusal } from '../data/load/refusal.ts';
import type { Offer } from '../data/load/served.ts';
import { profileById } from '../data/load/shelves.ts';
import type { Timing } from '../data/load/wire.ts';
import type { PickedPlace } from '../data/measure.ts';
import type { Bounds, Print } from '../data/print.ts';
import type { Report } from '../data/report.ts';
import type { LiveState } from '../live/follow.ts';
import type { CellOrder } from '../overlay/cells.ts';
import type { CameraPose } from '../scene/camera-rig.ts';
import type { Outline } from './outline.ts';

export type Status =
  | { readonly kind: 'welcome' }
  /** `again`: the next plan of the job that is shown, which takes its place without a word. */
  | { readonly kind: 'loading'; readonly name: string; readonly again: boolean }
  | { readonly kind: 'ready' }
  /** A model in place of G-code, with what plans it. */
  | { readonly kind: 'model'; readonly name: string; readonly triangles: number; readonly box: Bounds }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly name: string };

export type Axis = 'x' | 'y' | 'z';
/** A cut across the print; `at` is the share of the print's extent along the axis. */
export interface Section {
  readonly axis: Axis;
  readonly at: number;
}

export const panelIds = ['layers', 'wells', 'events', 'gcode', 'findings', 'compare'] as const;
export type Panel = (typeof panelIds)[number];

/** All that can change on the page, and what follows from it. */
export function createStore(systemTheme: Signal<Theme>) {
  const print = signal<Print | null>(null);
  const mode = signal<ModeId>('ink');
  const themeChoice = signal<'system' | Theme>('system');
  const theme = computed<Theme>(() => (themeChoice.value === 'system' ? systemTheme.value : themeChoice.value));
  const report = signal<Report | null>(null);
  const reportFits = signal(true);
  const comparison = signal<NamedComparison | null>(null);
  const low = signal(0);
  const high = signal(0);
  const colouring: ReadonlySignal<Colouring | null> = computed(() => {
    const current = print.value;
    if (!current || current.rows === 0) return null;
    const beside = { report: reportFits.value ? report.value : null, comparison: comparison.value };
    const chosen = modeIn(current, beside, mode.value);
    return colourPrint(current, chosen, theme.value, limitOf(chosen, current, report.value));
  });
  return {
    status: signal<Status>({ kind: 'welcome' }),
    print,
    timing: signal<Timing | null>(null),
    report,
    /** Whether the report was made for the very file that is shown, as far as it tells. */
    reportFits,
    /** Printer the file is read as; null leaves it to the file, or to plain Marlin. */
    printer: signal<string | null>(null),
    /** Profiles dropped on the page, beside those of the library. */
    ownPrinters: signal<readonly Profile[]>([]),
    mode,
    colouring,
    themeChoice,
    theme,
    /** Layers shown, both included. */
    low,
    high,
    single: signal(false),
    /** Rows laid down so far, with a fraction within the row; Infinity: all. */
    head: signal(Number.POSITIVE_INFINITY),
    scrubBy: signal<'move' | 'time'>('move'),
    playing: signal(false),
    pace: signal(10),
    selected: signal(-1),
    ...hiddenSignals(),
    ...shownSignals(),
    ...spokenSignals(),
    hover: signal<LegendEntry | null>(null),
    /** The field that finds text in the G-code is asked for. */
    finding: signal(false),
    section: signal<Section | null>(null),
    measuring: signal(false),
    /** Places on strands that were measured, two at most. */
    measured: signal<readonly PickedPlace[]>([]),
    /** The offer to read the file for the machine that it looks written for was declined. */
    evidenceLeft: signal(false),
    ortho: signal(false),
    /** The projection is parallel only because the view from above asked for it. */
    orthoForTop: signal(false),
    pose: signal<CameraPose | null>(null),
    /** CSS pixels. */
    pictureWidth: signal(0),
    /** What is being moved, over the picture. */
    outline: signal<Outline | null>(null),
    /** The picture does not show every strand yet. */
    incomplete: signal(false),
    comparison,
    panel: signal<Panel | null>('layers'),
    legend: signal(true),
    help: signal(false),
  };
}

/** What is left out of the picture. */
function hiddenSignals() {
  return {
    hiddenInks: signal<ReadonlySet<number>>(new Set()),
    hiddenRoles: signal<ReadonlySet<number>>(new Set()),
    hiddenTools: signal<ReadonlySet<number>>(new Set()),
    /** Rows of `Print.wellNames`. */
    hiddenWells: signal<ReadonlySet<number>>(new Set()),
    hiddenStretches: signal<ReadonlySet<number>>(new Set()),
    /** Kinds of events that are neither listed nor marked. */
    hiddenEvents: signal<ReadonlySet<EventKind>>(new Set()),
  };
}

/** What stands in the picture beside the strands. */
function shownSignals() {
  return {
    /** One layer of all wells side by side, in the picture's place. */
    multiples: signal(false),
    cellOrder: signal<CellOrder>('place'),
    ghost: signal(false),
    travels: signal(false),
    marks: signal(false),
    vessel: signal(true),
    needle: signal(true),
    fill: signal(false),
    model: signal(false),
    /** Whether the server sent the source meshes. */
    modelKnown: signal(false),
  };
}

/** What the page says, and what it hears from elsewhere. */
function spokenSignals() {
  return {
    /** Whether the browser lends its graphics card: it may take it back for a while, or have none with WebGL 2. */
    graphics: signal<'ok' | 'lost' | 'none'>('ok'),
    live: signal<LiveState | null>(null),
    /** Whether the file being printed is the one shown. */
    following: signal(false),
    /** Why the job on the disk is not the plan that is shown. */
    planRefusal: signal<PlanRefusal | null>(null),
    /** What the start page offers. */
    offers: signal<readonly Offer[]>([]),
    /** Said to screen readers. */
    announcement: signal(''),
    /** Shown to everybody for a while. */
    notice: signal(''),
  };
}

export type Store = ReturnType<typeof createStore>;

/** What stands beside the print and brings modes of its own. */
export function besideOf({ report, reportFits, comparison }: Store): Beside {
  return { report: reportFits.value ? report.value : null, comparison: comparison.value };
}

/** Tells everybody something that the page itself does not show. */
export function tell(store: Store, words: string): void {
  store.announcement.value = words;
  store.notice.value = words;
}

/** The profile of the printer chosen on the page, or of the one the file names. */
export function profileOf(store: Store): Profile | null {
  const id = store.printer.value ?? store.print.value?.header['printer'] ?? '';
  return store.ownPrinters.value.find((profile) => profile.id === id) ?? profileById(id);
}

type HiddenSet = Signal<ReadonlySet<number>>;

/** What the legend hides: inks, roles, tools and wells in every mode, all else only while its mode is on. */
export function hiddenSets(store: Store): Readonly<Record<LastingCategory | 'stretch', HiddenSet>> {
  const { hiddenInks: ink, hiddenRoles: role, hiddenTools: tool, hiddenWells: well, hiddenStretches: stretch } = store;
  return { ink, role, tool, well, stretch };
}

/** The set of hidden entries that belongs to the mode. */
export function hiddenSet(store: Store): HiddenSet {
  return hiddenSets(store)[lastingOf(store.mode.value) ?? 'stretch'];
}

export function showHidden(store: Store): void {
  for (const set of Object.values(hiddenSets(store))) set.value = new Set();
}

/** Row after the last one that the layers and the head let show. */
export function lastShownRow(store: Store): number {
  const print = store.print.value;
  if (!print) return 0;
  const head = Math.min(store.head.value, print.rows);
  let end = 0;
  for (let r = 0; r < print.runs.length; r += 3) {
    const layer = print.runs[r];
    if (layer < store.low.value || layer > store.high.value || print.runs[r + 1] >= head) continue;
    end = Math.max(end, Math.min(print.runs[r + 2], head));
  }
  return end;
}
