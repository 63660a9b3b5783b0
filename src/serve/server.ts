import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asset, AssetMap } from './assets.ts';
import { rejectionOf, securityHeaders } from './headers.ts';
import type { LiveHub } from './live.ts';
import { createSession, type Session } from './session.ts';
import { type StudioHost, type StudioRoutes, studioRoutes } from './studio.ts';

export interface ViewerServer {
  /** The one-time link to open. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 or absent: any free port. */
  readonly port?: number | undefined;
  readonly live?: LiveHub | undefined;
  /** Absent: nothing is ever written. */
  readonly studio?: StudioHost;
}

/** Where the live stream is served. */
export const eventsPath = '/events';

/**
 * Serves a fixed map of files, read-only, to the browser that opened the one-time link, on 127.0.0.1 only.
 * Rejects with the system's error when the port is taken.
 */
export async function serveViewer(
  assets: AssetMap,
  { port = 0, live, studio: host }: ServeOptions = {},
): Promise<ViewerServer> {
  const session = createSession(() => (server.address() as AddressInfo).port);
  const studio = host === undefined ? undefined : studioRoutes(host, session, live === undefined ? null : eventsPath);
  const server = createServer((request, response) =>
    answer(request, response, { assets, session, live, studio, hosts: hosts() }),
  );
  const hosts = () => {
    const own = (server.address() as AddressInfo).port;
    return [`127.0.0.1:${own}`, `localhost:${own}`];
  };
  server.requestTimeout = 15_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${own}${session.linkPath}`,
    port: own,
    close() {
      live?.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

interface Answering {
  readonly assets: AssetMap;
  readonly session: Session;
  readonly live: LiveHub | undefined;
  readonly studio: StudioRoutes | undefined;
  readonly hosts: readonly string[];
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { assets, session, live, studio, hosts }: Answering,
): void {
  for (const [name, value] of Object.entries(securityHeaders(studio ?? null))) response.setHeader(name, value);
  const target = request.url ?? '/';
  const path = target.split('?')[0];
  const rejection = rejectionOf(request, hosts, studio?.writes(path) ?? false);
  if (rejection) {
    if (rejection.status === 405) response.setHeader('Allow', studio?.writes(path) ? 'POST' : 'GET, HEAD');
    refuse(response, rejection.status, rejection.why);
    return;
  }
  // Whoever only asks whether the link is there must not spend it.
  const cookie = request.method === 'GET' ? session.redeem(target) : null;
  if (cookie) {
    response.writeHead(303, { 'Set-Cookie': cookie, Location: '/' }).end();
    return;
  }
  if (!session.knows(request)) {
    refuse(response, 401, 'open the link that bioweft printed; it works once');
    return;
  }
  if (studio?.answer(path, request, response)) return;
  if (path === eventsPath && live) {
    if (request.method === 'HEAD') response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end();
    else if (!live.attach(request, response)) refuse(response, 503, 'too many listeners');
    return;
  }
  const asset = assets.get(path);
  if (asset) void send(request, response, asset);
  else refuse(response, 404, 'not here');
}

async function send(request: IncomingMessage, response: ServerResponse, { type, body: given }: Asset): Promise<void> {
  const body = 'make' in given ? await given.make().catch(() => null) : given;
  if (body === null) {
    refuse(response, 500, 'it could not be made');
    return;
  }
  // Planned anew while it is shown, a file has another length: told by the old one it would end amid a line.
  const bytes = Buffer.isBuffer(body) ? body.length : statSync(body.path, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) {
    refuse(response, 404, 'the file is gone');
    return;
  }
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', bytes);
  if (request.method === 'HEAD' || bytes === 0) response.end();
  else if (Buffer.isBuffer(body)) response.end(body);
  else {
    createReadStream(body.path, { end: bytes - 1 })
      .on('error', () => response.destroy())
      .pipe(response);
  }
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
}
