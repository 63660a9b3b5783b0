import { effect } from '@preact/signals';
import { render } from 'preact';
import { compareWith, swapCompared } from './comparing.ts';
import { type Content, noContent, servedContent, takeOffer } from './data/load/served.ts';
import type { Loader, Source } from './data/load/wire.ts';
import { followLive } from './live/events.ts';
import { followPlans } from './live/plans.ts';
import { type FileTaker, listenToDrops, openFiles } from './open-files.ts';
import type { CameraPose } from './scene/camera-rig.ts';
import { blocksOf } from './scene/pick-blocks.ts';
import { createStage, type Stage } from './scene/stage.ts';
import { type ComparedNames, fileTaker, open, type Session, startSession, takeServed } from './session.ts';
import type { App } from './state/app.ts';
import { bindBodies } from './state/bind-bodies.ts';
import { bindStage, pictureControls, placeAt, rowAt } from './state/bind-stage.ts';
import { listenToKeys } from './state/command/keymap.ts';
import { takePlace } from './state/measuring.ts';
import { placeOf, setPlace } from './state/place.ts';
import { playAlong } from './state/play.ts';
import { type Store, tell } from './state/store.ts';
import { readHash, writeHash } from './state/url.ts';
import { Page } from './ui/page.tsx';
import { whenFree } from './ui/parts/when-free.ts';

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

/** The viewer within a page: what a page around it (an editor, say) may do with it. */
export interface Viewer {
  readonly store: Store;
  readonly app: App;
  /**
   * Opens a file, with its report, meshes and printer; what was shown before goes. `from` is where it is looked at from;
   * absent: with a view of its own.
   */
  show(content: Content, from?: CameraPose): Promise<void>;
  /** Sets a second file beside the one that is shown. */
  compare(source: Source, names: ComparedNames): Promise<void>;
  /**
   * Whether another print is coming soon: the one that is shown is not drawn more truly meanwhile, since what the
   * graphics have begun holds up the next picture.
   */
  expect(another: boolean): void;
}

/**
 * The page of the viewer alone: it also owns the title, the address and what is dropped anywhere. `graphics` resolves
 * when the browser's graphics run; files are read meanwhile.
 */
export function startPage(makeLoader: () => Loader, coming: Promise<Content>, graphics: Promise<void>): void {
  const session = startSession(makeLoader, () => location.hash);
  const { store } = session;
  const taker = fileTaker(session);
  followAddress(session);
  effect(() => {
    document.title = store.print.value ? `${store.print.value.name} - bioweft` : 'bioweft viewer';
  });
  listenToDrops(taker);
  keepAddress(store);
  // The page has this element.
  putPage(session, taker, document.getElementById('root')!, coming, graphics);
}

/** The viewer as a part of another page, in an element of it. Address, title and drops stay with that page. */
export function startViewer(makeLoader: () => Loader, graphics: Promise<void>, place: HTMLElement): Viewer {
  const session = startSession(makeLoader, () => '');
  session.restMs.value = calmMs;
  const app = putPage(session, fileTaker(session), place, Promise.resolve(noContent), graphics);
  return {
    store: session.store,
    app,
    show: (content, from) => {
      session.wantedPose = from ?? null;
      return show(session, content, from === undefined);
    },
    compare: (source, names) => compareWith(session, source, names),
    expect: (another) => {
      session.restMs.value = another ? Number.POSITIVE_INFINITY : calmMs;
    },
  };
}

/** Whoever turns a knob turns it again. */
const calmMs = 1500;

async function show(session: Session, content: Content, fresh: boolean): Promise<void> {
  takeServed(session, content);
  session.model.value = content.model;
  session.store.modelKnown.value = content.model.length > 0;
  if (content.source) await open(session, content.source, fresh);
}

/** Puts it together: state, picture, keys, the file that came along. */
function putPage(
  session: Session,
  taker: FileTaker,
  place: HTMLElement,
  coming: Promise<Content>,
  graphics: Promise<void>,
): App {
  const app = appOf(session, taker);
  listenToKeys(app);
  playAlong(session.store);
  render(
    <Page
      app={app}
      onCanvas={(canvas) => {
        session.pictureReady = graphics.then(() => putPicture(session, app, canvas));
        void coming.then((content) => showComing(session, content));
      }}
      onReread={() => session.last && void open(session, session.last, true)}
    />,
    place,
  );
  return app;
}

function appOf(session: Session, taker: FileTaker): App {
  const { store, loader } = session;
  return {
    store,
    loader,
    picture: {
      fit: () => session.picture.fit(),
      look: (view) => session.picture.look(view),
      setOrtho: (ortho) => session.picture.setOrtho(ortho),
      setPose: (pose) => session.picture.setPose(pose),
      orbit: (right, up) => session.picture.orbit(right, up),
      zoom: (factor) => session.picture.zoom(factor),
      flyTo: (row) => session.picture.flyTo(row),
      frame: (box) => session.picture.frame(box),
      project: (at) => session.picture.project(at),
      onLevel: (x, y, z) => session.picture.onLevel(x, y, z),
      savePicture: () => session.picture.savePicture(),
    },
    open: (source) => open(session, source, true),
    async openOffer(offer) {
      store.status.value = { kind: 'loading', name: offer.name, again: false };
      await show(session, await takeOffer(offer), true);
    },
    chooseFile: () => chooseFiles(true, (files) => void openFiles(files, taker)),
    chooseOther: () =>
      chooseFiles(false, ([file]) => {
        if (file) void compareWith(session, { kind: 'file', file, name: file.name });
      }),
    swapCompared: () => void swapCompared(session),
    copyLink() {
      const link = new URL(`#${writeHash(store)}`, location.href).href;
      const refused = 'The browser did not allow copying; the address bar holds the link';
      copy(store, link, 'Link copied', refused);
    },
    copyText(text) {
      copy(store, text, 'Copied', 'The browser did not allow copying; select the text');
    },
  };
}

function chooseFiles(multiple: boolean, take: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.gcode,.gco,.g,.nc,.iso,.ngc,.txt,.json,.stl,.3mf,.obj,.ply';
  input.multiple = multiple;
  input.onchange = () => take(Array.from(input.files ?? []));
  input.click();
}

/** Fails where the browser has no clipboard, or does not allow it. */
export const toClipboard = (text: string): Promise<void> =>
  navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));

function copy(store: Store, text: string, done: string, refused: string): void {
  void toClipboard(text).then(
    () => tell(store, done),
    () => tell(store, refused),
  );
}

/** The picture in its canvas; without graphics there are the numbers all the same. */
async function putPicture(session: Session, app: App, canvas: HTMLCanvasElement): Promise<void> {
  const { store, loader, model } = session;
  const stage = stageIn(session, canvas);
  if (stage === null) {
    store.graphics.value = 'none';
    return;
  }
  session.firstPicture = () => stage.firstPicture();
  effect(() => {
    if (session.restMs.value !== null) stage.setRest(session.restMs.value);
  });
  session.picture = pictureControls(store, stage, canvas, () => matchMedia('(prefers-reduced-motion: reduce)').matches);
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
  await stage.ready;
}

/** What came along with the page. */
async function showComing(session: Session, content: Content): Promise<void> {
  // Somebody was quicker and dropped a file.
  if (session.turn > 0) return;
  session.store.offers.value = content.offers;
  await show(session, content, false);
  // Just asked whether it is there.
  if (content.events === null) return;
  if (content.plan === null) followLive(session.store, session.loader, content.events);
  else followPlans(session.store, content.events, content.plan, () => showAnew(session));
}

/** The job as it was planned anew, looked at from where one looked before. Gives which plan it is. */
async function showAnew(session: Session): Promise<number | null> {
  const { store } = session;
  if (session.last !== session.served?.source) {
    tell(store, 'The job was planned again; reload the page to look at it.');
    return null;
  }
  const content = await servedContent();
  if (content.source === null) return null;
  const place = placeOf(store);
  session.wantedPose = store.pose.peek();
  await show(session, content, session.wantedPose === null);
  setPlace(store, place);
  return content.plan;
}

/** Null where the browser has no graphics for it. */
function stageIn(session: Session, canvas: HTMLCanvasElement): Stage | null {
  const { store } = session;
  try {
    const stage: Stage = createStage(canvas, {
      onCamera: () => {
        // What a link asks for stays until its file is there.
        if (store.status.value.kind === 'ready' || session.wantedPose === null) store.pose.value = stage.rig.pose();
      },
      onContext: (lost) => (store.graphics.value = lost ? 'lost' : 'ok'),
      onComplete: (complete) => (store.incomplete.value = !complete),
      onWidth: (width) => (store.pictureWidth.value = width),
    });
    return stage;
  } catch {
    return null;
  }
}

/** An address that is typed or comes from the history changes the view, and reads anew for another printer. */
function followAddress(session: Session): void {
  const { store } = session;
  window.addEventListener('hashchange', ({ newURL }) => {
    const readAs = store.printer.value;
    // Not what stands there by now: the page writes its address too.
    const { hash } = new URL(newURL);
    readHash(store, hash);
    const pose = hash.includes('camera=') ? store.pose.value : null;
    const { last } = session;
    const reread = store.printer.value !== readAs && last !== null;
    if (pose && store.status.value.kind === 'ready' && !reread) session.picture.setPose(pose);
    else session.wantedPose = pose;
    if (reread) void open(session, last, false);
  });
}

// A click that was not a drag selects; OrbitControls has the drags.
function listenToPicks(store: Store, stage: Stage, canvas: HTMLCanvasElement): void {
  effect(() => {
    const print = store.print.value;
    // The picture comes first; the first click finds them then.
    if (print && store.status.value.kind === 'ready') whenFree(() => blocksOf(print));
  });
  let down: { x: number; y: number } | null = null;
  canvas.addEventListener('pointerdown', ({ offsetX, offsetY, button }) => {
    down = button === 0 ? { x: offsetX, y: offsetY } : null;
  });
  canvas.addEventListener('pointerup', ({ offsetX, offsetY }) => {
    const still = down && Math.hypot(down.x - offsetX, down.y - offsetY) < 4;
    down = null;
    if (!still) return;
    if (store.measuring.value) {
      const place = placeAt(store, stage, canvas, offsetX, offsetY);
      if (place) takePlace(store, place);
      else store.announcement.value = 'No strand there';
      return;
    }
    const row = rowAt(store, stage, canvas, offsetX, offsetY);
    store.selected.value = row;
    // Shown only with a print.
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
