import { batch, type Signal, signal } from '@preact/signals';
import type { Theme } from './colour/ramps.ts';
import { countedSteps } from './data/find/step-words.ts';
import { type Refusal, RefusedError } from './data/load/refusal.ts';
import type { Content } from './data/load/served.ts';
import type { Loader, Source } from './data/load/wire.ts';
import type { ModelPart } from './data/model.ts';
import type { Print } from './data/print.ts';
import type { FileTaker } from './open-files.ts';
import type { CameraPose } from './scene/camera-rig.ts';
import type { PictureControls } from './state/app.ts';
import { createStore, hiddenSets, profileOf, type Store, tell } from './state/store.ts';
import { readHash, readPlace } from './state/url.ts';
import { holdRendering } from './ui/parts/hold-rendering.ts';

/** What the file that is shown and the one beside it are called, where their file names say nothing. */
export interface ComparedNames {
  readonly here: string;
  readonly there: string;
}

/** What the page holds beside its state: the picture, and which file was opened last. */
export interface Session {
  readonly store: Store;
  readonly loader: Loader;
  /** Another one, for a file that is compared. */
  readonly makeLoader: () => Loader;
  compared: { readonly loader: Loader; readonly source: Source; readonly names: ComparedNames | undefined } | null;
  /** Parts of the model that came along. */
  readonly model: Signal<readonly ModelPart[]>;
  picture: PictureControls;
  /** Resolves once the picture is there, or cannot be. */
  pictureReady: Promise<void>;
  firstPicture: () => Promise<void>;
  last: Source | null;
  /** Number of the file opened last: what comes late for another one is dropped. */
  turn: number;
  wantedPose: CameraPose | null;
  /** See Stage.setRest; null: as the stage has it. */
  readonly restMs: Signal<number | null>;
  /** Travels are shown only because the file has nothing else. */
  waysForInkless: boolean;
  /** The view that the address asks for; empty where the viewer is a part of another page. */
  readonly hash: () => string;
  /** What came with the page; its profile belongs to its file. */
  served: Content | null;
}

const nothing: PictureControls = {
  fit() {},
  look() {},
  setOrtho() {},
  setPose() {},
  orbit() {},
  zoom() {},
  flyTo() {},
  frame() {},
  project: () => null,
  onLevel: () => null,
  savePicture() {},
};

export function startSession(makeLoader: () => Loader, hash: () => string): Session {
  const store = createStore(systemTheme());
  readHash(store, hash());
  // A small window gives the picture first: its legend is a button away.
  if (isSmall() && !hash().includes('legend=')) store.legend.value = false;
  return {
    store,
    loader: makeLoader(),
    makeLoader,
    compared: null,
    model: signal<readonly ModelPart[]>([]),
    picture: nothing,
    pictureReady: Promise.resolve(),
    firstPicture: async () => {},
    last: null,
    turn: 0,
    wantedPose: store.pose.value,
    restMs: signal<number | null>(null),
    waysForInkless: false,
    hash,
    served: null,
  };
}

/** As the style sheet has it. */
function isSmall(): boolean {
  return matchMedia('(max-width: 900px)').matches;
}

function systemTheme() {
  const query = matchMedia('(prefers-color-scheme: light)');
  const theme = signal<Theme>(query.matches ? 'light' : 'dark');
  query.onchange = () => (theme.value = query.matches ? 'light' : 'dark');
  return theme;
}

export function takeServed(session: Session, content: Content): void {
  session.served = content;
  session.store.report.value = content.report;
  if (content.profile !== null) session.store.ownPrinters.value = [content.profile];
}

/** Opens a file; `fresh` ones begin with a view of their own, others with that of the page's address. */
export async function open(session: Session, source: Source, fresh: boolean): Promise<void> {
  const { store, loader } = session;
  session.last = source;
  session.turn++;
  const own = session.turn;
  // What was said of the file before.
  store.notice.value = '';
  const again = !fresh && session.wantedPose !== null && store.print.peek()?.name === source.name;
  store.status.value = { kind: 'loading', name: source.name, again };
  store.playing.value = false;
  let release = () => {};
  try {
    const ownPrinter = source === session.served?.source ? session.served.profile : null;
    const { print, timing } = await loader.open(source, store.printer.value === null ? ownPrinter : profileOf(store));
    await session.pictureReady;
    // Another file was opened meanwhile; this one is no longer wanted.
    if (own !== session.turn) return;
    release = holdRendering();
    // As one change: what follows from each part would otherwise be worked out a dozen times.
    batch(() => {
      store.timing.value = timing;
      resetFor(store, print.layers.length - 1);
      store.print.value = print;
      showWays(session, print);
      if (!fresh) readPlace(store, session.hash());
    });
    const pose = fresh ? null : session.wantedPose;
    session.wantedPose = null;
    if (pose) session.picture.setPose(pose);
    else session.picture.look('iso');
    await session.firstPicture();
    if (own !== session.turn) return;
    store.status.value = { kind: 'ready' };
    // A link that came while the first picture was drawn.
    if (session.wantedPose) session.picture.setPose(session.wantedPose);
    session.wantedPose = null;
    store.announcement.value = `${source.name}: ${countedSteps(print)}`;
    void checkReport(session);
  } catch (error) {
    if (own !== session.turn) return;
    store.print.value = null;
    const refusal = refusalFor(error);
    if (refusal.code === 'model') return showModel(session, source, own);
    store.status.value = { kind: 'refused', refusal, name: source.name };
  } finally {
    release();
  }
}

/** A model in place of G-code: its ghost, and what plans it. */
async function showModel(session: Session, source: Source, own: number): Promise<void> {
  const { store, loader, model } = session;
  try {
    const { name, triangles, box } = await loader.model(source);
    await session.pictureReady;
    if (own !== session.turn) return;
    batch(() => {
      model.value = [{ part: name, ink: '', triangles }];
      store.modelKnown.value = false;
      store.status.value = { kind: 'model', name, triangles: triangles.length / 9, box };
    });
    session.picture.look('iso');
    session.picture.frame(box);
  } catch (error) {
    if (own !== session.turn) return;
    store.status.value = { kind: 'refused', refusal: refusalFor(error), name: source.name };
  }
}

/** Where no ink flows, the ways are all there is to see; the next file with ink hides them again. */
function showWays(session: Session, print: Print): void {
  const { travels } = session.store;
  const inkless = print.strands.count === 0 && print.rows > 0;
  if (inkless && !travels.value) {
    travels.value = true;
    session.waysForInkless = true;
  } else if (!inkless && session.waysForInkless) {
    travels.value = false;
    session.waysForInkless = false;
  }
}

/** A report beside the file may have been made for the one before it. */
async function checkReport(session: Session): Promise<void> {
  const { report, reportFits, status } = session.store;
  const given = report.value;
  const wanted = given?.gcodeSha256 ?? '';
  reportFits.value = true;
  if (wanted === '' || status.value.kind !== 'ready') return;
  const own = session.turn;
  const shown = await session.loader.sha256();
  if (own === session.turn && given === report.value && shown !== '') reportFits.value = shown === wanted;
}

/** Where files go that are dropped on the page or chosen. */
export function fileTaker(session: Session): FileTaker {
  const { store, model } = session;
  return {
    openGcode(file) {
      store.report.value = null;
      model.value = [];
      store.modelKnown.value = false;
      void open(session, { kind: 'file', file, name: file.name }, true);
    },
    takeProfile(profile, reread) {
      store.ownPrinters.value = [...store.ownPrinters.value.filter(({ id }) => id !== profile.id), profile];
      store.printer.value = profile.id;
      if (reread && session.last) void open(session, session.last, true);
      tell(store, `Read as ${profile.name}`);
    },
    takeReport(report, name) {
      store.report.value = report;
      tell(store, `Findings of ${name}: ${report.findings.length}`);
      void checkReport(session);
    },
    tell: (words) => tell(store, words),
  };
}

export function refusalFor(error: unknown): Refusal {
  if (error instanceof RefusedError) return error.refusal;
  return {
    code: 'damaged',
    what: `The picture could not be made: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'Reload the page; if it happens again, report it with the file.',
  };
}

function resetFor(store: Store, top: number): void {
  store.low.value = 0;
  store.high.value = Math.max(0, top);
  store.single.value = false;
  store.head.value = Number.POSITIVE_INFINITY;
  store.selected.value = -1;
  store.hover.value = null;
  store.measured.value = [];
  store.comparison.value = null;
  store.evidenceLeft.value = false;
  const none: ReadonlySet<number> = new Set();
  for (const set of Object.values(hiddenSets(store))) set.value = none;
}
