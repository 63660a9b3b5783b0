import type { IncomingHttpHeaders } from 'node:http';
import type { LiveEvent } from '../send/journal/live-event.ts';

/** Why a job on the disk is not shown as it stands now. */
export interface PlanRefusal {
  readonly what: string;
  readonly fix: string;
}

/** What changed on the disk: a job that was planned anew, or whose plan is refused; the job that is worked on. */
export type DiskEvent =
  /** `turn` counts the plans that were shown; with a refusal it is that of the last one that passed. */
  | { readonly event: 'plan'; readonly data: { readonly turn: number; readonly refusal: PlanRefusal | null } }
  /** SHA-256 of the job's text; null where the file is gone. */
  | { readonly event: 'job-file'; readonly data: { readonly saved: string | null } }
  /**
   * A mesh, an ink or another file of the job that the page was given, or one that counts without being named (`beside`,
   * all there are now); `turn` counts these changes.
   */
  | { readonly event: 'given-files'; readonly data: { readonly turn: number; readonly beside: readonly string[] } };

export interface LiveHub {
  publish(event: LiveEvent | DiskEvent): void;
  /** Takes over a request; false when there are too many listeners already. */
  attach(request: { readonly headers: IncomingHttpHeaders }, response: EventResponse): boolean;
  readonly listeners: () => number;
  close(): void;
}

/** What a stream of events asks of the answer to a request. */
interface EventResponse {
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  write(part: string): boolean;
  end(): unknown;
  on(event: 'close', listener: () => void): unknown;
}

export interface LiveOptions {
  readonly mostListeners?: number;
  /** Events kept for a page that comes back. */
  readonly kept?: number;
  readonly heartbeatMs?: number;
}

/**
 * The live stream of a print, or of files on the disk: server-sent events (docs/viewer.md). One way only; the page can stop nothing. A newcomer
 * gets the last of each snapshot event, one that comes back (Last-Event-ID) gets what it missed.
 */
export function createLiveHub({ mostListeners = 8, kept = 256, heartbeatMs = 15_000 }: LiveOptions = {}): LiveHub {
  const listeners = new Set<EventResponse>();
  const recent: { id: number; text: string }[] = [];
  const snapshot = new Map<string, string>();
  let id = 0;
  const heartbeat = setInterval(() => {
    for (const listener of listeners) listener.write(': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();
  return {
    publish(event) {
      id++;
      const text = `id: ${id}\nevent: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
      recent.push({ id, text });
      if (recent.length > kept) recent.shift();
      if (event.event !== 'log') snapshot.set(snapshotKey(event), text);
      for (const listener of listeners) listener.write(text);
    },
    attach(request, response) {
      if (listeners.size >= mostListeners) return false;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'keep-alive' });
      response.write('retry: 2000\n\n');
      const last = Number(request.headers['last-event-id'] ?? Number.NaN);
      const missed = recent.filter((event) => event.id > last);
      const complete = Number.isFinite(last) && last <= id && (missed.length === 0 || missed[0].id === last + 1);
      for (const text of complete ? missed.map((event) => event.text) : snapshot.values()) response.write(text);
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return true;
    },
    listeners: () => listeners.size,
    close() {
      clearInterval(heartbeat);
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
}

// Each tool's temperature is a state of its own.
function snapshotKey(event: LiveEvent | DiskEvent): string {
  return event.event === 'temp' ? `temp ${event.data.tool}` : event.event;
}
