import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fileAsset, jsonAsset } from '../../src/serve/assets.ts';
import { contentSecurityPolicy } from '../../src/serve/headers.ts';
import { createLiveHub } from '../../src/serve/live.ts';
import { serveViewer, type ViewerServer } from '../../src/serve/server.ts';

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, string | string[] | undefined>;
}

// Node's fetch hides Host and Origin from its caller, which is what is tested here.
function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (part) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode!, body, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

let server: ViewerServer;
let cookie: string;

beforeAll(async () => {
  server = await serveViewer(
    new Map([
      ['/', jsonAsset('page')],
      ['/print.json', jsonAsset({ name: 'a' })],
    ]),
  );
  const opened = await ask(server.port, new URL(server.url).pathname + new URL(server.url).search);
  expect(opened.status).toBe(303);
  expect(opened.headers['location']).toBe('/');
  cookie = String(opened.headers['set-cookie']).split(';')[0];
  expect(String(opened.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict; Path=\//);
});
afterAll(() => server.close());

describe('the viewer server', () => {
  test('gives its files to the browser that opened the link', async () => {
    const reply = await ask(server.port, '/print.json', { cookie });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({ name: 'a' });
    expect(reply.headers['content-security-policy']).toBe(contentSecurityPolicy);
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
  });

  test('the link works once', async () => {
    const { pathname, search } = new URL(server.url);
    expect((await ask(server.port, pathname + search)).status).toBe(401);
  });

  test.each([
    ['no cookie', 401, {}],
    ['another cookie', 401, { cookie: 'bioweft-1=00' }],
  ])('%s: %i', async (_name, status, headers) => {
    expect((await ask(server.port, '/', headers as Record<string, string>)).status).toBe(status);
  });

  test('a HEAD does not spend the link', async () => {
    const own = await serveViewer(new Map());
    const { pathname, search } = new URL(own.url);
    expect((await ask(own.port, pathname + search, {}, 'HEAD')).status).toBe(401);
    expect((await ask(own.port, pathname + search)).status).toBe(303);
    await own.close();
  });

  test('a wrong key opens nothing, whatever its length', async () => {
    expect((await ask(server.port, `/open?k=${'0'.repeat(32)}`)).status).toBe(401);
    expect((await ask(server.port, '/open?k=1')).status).toBe(401);
  });

  test('forged host 421, foreign origin 403, cross-site 403', async () => {
    expect((await ask(server.port, '/', { cookie, host: 'evil.example' })).status).toBe(421);
    expect((await ask(server.port, '/', { cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask(server.port, '/', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask(server.port, '/', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  test('paths outside the map are not there', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/etc/passwd', '/print.json/', '//print.json']) {
      expect((await ask(server.port, path, { cookie })).status, path).toBe(404);
    }
  });

  test('nothing can be written', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const { status, headers } = await ask(server.port, '/', { cookie }, method);
      expect([status, headers['allow']], method).toEqual([405, 'GET, HEAD']);
    }
  });

  test('HEAD has no body', async () => {
    const reply = await ask(server.port, '/print.json', { cookie }, 'HEAD');
    expect([reply.status, reply.body]).toEqual([200, '']);
  });

  test('a file that is planned anew while it is shown is sent whole, and its end is told', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'bioweft-serve-')), 'out.gcode');
    writeFileSync(file, 'G1 X1\n');
    const own = await serveViewer(new Map([['/print.gcode', fileAsset(file)]]));
    const { pathname, search } = new URL(own.url);
    const ownCookie = String((await ask(own.port, pathname + search)).headers['set-cookie']).split(';')[0];
    const get = (method = 'GET') => ask(own.port, '/print.gcode', { cookie: ownCookie }, method);
    expect((await get()).body).toBe('G1 X1\n');
    writeFileSync(file, 'G1 X1\nG1 X2\n');
    expect((await get()).body).toBe('G1 X1\nG1 X2\n');
    expect((await get('HEAD')).headers['content-length']).toBe('12');
    writeFileSync(file, '');
    expect(await get()).toMatchObject({ status: 200, body: '' });
    rmSync(dirname(file), { recursive: true });
    expect((await get()).status).toBe(404);
    await own.close();
  });

  test('the stream is given to the cookie only, to so many at most, and a HEAD does not hang on it', async () => {
    const live = createLiveHub({ mostListeners: 1 });
    const own = await serveViewer(new Map(), { live });
    const { pathname, search } = new URL(own.url);
    const ownCookie = String((await ask(own.port, pathname + search)).headers['set-cookie']).split(';')[0];
    expect((await ask(own.port, '/events')).status).toBe(401);
    const head = await ask(own.port, '/events', { cookie: ownCookie }, 'HEAD');
    expect([head.status, head.headers['content-type']]).toEqual([200, 'text/event-stream']);
    const first = ask(own.port, '/events', { cookie: ownCookie });
    await vi.waitFor(() => expect(live.listeners()).toBe(1), { timeout: 30_000 });
    expect((await ask(own.port, '/events', { cookie: ownCookie })).status).toBe(503);
    await own.close();
    expect((await first).headers['content-security-policy']).toBe(contentSecurityPolicy);
  });

  test('every answer, a refusal too, carries the strict policy, and no other site may read it', async () => {
    for (const path of ['/', '/nowhere', '/open?k=0']) {
      const { headers } = await ask(server.port, path);
      expect(headers['content-security-policy'], path).toBe(contentSecurityPolicy);
      expect(headers['cross-origin-resource-policy'], path).toBe('same-origin');
      expect(headers['access-control-allow-origin'], path).toBeUndefined();
    }
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
  });

  test('only the loopback address listens', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of others) {
      await expect(fetch(`http://${address}:${server.port}/`), address).rejects.toThrow();
    }
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });

  test('a taken port is an error, not a hang', async () => {
    await expect(serveViewer(new Map(), { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
