import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { decodeRecords, type JournalRecord, journalMagic } from './journal-format.ts';
import type { LiveEvent, LivePrintState } from './live-event.ts';

const states: Readonly<Record<string, LivePrintState>> = {
  printing: 'printing',
  pausing: 'held',
  paused: 'paused',
  resuming: 'held',
  stopping: 'held',
  stopped: 'held',
  failed: 'error',
  done: 'done',
};

const lookMs = 150;
/** A print that runs, or is paused, is asked for its temperatures more often than this. */
const quietMs = 15_000;

/**
 * Reads what is added to a journal while another process writes it. `find` names the journal to watch; it is asked
 * until there is one, and again once nothing is added to it. Only the newest session counts. `plannedS` gives the
 * planned second at a line of the job, by its index. Returns what ends the watching.
 */
export function followJournal(
  find: () => string | null,
  plannedS: (index: number) => number,
  publish: (event: LiveEvent) => void,
): () => void {
  let at = journalMagic.length;
  let file: number | null = null;
  let path: string | null = null;
  let grewAt = 0;

  /** The journal that was last written, where the one at hand has fallen silent. */
  function choose(): void {
    if (file !== null && Date.now() - grewAt < quietMs) return;
    const found = find();
    if (found === null || found === path) return;
    const next = openIfThere(found);
    if (next === null) return;
    if (file !== null) closeSync(file);
    [file, path, at] = [next, found, journalMagic.length];
    grewAt = fstatSync(next).mtimeMs;
  }

  function look(): void {
    choose();
    if (file === null) return;
    const size = fstatSync(file).size;
    if (size <= at) return;
    if (at > journalMagic.length) grewAt = Date.now();
    const bytes = new Uint8Array(size - at);
    const read = readSync(file, bytes, 0, bytes.length, at);
    const records: JournalRecord[] = [];
    at += decodeRecords(bytes.subarray(0, read), 0, records);
    for (const event of eventsOf(records, plannedS)) publish(event);
  }

  look();
  const timer = setInterval(look, lookMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (file !== null) closeSync(file);
  };
}

/** The events of some records in a row; of many positions the last alone. */
export function eventsOf(records: readonly JournalRecord[], plannedS: (index: number) => number): LiveEvent[] {
  let begin = 0;
  records.forEach((record, i) => {
    if (record.kind === 'session') begin = i;
  });
  const events: LiveEvent[] = [];
  let position: LiveEvent | null = null;
  for (const record of records.slice(begin)) {
    if (record.kind === 'session') {
      const { startedAt, sha256, lines } = record.session;
      events.push({ event: 'job', data: { id: startedAt, sha256, lines } });
    } else if (record.kind === 'acknowledged') {
      position = { event: 'pos', data: { line: record.line, plannedS: plannedS(record.index), t: record.ms } };
    } else {
      // A state holds for the position reached before it.
      if (position !== null && record.event.kind === 'state') events.push(position);
      events.push(...eventOf(record.event));
    }
  }
  if (position !== null && events.at(-1) !== position) events.push(position);
  return events;
}

function eventOf(event: Readonly<Record<string, unknown>>): LiveEvent[] {
  if (event['kind'] === 'state') {
    const state = states[String(event['state'])];
    if (state === undefined) return [];
    return [{ event: 'state', data: typeof event['text'] === 'string' ? { state, why: event['text'] } : { state } }];
  }
  if (event['kind'] === 'temperatures' && Array.isArray(event['temperatures'])) {
    return event['temperatures'].map(({ of, celsius }) => ({
      event: 'temp',
      data: { tool: String(of), celsius: Number(celsius) },
    }));
  }
  return event['kind'] === 'said' || event['kind'] === 'drift'
    ? [{ event: 'log', data: { text: String(event['text']) } }]
    : [];
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
