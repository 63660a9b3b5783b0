import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Session } from './session.ts';

/** What the studio's page gets and may ask to be written; files and plans are the business of whoever serves it. */
export interface StudioHost {
  /** The job, and what lies beside it. */
  readonly state: () => object;
  /** Printers, inks and vessels that ship. */
  readonly library: () => object;
  /** A file of the job's folder; null where it is missing, or of a kind that no job names. */
  readonly file: (name: string) => Buffer | null;
  readonly actions: Readonly<Record<WritingAction, (asked: object) => Promise<StudioAnswer>>>;
}

/** The only things that are ever written, each on a press of its button; `copy` is a mesh that was dropped into the page. */
export type WritingAction = 'save' | 'write' | 'copy';

export interface StudioAnswer {
  readonly status: 200 | 400 | 409;
  readonly body: object;
}

export interface StudioRoutes {
  readonly nonce: string;
  /** Whether a path is one that writes. */
  readonly writes: (path: string) => boolean;
  /** Answers what belongs to the studio; false where the path does not. Whoever asks has shown the cookie. */
  readonly answer: (path: string, request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A job is text that people write, a mesh comes as base64; a page that sends more is none of ours. */
const mostBytes: Readonly<Record<WritingAction, number>> = { save: 4_000_000, write: 4_000_000, copy: 400_000_000 };
const filesPath = '/studio/files/';

/** `events`: where changes of the job's file are said, if anywhere. */
export function studioRoutes(host: StudioHost, session: Session, events: string | null): StudioRoutes {
  const nonce = randomBytes(16).toString('base64');
  const names = Object.keys(host.actions) as WritingAction[];
  const actions = new Map(names.map((name) => [`/studio/${name}`, { act: host.actions[name], most: mostBytes[name] }]));
  return {
    nonce,
    writes: (path) => actions.has(path),
    answer(path, request, response) {
      const action = actions.get(path);
      if (action !== undefined) {
        void carryOut(action, session, request, response);
        return true;
      }
      if (path === '/studio/state.json')
        return json(response, 200, { ...host.state(), token: session.token, nonce, events });
      if (path === '/studio/library.json') return json(response, 200, host.library());
      if (!path.startsWith(filesPath)) return false;
      const bytes = host.file(decoded(path.slice(filesPath.length)));
      if (bytes === null) return json(response, 404, { what: 'There is no such file.' });
      response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length });
      response.end(bytes);
      return true;
    },
  };
}

async function carryOut(
  { act, most }: { readonly act: (asked: object) => Promise<StudioAnswer>; readonly most: number },
  session: Session,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!session.mayWrite(request)) return void json(response, 403, { what: 'The page did not show its token.' });
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return void json(response, 415, { what: 'Only JSON is read here.' });
  }
  try {
    const text = await bodyOf(request, most);
    if (text === null) return void json(response, 413, { what: 'That is more than a job holds.' });
    const asked = parsed(text);
    if (asked === null) return void json(response, 400, { what: 'The page sent no JSON object.' });
    const { status, body } = await act(asked);
    json(response, status, body);
  } catch (error) {
    json(response, 400, { what: error instanceof Error ? error.message : String(error) });
  }
}

/** Null for what is no JSON object. */
function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Null where it is too long: the rest is read and dropped, so that the answer arrives. */
async function bodyOf(request: IncomingMessage, most: number): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes <= most) pieces.push(piece);
  }
  return bytes > most ? null : Buffer.concat(pieces).toString('utf8');
}

function json(response: ServerResponse, status: number, body: object): true {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  return true;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
