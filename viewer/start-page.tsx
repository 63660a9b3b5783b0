import { batch, effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { Theme } from './colour/ramps.ts';
import type { ModelPart } from './data/model.ts';
import type { Content } from './data/served.ts';
import { type Loader, type Refusal, RefusedError, type Source } from './data/wire.ts';
import { followLive } from './live/events.ts';
import { type FileTaker, listenToDrops, openFiles } from './open-files.ts';
import { createStage, type Stage } from './scene/stage.ts';
import type { App, PictureControls } from './state/app.ts';
import { bindBodies } from './state/bind-bodies.ts';
import { bindStage, pictureControls, rowAt } from './state/bind-stage.ts';
import { listenToKeys } from './state/keymap.ts';
import { playAlong } from './state/play.ts';
import { createStore, profileOf, type Store, tell } from './state/store.ts';
import { readHash, readPlace, writeHash } from './state/url.ts';
import { holdRendering } from './ui/hold-rendering.ts';
import { Page } from './ui/page.tsx';

/** What tests and the screenshot script may ask of the page. */
export interface ViewerHook {
  readonly store: Store;
  readonly stage: Stage;
  readonly app: App;
  rowAt(x: number, y: number): number;
  whenIdle(): Promise<void>;
}

declare global {
  var __viewer: ViewerHook | undefined;
}

const nothing: PictureControls = {
  fit() {},
  look() {},
  setOrtho() {},
  setPose() {},
  orbit() {},
  zoom() {},
  flyTo() {},
  savePicture() {},
};

/** Puts the page together: state, picture, keys, address, the file that came along. */
export function startPage(loader: Loader, coming: Promise<Content>): void {
  const store = createStore(systemTheme());
  const model = signal<readonly ModelPart[]>([]);
  let picture = nothing;
  let firstPicture: () => Promise<void> = async () => {};
  let last: Source | null = null;
  let turn = 0;
  readHash(store, location.hash);
  let wantedPose = store.pose.value;

  const app: App = {
    store,
    loader,
    picture: {
      fit: () => picture.fit(),
      look: (view) => picture.look(view),
      setOrtho: (ortho) => picture.setOrtho(ortho),
      setPose: (pose) => picture.setPose(pose),
      orbit: (right, up) => picture.orbit(right, up),
      zoom: (factor) => picture.zoom(factor),
      flyTo: (row) => picture.flyTo(row),
      savePicture: () => picture.savePicture(),
    },
    open: (source) => open(source, true),
    chooseFile() {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = '.gcode,.gco,.g,.nc,.iso,.ngc,.txt,.json';
      input.multiple = true;
      input.onchange = () => void openFiles(Array.from(input.files ?? []), taker);
      input.click();
    },
    copyLink() {
      const link = new URL(`#${writeHash(store)}`, location.href).href;
      const copied = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'));
      void copied.then(
        () => tell(store, 'Link copied'),
        () => tell(store, 'The browser did not allow copying; the address bar holds the link'),
      );
    },
  };
  /** The profile that came with the file, where it is not of the library. */
  let served: Content | null = null;
  function takeServed(content: Content): void {
    served = content;
    if (content.profile !== null) store.ownPrinters.value = [content.profile];
  }
  const ownPrinterOf = (source: Source) => (source === served?.source ? served.profile : null);
  async function open(source: Source, fresh: boolean): Promise<void> {
    last = source;
    turn++;
    const own = turn;
    store.status.value = { kind: 'loading', name: source.name };
    store.playing.value = false;
    let release = () => {};
    try {
      const { print, timing } = await loader.open(
        source,
        store.printer.value === null ? ownPrinterOf(source) : profileOf(store),
      );
      // Another file was opened meanwhile; this one is no longer wanted.
      if (own !== turn) return;
      release = holdRendering();
      // As one change: what follows from each part would otherwise be worked out a dozen times.
      batch(() => {
        store.timing.value = timing;
        resetFor(store, print.layers.length - 1);
        store.print.value = print;
        if (!fresh) readPlace(store, location.hash);
      });
      const pose = fresh ? null : wantedPose;
      wantedPose = null;
      if (pose) picture.setPose(pose);
      else picture.look('iso');
      await firstPicture();
      if (own !== turn) return;
      store.status.value = { kind: 'ready' };
      // A link that came while the first picture was drawn.
      if (wantedPose) picture.setPose(wantedPose);
      wantedPose = null;
      store.announcement.value = `${source.name}: ${print.layers.length} layers`;
      void checkReport();
    } catch (error) {
      if (own !== turn) return;
      store.print.value = null;
      const refusal = error instanceof RefusedError ? error.refusal : unknownFault(error);
      store.status.value = { kind: 'refused', refusal, name: source.name };
    } finally {
      release();
    }
  }
  /** A report beside the file may have been made for the one before it. */
  async function checkReport(): Promise<void> {
    const { report, reportFits, status } = store;
    const given = report.value;
    const wanted = given?.gcodeSha256 ?? '';
    reportFits.value = true;
    if (wanted === '' || status.value.kind !== 'ready') return;
    const own = turn;
    const shown = await loader.sha256();
    if (own === turn && given === report.value && shown !== '') reportFits.value = shown === wanted;
  }
  const taker: FileTaker = {
    openGcode(file) {
      store.report.value = null;
      model.value = [];
      store.modelKnown.value = false;
      void open({ kind: 'file', file, name: file.name }, true);
    },
    takeProfile(profile, reread) {
      store.ownPrinters.value = [...store.ownPrinters.value.filter(({ id }) => id !== profile.id), profile];
      store.printer.value = profile.id;
      tell(store, `Read as ${profile.name}`);
      if (reread && last) void open(last, true);
    },
    takeReport(report, name) {
      store.report.value = report;
      tell(store, `Findings of ${name}: ${report.findings.length}`);
      void checkReport();
    },
    tell: (words) => tell(store, words),
  };

  function onCanvas(canvas: HTMLCanvasElement): void {
    let stage: Stage;
    try {
      stage = createStage(canvas, {
        onCamera: () => {
          if (store.status.value.kind === 'ready') store.pose.value = stage.rig.pose();
        },
        onContext: (lost) => (store.graphics.value = lost ? 'lost' : 'ok'),
      });
    } catch {
      store.graphics.value = 'none';
      void coming.then((content) => {
        store.report.value = content.report;
        takeServed(content);
        if (content.source) void open(content.source, false);
      });
      return;
    }
    firstPicture = () => stage.firstPicture();
    picture = pictureControls(store, stage, canvas, () => matchMedia('(prefers-reduced-motion: reduce)').matches);
    bindStage(store, stage);
    bindBodies(store, stage, loader, model);
    listenToPicks(store, stage, canvas);
    globalThis.__viewer = {
      store,
      stage,
      app,
      rowAt: (x, y) => rowAt(store, stage, canvas, x, y),
      whenIdle: () => stage.whenIdle(),
    };
    void coming.then((content) => {
      // Somebody was quicker and dropped a file.
      if (turn > 0) return;
      store.report.value = content.report;
      takeServed(content);
      model.value = content.model;
      store.modelKnown.value = content.model.length > 0;
      const opened = content.source ? open(content.source, false) : Promise.resolve();
      if (content.events) void opened.then(() => followLive(store, loader, content.events!));
    });
  }

  addEventListener('hashchange', () => {
    const readAs = store.printer.value;
    readHash(store, location.hash);
    const pose = location.hash.includes('camera=') ? store.pose.value : null;
    const reread = store.printer.value !== readAs && last !== null;
    if (pose && store.status.value.kind === 'ready' && !reread) picture.setPose(pose);
    else wantedPose = pose;
    if (reread) void open(last!, false);
  });
  listenToKeys(app);
  effect(() => {
    document.title = store.print.value ? `${store.print.value.name} - bioweft` : 'bioweft viewer';
  });
  listenToDrops(taker);
  playAlong(store);
  keepAddress(store);
  render(
    <Page app={app} onCanvas={onCanvas} onReread={() => last && void open(last, true)} />,
    document.getElementById('root')!,
  );
}

function unknownFault(error: unknown): Refusal {
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
  const none: ReadonlySet<number> = new Set();
  for (const set of [store.hiddenInks, store.hiddenRoles, store.hiddenTools, store.hiddenStretches]) set.value = none;
}

function systemTheme() {
  const query = matchMedia('(prefers-color-scheme: light)');
  const theme = signal<Theme>(query.matches ? 'light' : 'dark');
  query.onchange = () => (theme.value = query.matches ? 'light' : 'dark');
  return theme;
}

// A click that was not a drag selects; OrbitControls has the drags.
function listenToPicks(store: Store, stage: Stage, canvas: HTMLCanvasElement): void {
  let down: { x: number; y: number } | null = null;
  canvas.addEventListener('pointerdown', ({ offsetX, offsetY, button }) => {
    down = button === 0 ? { x: offsetX, y: offsetY } : null;
  });
  canvas.addEventListener('pointerup', ({ offsetX, offsetY }) => {
    const still = down && Math.hypot(down.x - offsetX, down.y - offsetY) < 4;
    down = null;
    if (!still) return;
    const row = rowAt(store, stage, canvas, offsetX, offsetY);
    store.selected.value = row;
    if (row >= 0) store.announcement.value = `Line ${store.print.value!.line[row]} selected`;
  });
}

/** Writes the view into the address once it has been still for a moment. */
function keepAddress(store: Store): void {
  let timer = 0;
  effect(() => {
    const hash = writeHash(store);
    if (store.status.value.kind !== 'ready' || store.playing.value) return;
    clearTimeout(timer);
    timer = window.setTimeout(
      () => history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search),
      200,
    );
  });
}
