import '../style/index.css';
import './studio.css';
import { batch, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { fileStem } from '../../src/record/file-stem.ts';
import { noContent } from '../data/load/served.ts';
import type { Source } from '../data/load/wire.ts';
import { readReport } from '../data/report.ts';
import { onDisk } from '../live/disk.ts';
import { startViewer, toClipboard } from '../start-page.tsx';
import { placeOf, setPlace } from '../state/place.ts';
import { download } from '../state/save-picture.ts';
import { drawHeld, holdRendering } from '../ui/parts/hold-rendering.ts';
import { editForAll } from './change-text.ts';
import { createEditor, type JobEditor } from './editor.ts';
import { jobData } from './form/job-data.ts';
import type { PlanAnswer, PlanAsk } from './messages.ts';
import { GatePanel, type StudioActions, StudioBar, type StudioState } from './panel.tsx';
import { droppedParts } from './place/dropped-parts.ts';
import { PlaceBar } from './place/place-bar.tsx';
import { placeInPicture } from './place/place-in-picture.ts';
import { jobSaving } from './saving.ts';
import { put, type ServedJob } from './served-job.ts';
import { studioPage } from './served-page.ts';
import { StudioTabs } from './tabs.tsx';

declare global {
  /** What tests may ask of the page. */
  var __studio: { text(): string; canUndo(): boolean } | undefined;
}

const { job, library, files, makeLoader, graphics, planner: worker } = await studioPage();
// The page has this element.
const viewer = startViewer(makeLoader, graphics, document.getElementById('root')!);
const ask = (message: PlanAsk) => worker.postMessage(message);

const state: StudioState = {
  name: job.name,
  folder: job.folder,
  served: files === null,
  text: signal(job.text),
  tab: signal('form'),
  facts: signal(null),
  report: signal(null),
  samples: signal([]),
  status: signal('Planning'),
  kind: signal('planning'),
  findings: signal([]),
  fault: signal(null),
  unsaved: signal(job.saved === null),
  canUndo: signal(false),
  canRedo: signal(false),
  said: signal(''),
  pinned: signal(false),
  asked: signal(false),
  changed: signal(false),
  copies: signal([]),
  chosen: signal(0),
  dragging: signal(false),
};
/**
 * Longest that what follows from a change waits for the picture before it is seen in the form, ms: without a graphics card
 * each frame of the page takes a tenth of a second from the picture. Whoever clicks meanwhile has it drawn.
 */
const formWithinMs = 450;
let shown: Source | null = null;
let pinned: Source | null = null;
let turn = 0;
/** The file of the plan that was made last. */
let planned: { readonly gcode: Uint8Array<ArrayBuffer>; readonly name: string } | null = null;
/** How long that took the planner. */
let plannedMs = 0;
let drawForm: (() => void) | null = null;
let editor: JobEditor;
const dropped = droppedParts(
  job.meshes,
  (name, bytes) => ask({ kind: 'file', name, bytes }),
  async (name, bytes) => {
    const { status, body } = await put(job, 'copy', { name, bytes });
    return { status, what: body.what ?? '' };
  },
);
const saving = jobSaving({ job, state, dropped, editor: () => editor });

const actions: StudioActions = {
  undo: () => editor.undo(),
  redo: () => editor.redo(),
  save: (evenIfChanged) => void saving.save(evenIfChanged),
  takeTheirs: saving.takeTheirs,
  copyAndSave: saving.copyAndSave,
  readAnew: () => void saving.readAnew(),
  write: () => void saving.write(),
  download() {
    if (planned !== null) download(new Blob([planned.gcode], { type: 'text/plain' }), planned.name);
  },
  copyCommand() {
    const command = commandOf(job);
    void toClipboard(command).then(
      () => (state.said.value = `Copied: ${command}`),
      () => (state.said.value = command),
    );
  },
  pin() {
    pinned = pinned === null && shown ? { ...shown, name: 'pinned plan' } : null;
    state.pinned.value = pinned !== null;
    if (pinned !== null) state.said.value = 'Pinned: the plans that follow are compared with this one.';
    else viewer.store.comparison.value = null;
  },
  apply(change) {
    editor.edit(editForAll(editor.text(), [change, ...(change.also ?? [])]));
    state.said.value = change.what;
  },
  change(changes) {
    if (changes.length > 0) editor.edit(editForAll(editor.text(), changes));
  },
};

// The page has this element.
const root = document.getElementById('job')!;
render(
  <div class="page studio-job">
    <StudioBar state={state} actions={actions} />
    <StudioTabs state={state} actions={actions} library={library} meshes={job.meshes} theme={viewer.store.theme} />
    <GatePanel state={state} actions={actions} />
  </div>,
  root,
);
// The page has this element.
const placeBar = document.getElementById('place')!;
const goInPicture = placeInPicture({
  viewer,
  // The page has this element.
  place: document.getElementById('root')!,
  state,
  data: () => jobData(editor.text()),
  change: actions.change,
  keep: dropped.keep,
});
render(<PlaceBar state={state} go={goInPicture} theme={viewer.store.theme} />, placeBar);
effect(() => {
  for (const page of document.querySelectorAll('.studio-job')) {
    page.setAttribute('data-theme', viewer.store.theme.value);
  }
});
// Keys pressed beside the picture are not the picture's.
function takeKeys(event: KeyboardEvent): void {
  event.stopPropagation();
  if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  // Text that is being typed has an undo of its own.
  const typing = event.target instanceof HTMLInputElement && event.target.type === 'text';
  if (key === 's') actions.save(false);
  else if (key === 'z' && !typing) (event.shiftKey ? actions.redo : actions.undo)();
  else if (key === 'y' && !typing) actions.redo();
  else return;
  event.preventDefault();
}
for (const beside of [root, placeBar]) beside.addEventListener('keydown', takeKeys);
effect(() => {
  document.body.dataset['plan'] = state.kind.value;
  if (state.kind.value !== 'planning') delete document.body.dataset['behind'];
});
// A button does what it says of the job as it is by then, which the form may not have drawn yet. (Fields read the job
// themselves: drawn again in the midst of a click they would lose what was chosen, and a button could move away.)
root.addEventListener(
  'click',
  ({ target }) => {
    if (target instanceof Element && target.closest('button') !== null) drawHeld();
  },
  { capture: true },
);
// The page has this element.
editor = createEditor(document.getElementById('editor')!, {
  text: job.text,
  nonce: job.nonce,
  ids: {
    printers: Object.keys(library.printers),
    inks: Object.keys(library.inks),
    vessels: Object.keys(library.vessels),
  },
  onChange(text, canUndo, canRedo) {
    plan(text);
    batch(() => {
      state.canUndo.value = canUndo;
      state.canRedo.value = canRedo;
      state.unsaved.value = saving.differs(text);
      state.text.value = text;
    });
  },
  onSave: () => void saving.save(false),
});
if (job.events !== null) {
  onDisk(job.events, 'job-file', ({ saved }) => saving.onDisk(saved));
  onDisk(job.events, 'given-files', ({ beside }) => {
    ask({ kind: 'files-changed', beside });
    plan(editor.text());
  });
}
globalThis.__studio = { text: () => editor.text(), canUndo: () => state.canUndo.value };
worker.onmessage = ({ data }: MessageEvent<PlanAnswer>) => {
  if (data.id === turn || data.kind === 'samples') take(data);
};
ask({ kind: 'begin', library, version: job.version, today: job.today, beside: job.beside, files });
plan(job.text);

function plan(text: string): void {
  turn++;
  ask({ kind: 'plan', id: turn, name: job.name, text });
  viewer.expect(true);
  holdForm();
  batch(() => {
    state.kind.value = 'planning';
    state.status.value = planningWords();
  });
}

/** The form and the words around it follow once the picture is there, or after a while: drawing them takes longer than a plan. */
function holdForm(): void {
  if (drawForm !== null) return;
  const release = holdRendering();
  const timer = setTimeout(() => {
    // Not sooner: each change of what is seen is a frame that the picture waits for.
    if (state.kind.value === 'planning') document.body.dataset['behind'] = '';
    drawForm?.();
  }, formWithinMs);
  drawForm = () => {
    drawForm = null;
    clearTimeout(timer);
    release();
  };
}

function take(answer: PlanAnswer): void {
  switch (answer.kind) {
    case 'stage':
      // A draft stands already while it is read back.
      if (state.kind.value === 'planning') state.status.value = planningWords(answer.stage);
      break;
    case 'facts':
      state.facts.value = answer.facts;
      break;
    case 'samples':
      state.samples.value = answer.samples;
      break;
    case 'failed': {
      viewer.expect(false);
      drawForm?.();
      const { line = 1, column = 1, what, fix } = answer.fault;
      batch(() => {
        state.kind.value = 'failed';
        state.fault.value = answer.fault;
        state.status.value = 'This job cannot be planned; the picture is that of the last one that could.';
      });
      const from = editor.offsetOf(line, column);
      editor.diagnose([{ from, to: editor.offsetOf(line, 1e6), severity: 'error', message: `${what} ${fix}`.trim() }]);
      break;
    }
    case 'draft': {
      const refused = answer.refusedBy.length > 0;
      // The picture is asked for first, and nothing else of the page changes before it is there.
      const shown = refused ? null : show(answer);
      judged(answer);
      plannedMs = answer.ms;
      planned = { gcode: answer.gcode, name: `${fileStem(answer.report.job.name) || stemOf(job.name)}.gcode` };
      const drafted = () => {
        if (answer.id !== turn || state.kind.value !== 'planning') return;
        batch(() => {
          state.kind.value = refused ? 'refused' : 'draft';
          state.status.value = refused
            ? refusedWords(answer.refusedBy)
            : `Planned in ${answer.ms.toFixed(0)} ms; not yet proven.`;
        });
      };
      void Promise.resolve(shown).then(() => {
        drafted();
        pictured(answer.id);
      });
      break;
    }
    case 'proven':
      judged(answer);
      batch(() => {
        const refused = answer.refusedBy.length > 0;
        state.kind.value = refused ? 'refused' : 'proven';
        if (refused) state.status.value = refusedWords(answer.refusedBy);
        else state.status.value = `Planned in ${plannedMs.toFixed(0)} ms; proven: read back twice.`;
      });
      break;
    default:
      answer satisfies never;
  }
}

function pictured(id: number): void {
  ask({ kind: 'shown', id });
  if (id !== turn) return;
  viewer.expect(false);
  drawForm?.();
}

function judged({ findings, report }: Pick<Extract<PlanAnswer, { kind: 'draft' }>, 'findings' | 'report'>): void {
  editor.diagnose([]);
  batch(() => {
    state.fault.value = null;
    state.findings.value = findings;
    state.report.value = report;
  });
}

/** The picture of the plan, from where one looked at the plan before, and as far up as one looked. */
async function show({ gcode, report }: Extract<PlanAnswer, { kind: 'draft' }>): Promise<void> {
  const { store } = viewer;
  const [before, pose, place] = [store.print.value, store.pose.value, placeOf(store)];
  const name = `${stemOf(job.name)}.gcode`;
  const source: Source = { kind: 'file', file: new Blob([gcode]), name };
  shown = source;
  const content = { ...noContent, source, report: readReport(report) };
  await viewer.show(content, before === null ? undefined : (pose ?? undefined));
  if (store.print.value === null) return;
  if (before !== null) setPlace(store, place);
  if (pinned !== null && shown === source) await viewer.compare(pinned, { here: 'plan now', there: 'pinned plan' });
}

/** The panel below is of the plan before, in grey; who does not see that hears it. */
function planningWords(stage?: string): string {
  const now = stage === undefined ? 'Planning' : `Planning: ${stage}`;
  return state.report.peek() === null ? now : `${now}. What stands below is of the plan before.`;
}

const refusedWords = (gates: readonly string[]): string =>
  `Refused by ${gates.join(', ')}; the picture is that of the last plan that passed.`;

const stemOf = (name: string): string => name.replace(/\.ya?ml$/i, '');

function commandOf({ folder, name }: ServedJob): string {
  const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
  return `npx bioweft slice ${quoted(`${folder}/${name}`)}`;
}
