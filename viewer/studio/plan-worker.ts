/// <reference lib="webworker" />
import { createPlanner, type Draft, InputError, type PlanInput, planFacts, samplePatterns } from '../../src/core.ts';
import type { PlanAnswer, PlanAsk, PlanFault } from './messages.ts';

// The planner of the page: what it has made it keeps, and a change that comes while it plans ends that plan.

const planner = createPlanner({ memoryMb: 512 });
let begun: Extract<PlanAsk, { kind: 'begin' }> | null = null;
let files: Record<string, Uint8Array> = {};
/** Dropped into the page: on no disk, or on it as they are here. */
const dropped: Record<string, Uint8Array> = {};
let latest = 0;
let sampled = false;
let shown = 0;
let onShown = () => {};

/** Thrown at a pause of a plan that is no longer wanted. */
class Overtaken extends Error {}

self.onmessage = ({ data }: MessageEvent<PlanAsk>) => {
  if (data.kind === 'begin') begun = data;
  else if (data.kind === 'file') dropped[data.name] = data.bytes;
  else if (data.kind === 'files-changed') {
    files = {};
    if (begun !== null) begun = { ...begun, beside: data.beside };
  } else if (data.kind === 'shown') {
    shown = data.id;
    onShown();
  } else {
    latest = data.id;
    onShown();
    void planned(data);
  }
};

async function planned({ id, name, text }: Extract<PlanAsk, { kind: 'plan' }>): Promise<void> {
  const pause = pauseOf(id);
  const say = (answer: PlanAnswer) => {
    if (id === latest) self.postMessage(answer);
  };
  try {
    const started = performance.now();
    const input = await gathered(name, text);
    await pause();
    const draft = await planner.draft(input, { pause, onProgress: (stage) => say({ kind: 'stage', id, stage }) });
    const ms = performance.now() - started;
    say({ kind: 'draft', id, ms, ...saidOf(draft), report: draft.report(), gcode: draft.unproven.slice() });
    // Where the processor draws too, the picture comes sooner while nothing else is worked out.
    await pictured(id);
    if (id !== latest) return;
    say({ kind: 'facts', id, facts: planFacts(input, draft) });
    await quiet(Math.max(0, restMs - (performance.now() - started)));
    if (id !== latest) return;
    await sampleOnce(id);
    const plan = await draft.prove();
    say({ kind: 'proven', id, ...saidOf(plan), report: plan.report, sha256: plan.report.gcode?.sha256 ?? '' });
  } catch (error) {
    if (!(error instanceof Overtaken)) say({ kind: 'failed', id, fault: faultOf(error, name) });
  }
}

/** A change often follows another: a plan is read back once none has come for so long. */
const restMs = 250;
/** Longest that facts and proof wait for a picture, ms. */
const pictureWithinMs = 600;

/** Resolves when the page has the picture of this plan, when a newer plan is asked for, or when it takes too long. */
function pictured(id: number): Promise<void> {
  if (shown >= id || id !== latest) return nextTask();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pictureWithinMs);
    onShown = () => {
      if (shown < id && id === latest) return;
      clearTimeout(timer);
      resolve();
    };
  });
}

async function sampleOnce(id: number): Promise<void> {
  if (sampled) return;
  sampled = true;
  self.postMessage({ kind: 'samples', id, samples: await samplePatterns() } satisfies PlanAnswer);
}

const saidOf = ({ findings, refusedBy }: Pick<Draft, 'findings' | 'refusedBy'>) => ({ findings, refusedBy });

/** The files that a job names are fetched as the gathering asks for them: it says which one is missing. */
async function gathered(name: string, text: string): Promise<PlanInput> {
  if (begun === null) throw new Error('the planner was not begun');
  const { library, version, today, beside } = begun;
  for (const name of beside) {
    const bytes = name in files ? null : await fetched(name);
    if (bytes !== null) files = { ...files, [name]: bytes };
  }
  const asked = new Set<string>();
  for (;;) {
    try {
      return await planner.gather({ name, text }, files, library, { version, today });
    } catch (error) {
      const wanted = error instanceof InputError ? error.where?.file : undefined;
      if (wanted === undefined || wanted === name || asked.has(wanted)) throw error;
      asked.add(wanted);
      const bytes = await fetched(wanted);
      if (bytes === null) throw error;
      files = { ...files, [wanted]: bytes };
    }
  }
}

async function fetched(name: string): Promise<Uint8Array | null> {
  if (name in dropped) return dropped[name];
  if (begun !== null && begun.files !== null) return begun.files[name.replace(/^\.\//, '')] ?? null;
  const response = await fetch(`/studio/files/${encodeURIComponent(name)}`);
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}

/** Between two stages a message may come in, but not more often than costs nothing. */
function pauseOf(id: number): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < 10) return undefined;
    return nextTask().then(() => {
      last = performance.now();
      if (id !== latest) throw new Overtaken();
    });
  };
}

function nextTask(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}

const quiet = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function faultOf(error: unknown, name: string): PlanFault {
  if (!(error instanceof InputError)) {
    const what = `Internal error: ${error instanceof Error ? error.message : String(error)}`;
    return { what, fix: 'Report it with the job.' };
  }
  const { where, message, fix = '' } = error;
  const inJob = where?.file === name;
  return { what: message, fix, ...(inJob ? { line: where?.line, column: where?.column } : {}) };
}
