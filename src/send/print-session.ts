import type { JournalFile } from './journal/journal-file.ts';
import { createLineSplitter } from './link/line-splitter.ts';
import { createSender, type Sender } from './sender.ts';
import type { SenderOptions } from './sender-options.ts';
import { isOver, type SenderEvent, type SenderState } from './sender-state.ts';
import type { Transport } from './transport/transport-contract.ts';
import type { JobLines } from './watch/job-lines.ts';

/** A print on a real port: the sender with a clock, a transport and a journal. */
export interface PrintSession {
  readonly sender: Sender;
  /** Opens the port and speaks with the printer; resolves when it is ready, or the attempt is over. */
  connect(): Promise<SenderState>;
  /** Prints; resolves when all is over and the port is closed. */
  print(journal: JournalFile | null): Promise<SenderState>;
  act(what: 'pause' | 'resume' | 'stop' | 'emergency'): void;
  /** ms since the print began. */
  elapsed(): number;
  /** Seconds of motion that the printer has still to run, by the plan. */
  queuedS(): number;
}

export interface PrintSessionOptions extends Omit<SenderOptions, 'write' | 'emit'> {
  readonly transport: Transport;
  readonly onEvent: (event: SenderEvent) => void;
  /** Every line that goes out or comes in. */
  readonly onTraffic?: ((direction: 'out' | 'in', text: string) => void) | undefined;
}

/** A sleep of the computer shows as wall time that the steady clock has not seen, ms. */
const sleepMs = 5000;
const heartbeatMs = 1000;
/** A print that was fed nothing for so long may have stood with its valve open, ms. */
const frozenMs = 5000;

/** A print under way: its port, journal and clock. */
interface RunState {
  readonly transport: Transport;
  readonly job: JobLines;
  readonly onEvent: PrintSessionOptions['onEvent'];
  readonly onTraffic: PrintSessionOptions['onTraffic'];
  journal: JournalFile | null;
  /** Why the journal could not be written, until the operator is told. */
  lost: string | null;
  began: number;
  timer: NodeJS.Timeout | null;
  timerAt: number;
  settled: (() => void) | null;
  outgoing: string;
  layer: number;
  heartbeat: NodeJS.Timeout | null;
  ranAt: number;
  skew: number;
  readonly sender: Sender;
  readonly splitter: (text: string) => void;
}

export function createPrintSession(options: PrintSessionOptions): PrintSession {
  const { transport, job, onEvent, onTraffic } = options;
  const sender = createSender({
    ...options,
    write: (text) => {
      run.outgoing += text;
    },
    emit: (event) => {
      note(run, event);
      onEvent(event);
    },
  });
  const run: RunState = {
    transport,
    job,
    onEvent,
    onTraffic,
    journal: null,
    lost: null,
    began: performance.now(),
    timer: null,
    timerAt: 0,
    settled: null,
    outgoing: '',
    layer: -2,
    heartbeat: null,
    ranAt: performance.now(),
    skew: Date.now() - performance.now(),
    sender,
    splitter: createLineSplitter((line) => {
      onTraffic?.('in', line);
      sender.received(line, now());
    }),
  };

  return {
    sender: run.sender,
    elapsed: () => elapsed(run),
    queuedS: () => run.sender.queueLeft(now()) / 1000,
    connect: () => connect(run),
    print: (file) => print(run, file),
    act: (what) => act(run, what),
  };
}

const now = () => performance.now();

const elapsed = (run: RunState) => Math.round(now() - run.began);

/** A program that was stopped, or starved, is late for its own heartbeat. */
function noteStandstill(run: RunState): void {
  const gap = now() - run.ranAt;
  run.ranAt = now();
  if (run.heartbeat !== null && gap >= frozenMs) run.sender.frozen(gap / 1000, now());
}

/** The journal first, then the port: nothing is sent before what it rests on is written. */
function step(run: RunState, work: () => void): void {
  try {
    noteStandstill(run);
    work();
  } finally {
    keep(run, (file) => file.flush());
  }
  if (run.lost !== null) tellLost(run, run.lost);
  if (run.outgoing !== '') {
    const text = run.outgoing;
    run.outgoing = '';
    run.onTraffic?.('out', text);
    run.transport.write(text);
  }
  wakeAt(run, run.sender.wake());
  if (run.settled !== null && (isOver(run.sender.state) || run.sender.state.kind === 'ready')) run.settled();
}

/** A full disk must not keep valves from being closed: from there on nothing is written. */
function keep(run: RunState, write: (file: JournalFile) => void): void {
  if (run.journal === null) return;
  try {
    write(run.journal);
  } catch (error) {
    run.journal = null;
    run.lost = (error as Error).message;
  }
}

function tellLost(run: RunState, why: string): void {
  run.lost = null;
  const text = `the journal cannot be written: ${why}. Resuming prints without it, and --resume then knows no line after this one`;
  run.onEvent({ kind: 'said', by: 'sender', text });
  run.sender.pause('doubt', text, now());
}

/** One timer for thousands of lines: it is set anew only for an earlier time, and looks again when it rings. */
function wakeAt(run: RunState, at: number | null): void {
  if (at === null || (run.timer !== null && run.timerAt <= at)) return;
  if (run.timer) clearTimeout(run.timer);
  run.timerAt = at;
  run.timer = setTimeout(() => ring(run), Math.max(1, Math.ceil(at - now())));
}

function ring(run: RunState): void {
  run.timer = null;
  step(run, () => tick(run));
}

function tick(run: RunState): void {
  const drift = Date.now() - performance.now() - run.skew;
  run.skew += drift;
  if (drift > sleepMs) run.sender.pause('doubt', `the computer slept for ${Math.round(drift / 1000)} s`, now());
  run.sender.tick(now());
}

function note(run: RunState, event: SenderEvent): void {
  keep(run, (file) => write(run, file, event));
}

function write(run: RunState, file: JournalFile, event: SenderEvent): void {
  if (event.kind === 'acknowledged') {
    file.acknowledged(event.index, run.job.fileLine[event.index], elapsed(run));
    if (marks(run.job, event.index, run.layer)) file.mark();
    run.layer = run.job.layer[event.index];
  } else if (event.kind === 'state') {
    const { kind, ...rest } = event.state;
    file.event({ ms: elapsed(run), kind: 'state', state: kind, ...rest });
    file.mark();
  } else file.event({ ms: elapsed(run), ...event });
}

function settle(run: RunState): Promise<void> {
  return new Promise((done) => {
    run.settled = () => {
      run.settled = null;
      done();
    };
    if (isOver(run.sender.state) || run.sender.state.kind === 'ready') run.settled();
  });
}

async function connect(run: RunState): Promise<SenderState> {
  run.transport.onData((text) => step(run, () => run.splitter(text)));
  run.transport.onGone((why) => step(run, () => run.sender.closed(why, now())));
  await run.transport.open();
  step(run, () => run.sender.opened(now()));
  await settle(run);
  if (isOver(run.sender.state)) await run.transport.close();
  return run.sender.state;
}

async function print(run: RunState, file: JournalFile | null): Promise<SenderState> {
  run.journal = file;
  run.began = now();
  run.ranAt = run.began;
  run.heartbeat = setInterval(() => step(run, () => {}), heartbeatMs);
  step(run, () => run.sender.print(now()));
  await settle(run);
  if (run.timer) clearTimeout(run.timer);
  clearInterval(run.heartbeat);
  run.heartbeat = null;
  await run.transport.close();
  keep(run, (open) => open.close());
  run.journal = null;
  return run.sender.state;
}

function act(run: RunState, what: 'pause' | 'resume' | 'stop' | 'emergency'): void {
  step(run, () => {
    if (what === 'pause') run.sender.pause('operator', 'paused by the operator', now());
    else run.sender[what](now());
  });
}

/** Layers, valves, tools and lamps: what a resumed print must know to the line. */
function marks(job: JobLines, index: number, layer: number): boolean {
  return job.layer[index] !== layer || (!/^G[0-3]\b/.test(job.text[index]) && !job.text[index].startsWith('M400'));
}
