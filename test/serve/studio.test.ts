import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { studioHost } from '../../src/cli/plan/studio-host.ts';
import { jsonAsset } from '../../src/serve/assets.ts';
import { serveViewer, type ViewerServer } from '../../src/serve/server.ts';

// What the studio's server gives, and what it writes for whom. Node's own request: fetch hides Host and Origin.

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, string | string[] | undefined>;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode!, body: text, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const job = `# Kept as it is.
name: disc
printer: marlin-syringe
inks: { gel: { ink: ama, nozzle: { gauge: 22 }, load: 1 mL } }
parts: [{ shape: disc, diameter: 4, height: 0.6, ink: gel, laydown: { spacing: 1 } }]
layers: { height: 0.3 }
speed: 8
`;

let root: string;
let folder: string;
let server: ViewerServer;
let cookie: string;
let token: string;
let base: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'bioweft-studio-'));
  folder = join(root, 'job');
  mkdirSync(folder);
  writeFileSync(join(root, 'secret.json'), '{"secret":true}');
  writeFileSync(join(folder, 'job.yaml'), job);
  const studio = studioHost({ folder, name: 'job.yaml', draft: '' });
  server = await serveViewer(new Map([['/', jsonAsset('page')]]), { studio });
  const opened = await ask(new URL(server.url).pathname + new URL(server.url).search);
  cookie = String(opened.headers['set-cookie']).split(';')[0];
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});
beforeEach(async () => {
  writeFileSync(join(folder, 'job.yaml'), job);
  ({ token, saved: base } = JSON.parse((await ask('/studio/state.json', { cookie })).body));
});

const own = () => ({
  cookie,
  origin: `http://127.0.0.1:${server.port}`,
  'content-type': 'application/json',
  'x-bioweft-token': token,
});
const save = (asked: object, headers: Record<string, string> = own()) =>
  ask('/studio/save', headers, 'POST', JSON.stringify(asked));

test('the job, its library and the policy of the page come with the cookie only', async () => {
  const state = await ask('/studio/state.json', { cookie });
  expect(JSON.parse(state.body)).toMatchObject({ name: 'job.yaml', text: job });
  const policy = String(state.headers['content-security-policy']);
  expect(policy).toContain(`'nonce-${JSON.parse(state.body).nonce}'`);
  expect(policy).toContain("'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
  const library = JSON.parse((await ask('/studio/library.json', { cookie })).body);
  expect(Object.keys(library.printers)).toContain('marlin-syringe');
  for (const path of ['/studio/state.json', '/studio/library.json', '/studio/files/job.yaml']) {
    expect((await ask(path)).status).toBe(401);
  }
});

test('nothing is written without cookie, origin and token, each by itself', async () => {
  const text = job.replace('speed: 8', 'speed: 9');
  for (const [without, status] of [
    ['cookie', 401],
    ['origin', 403],
    ['x-bioweft-token', 403],
    ['content-type', 415],
  ] as const) {
    const { [without]: _, ...headers } = own();
    for (const route of ['save', 'write']) {
      const reply = await ask(`/studio/${route}`, headers, 'POST', JSON.stringify({ text, base }));
      expect(reply.status, `${route} without ${without}`).toBe(status);
    }
  }
  for (const [name, value, status] of [
    ['origin', 'http://evil.example', 403],
    ['origin', 'null', 403],
    ['host', 'evil.example', 421],
    ['sec-fetch-site', 'cross-site', 403],
    ['x-bioweft-token', 'f'.repeat(32), 403],
    ['cookie', cookie.replace(/.$/, 'x'), 401],
  ] as const) {
    expect((await save({ text, base }, { ...own(), [name]: value })).status, name).toBe(status);
  }
  for (const method of ['GET', 'PUT', 'DELETE']) expect((await ask('/studio/save', own(), method)).status).toBe(405);
  expect((await ask('/studio/state.json', own(), 'POST')).status).toBe(405);
  expect((await save({ text: 'x'.repeat(5_000_000), base })).status).toBe(413);
  expect((await ask('/studio/save', own(), 'POST', '{')).status).toBe(400);
  for (const route of ['save', 'write', 'copy']) {
    for (const body of ['', 'null', '5', '"text"', '[]']) {
      const reply = await ask(`/studio/${route}`, own(), 'POST', body);
      expect(reply.status, `${route} ${body}`).toBe(400);
      expect(JSON.parse(reply.body).what).toMatch(/^The page sent/);
    }
  }
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(job);
});

test('a save writes the job as it is, and asks where the file changed meanwhile', async () => {
  const text = job.replace('speed: 8', 'speed: 9');
  const reply = await save({ text, base });
  expect(reply.status).toBe(200);
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(text);
  // A second studio that read the job before that.
  const late = await save({ text: job, base });
  expect(late.status).toBe(409);
  expect(JSON.parse(late.body).text).toBe(text);
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(text);
  expect((await save({ text: job, base, force: true })).status).toBe(200);
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(job);
});

test('a write makes what slice makes, of the job that was saved', async () => {
  expect((await ask('/studio/write', own(), 'POST', JSON.stringify({ base: 'another' }))).status).toBe(409);
  const { status, body } = await ask('/studio/write', own(), 'POST', JSON.stringify({ base }));
  expect([status, body]).toEqual([200, expect.stringContaining('disc.gcode')]);
  expect(readdirSync(folder).sort()).toEqual(['disc.gcode', 'disc.html', 'disc.json', 'disc.record.jsonl', 'job.yaml']);
  expect(readdirSync(root).sort()).toEqual(['job', 'secret.json']);
});

test('a write names its files as slice does, by what YAML reads as the name', async () => {
  const saved = await save({ text: job.replace('name: disc', 'name: "disc # 2"   # the second'), base });
  const asked = JSON.stringify({ base: JSON.parse(saved.body).saved });
  const { body } = await ask('/studio/write', own(), 'POST', asked);
  const files = ['disc-2.gcode', 'disc-2.json', 'disc-2.html'].map((name) => join(folder, name));
  expect(JSON.parse(body).files).toEqual(files);
  for (const file of files) expect(existsSync(file), file).toBe(true);
});

test('only files of the folder are given, and no link leads out of it', async () => {
  writeFileSync(join(folder, 'own.json'), '{}');
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  symlinkSync(join(root, 'secret.json'), join(folder, 'link.json'));
  const get = async (name: string) => (await ask(`/studio/files/${encodeURIComponent(name)}`, { cookie })).status;
  expect(await get('own.json')).toBe(200);
  const others = ['../secret.json', join(root, 'secret.json'), 'link.json', 'notes.txt', 'job.yaml', '', '..', '%'];
  for (const name of others) expect(await get(name), name).toBe(404);
  expect((await ask('/studio/files/%', { cookie })).status).toBe(404);
});

test('no output is written through a link, and no name of a job leads out of the folder', async () => {
  const before = new Map(readdirSync(root).map((name) => [name, statSync(join(root, name)).mtimeMs]));
  const secret = readFileSync(join(root, 'secret.json'), 'utf8');
  for (const file of ['linked.gcode', 'linked.json', 'linked.html', 'linked.record.jsonl']) {
    const saved = await save({ text: job.replace('name: disc', 'name: linked'), base, force: true });
    symlinkSync(join(root, 'secret.json'), join(folder, file));
    const reply = await ask('/studio/write', own(), 'POST', JSON.stringify({ base: JSON.parse(saved.body).saved }));
    expect([reply.status, reply.body], file).toEqual([400, expect.stringContaining('is a link')]);
    rmSync(join(folder, file));
  }
  for (const name of ['../../evil', join(root, 'evil'), '..', 'a/../../b', '\\u0000x', 'C:\\\\evil', '.hidden']) {
    const saved = await save({ text: job.replace('name: disc', `name: ${JSON.stringify(name)}`), base, force: true });
    await ask('/studio/write', own(), 'POST', JSON.stringify({ base: JSON.parse(saved.body).saved }));
  }
  expect(readFileSync(join(root, 'secret.json'), 'utf8')).toBe(secret);
  expect(readdirSync(root).sort()).toEqual([...before.keys()].sort());
  // What an action is asked beside its text is nothing to it.
  const more = await save({
    text: job,
    base,
    force: true,
    name: '../evil.yaml',
    path: join(root, 'evil'),
    folder: root,
  });
  expect(more.status).toBe(200);
  expect(readdirSync(root).sort()).toEqual([...before.keys()].sort());
});

test('two studios on one job: the second save is asked, and its write too', async () => {
  const other = await serveViewer(new Map([['/', jsonAsset('page')]]), {
    studio: studioHost({ folder, name: 'job.yaml', draft: '' }),
  });
  const { pathname, search } = new URL(other.url);
  const first = server;
  server = other;
  const opened = await ask(pathname + search);
  const its = String(opened.headers['set-cookie']).split(';')[0];
  const state = JSON.parse((await ask('/studio/state.json', { cookie: its })).body);
  const theirs = { ...own(), cookie: its, 'x-bioweft-token': state.token };
  // Neither cookie nor token of the one is good for the other.
  for (const headers of [own(), { ...theirs, cookie }, { ...theirs, 'x-bioweft-token': token }]) {
    expect((await save({ text: 'x', base }, headers)).status).toBeGreaterThanOrEqual(401);
  }
  server = first;
  const mine = job.replace('speed: 8', 'speed: 9');
  expect((await save({ text: mine, base })).status).toBe(200);
  server = other;
  const late = await save({ text: job.replace('speed: 8', 'speed: 7'), base: state.saved }, theirs);
  expect([late.status, JSON.parse(late.body).text]).toEqual([409, mine]);
  const write = await ask('/studio/write', theirs, 'POST', JSON.stringify({ base: state.saved }));
  expect(write.status).toBe(409);
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(mine);
  const anyway = { text: job, base: state.saved, force: true };
  expect((await save(anyway, theirs)).status).toBe(200);
  server = first;
  await other.close();
});

test('every probe of the viewer server finds the same here', async () => {
  const { pathname, search } = new URL(server.url);
  expect((await ask(pathname + search)).status).toBe(401);
  for (const path of [
    '/../job.yaml',
    '/studio/../job.yaml',
    '/job.yaml',
    '/studio/files/..%2fsecret.json',
    '/studio/',
    '/%00',
  ]) {
    expect((await ask(path, { cookie })).status, path).toBe(404);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    for (const path of ['/', '/studio/state.json', '/studio/library.json', '/studio/files/own.json']) {
      expect((await ask(path, own(), method)).status, `${method} ${path}`).toBe(405);
    }
  }
  for (const [headers, status] of [
    [{ cookie, host: 'evil.example' }, 421],
    [{ cookie, origin: 'http://evil.example' }, 403],
    [{ cookie, 'sec-fetch-site': 'cross-site' }, 403],
  ] as const) {
    for (const path of ['/', '/studio/state.json', '/studio/files/own.json']) {
      const reply = await ask(path, headers);
      expect(reply.status, path).toBe(status);
      expect(String(reply.headers['content-security-policy'])).toContain("default-src 'none'");
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    }
  }
});

test('a job file that is a link is not written through', async () => {
  const target = join(root, 'elsewhere.yaml');
  writeFileSync(target, job);
  rmSync(join(folder, 'job.yaml'));
  symlinkSync(target, join(folder, 'job.yaml'));
  const reply = await save({ text: `${job}# more`, base });
  expect(reply.status).toBe(400);
  expect(readFileSync(target, 'utf8')).toBe(job);
  rmSync(join(folder, 'job.yaml'));
  expect(existsSync(target)).toBe(true);
});

test('a mesh is copied into the folder by its plain name only, and replaces none', async () => {
  const copy = (name: unknown, text = 'solid a', headers: Record<string, string> = own()) =>
    ask('/studio/copy', headers, 'POST', JSON.stringify({ name, bytes: Buffer.from(text).toString('base64') }));
  expect((await copy('ear.stl')).status).toBe(200);
  expect(readFileSync(join(folder, 'ear.stl'), 'utf8')).toBe('solid a');
  expect((await copy('ear.stl')).status).toBe(200);
  expect((await copy('ear.stl', 'solid b')).status).toBe(409);
  symlinkSync(join(root, 'away.stl'), join(folder, 'link.stl'));
  const before = readdirSync(folder).sort();
  const others = [
    '../ear.stl',
    'a/ear.stl',
    'a\\ear.stl',
    '.ear.stl',
    '..',
    '',
    'job.yaml',
    'ear.stl.html',
    7,
    null,
    'link.stl',
  ];
  for (const name of others) expect((await copy(name)).status, String(name)).toBe(400);
  for (const without of ['cookie', 'origin', 'x-bioweft-token'] as const) {
    const { [without]: _, ...headers } = own();
    expect((await copy('other.stl', 'solid a', headers)).status, without).toBeGreaterThan(400);
  }
  expect(readdirSync(folder).sort()).toEqual(before);
  expect(existsSync(join(root, 'away.stl'))).toBe(false);
  expect(readFileSync(join(folder, 'ear.stl'), 'utf8')).toBe('solid a');
});
