import type { JobLines } from './job-lines.ts';
import type { JournalFile } from './journal-file.ts';
import { createLineSplitter } from './line-splitter.ts';
import { createSender, type Sender } from './sender.ts';
import type { SenderOptions } from './sender-options.ts';
import { isOver, type SenderEvent, type SenderState } from './sender-state.ts';
import type { Transport } from './transport-contract.ts';

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
  readonly onTraffic?: (direction: 'out' | 'in', text: string) => void;
}

/** A sleep of the computer shows as wall time that the steady clock has not seen, ms. */
const sleepMs = 5000;
const heartbeatMs = 1000;
/** A print that was fed nothing for so long may have stood with its valve open, ms. */
const frozenMs = 5000;

export function createPrintSession(options: PrintSessionOptions): PrintSession {
  const { transport, job, onEvent, onTraffic } = options;
  let journal: JournalFile | null = null;
  /** Why the journal could not be written, until the operator is told. */
  let lost: string | null = null;
  let began = performance.now();
  let timer: NodeJS.Timeout | null = null;
  let timerAt = 0;
  let settled: (() => void) | null = null;
  let outgoing = '';
  let layer = -2;
  let heartbeat: NodeJS.Timeout | null = null;
  let ranAt = performance.now();
  let skew = Date.now() - performance.now();

  const sender = createSender({
    ...options,
    write: (text) => {
      outgoing += text;
    },
    emit: (event) => {
      note(event);
      onEvent(event);
    },
  });

  const now = () => performance.now();
  const elapsed = () => Math.round(now() - began);

  /** A program that was stopped, or starved, is late for its own heartbeat. */
  function noteStandstill(): void {
    const gap = now() - ranAt;
    ranAt = now();
    if (heartbeat !== null && gap >= frozenMs) sender.frozen(gap / 1000, now());
  }

  /** The journal first, then the port: nothing is sent before what it rests on is written. */
  function step(work: () => void): void {
    try {
      noteStandstill();
      work();
    } finally {
      keep((file) => file.flush());
    }
    if (lost !== null) tellLost(lost);
    if (outgoing !== '') {
      const text = outgoing;
      outgoing = '';
      onTraffic?.('out', text);
      transport.write(text);
    }
    wakeAt(sender.wake());
    if (settled !== null && (isOver(sender.state) || sender.state.kind === 'ready')) settled();
  }

  /** A full disk must not keep valves from being closed: from there on nothing is written. */
  function keep(write: (file: JournalFile) => void): void {
    if (journal === null) return;
    try {
      write(journal);
    } catch (error) {
      journal = null;
      lost = (error as Error).message;
    }
  }

  function tellLost(why: string): void {
    lost = null;
    const text = `the journal cannot be written: ${why}. Going on prints without it, and --resume knows no line from here on`;
    onEvent({ kind: 'said', by: 'sender', text });
    sender.pause('doubt', text, now());
  }

  /** One timer for thousands of lines: it is set anew only for an earlier time, and looks again when it rings. */
  function wakeAt(at: number | null): void {
    if (at === null || (timer !== null && timerAt <= at)) return;
    if (timer) clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(ring, Math.max(1, Math.ceil(at - now())));
  }

  function ring(): void {
    timer = null;
    step(tick);
  }

  function tick(): void {
    const drift = Date.now() - performance.now() - skew;
    skew += drift;
    if (drift > sleepMs) sender.pause('doubt', `the computer slept for ${Math.round(drift / 1000)} s`, now());
    sender.tick(now());
  }

  function note(event: SenderEvent): void {
    keep((file) => write(file, event));
  }

  function write(file: JournalFile, event: SenderEvent): void {
    if (event.kind === 'acknowledged') {
      file.acknowledged(event.index, job.fileLine[event.index], elapsed());
      if (marks(job, event.index, layer)) file.mark();
      layer = job.layer[event.index];
    } else if (event.kind === 'state') {
      const { kind, ...rest } = event.state;
      file.event({ ms: elapsed(), kind: 'state', state: kind, ...rest });
      file.mark();
    } else file.event({ ms: elapsed(), ...event });
  }

  function settle(): Promise<void> {
    return new Promise((done) => {
      settled = () => {
        settled = null;
        done();
      };
      if (isOver(sender.state) || sender.state.kind === 'ready') settled();
    });
  }

  const splitter = createLineSplitter((line) => {
    onTraffic?.('in', line);
    sender.received(line, now());
  });

  return {
    sender,
    elapsed,
    queuedS: () => sender.queueLeft(now()) / 1000,
    async connect() {
      transport.onData((text) => step(() => splitter(text)));
      transport.onGone((why) => step(() => sender.closed(why, now())));
      await transport.open();
      step(() => sender.opened(now()));
      await settle();
      if (isOver(sender.state)) await transport.close();
      return sender.state;
    },
    async print(file) {
      journal = file;
      began = now();
      ranAt = began;
      heartbeat = setInterval(() => step(() => {}), heartbeatMs);
      step(() => sender.print(now()));
      await settle();
      if (timer) clearTimeout(timer);
      clearInterval(heartbeat);
      heartbeat = null;
      await transport.close();
      keep((open) => open.close());
      journal = null;
      return sender.state;
    },
    act(what) {
      step(() => {
        if (what === 'pause') sender.pause('operator', 'paused by the operator', now());
        else sender[what](now());
      });
    },
  };
}

/** Layers, valves, tools and lamps: what a resumed print must know to the line. */
function marks(job: JobLines, index: number, layer: number): boolean {
  return job.layer[index] !== layer || (!/^G[0-3]\b/.test(job.text[index]) && !job.text[index].startsWith('M400'));
}
