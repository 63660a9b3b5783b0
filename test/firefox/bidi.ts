import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A page in Firefox, worked by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/) as far as the proofs need it. */
export interface FirefoxPage {
  readonly version: string;
  open(url: string): Promise<void>;
  /** The value of an expression, or of the promise that it is, through JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** A key by the name that pages know it by, with what is held: `Shift+ArrowDown`, `Control+s`. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /**
   * Presses the mouse in the middle of what an expression finds, once nothing covers it and it may be pressed: twice
   * or three times to select text, and on the way to others (by the name of each) with the button held down.
   */
  click(element: string, how?: { times?: number; dragTo?: readonly string[] }): Promise<void>;
  /** Path of the file that is downloaded after this; it goes with the browser. */
  downloaded(act: () => Promise<void>): Promise<string>;
  /** Errors and warnings of the console and failed requests since the start. */
  readonly complaints: string[];
  close(): Promise<void>;
}

const preferences = {
  // Without a graphics card the processor draws.
  'webgl.force-enabled': true,
  'ui.prefersReducedMotion': 1,
  // Nothing is asked, installed or sent.
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};
const installLine =
  'This proof needs Firefox, and a display or xvfb-run. Install them (Debian: apt-get install firefox-esr xvfb xauth), or set BIOWEFT_FIREFOX to the path of a Firefox.';

/** Starts Firefox with a profile of its own, which goes with it. Throws with the install line where there is none. */
export async function startFirefox(): Promise<FirefoxPage> {
  const profile = mkdtempSync(join(tmpdir(), 'bioweft-firefox-'));
  const kept = { 'browser.download.folderList': 2, 'browser.download.dir': profile };
  const lines = Object.entries({ ...preferences, ...kept }).map(
    ([key, value]) => `user_pref("${key}", ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const asked = process.env['BIOWEFT_FIREFOX'];
  const { child, address } = await firstThatStarts(asked ? [asked] : ['firefox-esr', 'firefox'], profile);
  const ended = new Promise((done) => child.once('exit', done));
  const socket = new WebSocket(`${address}/session`);
  await new Promise((done, fail) => {
    socket.onopen = done;
    socket.onerror = () => fail(new Error(`Firefox does not answer at ${address}.`));
  });
  const complaints: string[] = [];
  const downloads: ((path: string | null) => void)[] = [];
  const send = commands(socket, complaints, (path) => downloads.shift()?.(path));
  const { capabilities } = (await send('session.new', { capabilities: {} })) as {
    capabilities: { browserVersion: string };
  };
  await send('session.subscribe', { events: ['log.entryAdded', 'network.fetchError'] });
  // A window of its own has the focus: in the first one keys reach the page, but no control of it.
  const { context } = (await send('browsingContext.create', { type: 'window' })) as { context: string };
  await send('browsingContext.setViewport', { context, viewport: { width: 1280, height: 720 } });
  return {
    version: capabilities.browserVersion,
    complaints,
    async open(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    evaluate: <T>(expression: string) => evaluate(send, context, expression) as Promise<T>,
    press: (key) => strike(send, context, key.split('+')),
    async type(text) {
      for (const letter of text) await strike(send, context, [letter]);
    },
    click: (element, { times = 1, dragTo = [] } = {}) => press(send, context, [element, ...dragTo], times),
    async downloaded(act) {
      await send('session.subscribe', { events: ['browsingContext.downloadEnd'] });
      const coming = new Promise<string | null>((done) => downloads.push(done));
      await act();
      const path = await coming;
      if (path === null) throw new Error('Firefox did not finish the download.');
      return path;
    },
    async close() {
      await send('browser.close', {});
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Keys that are no letters, as WebDriver writes them (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const named: Readonly<Record<string, string>> = {
  Shift: '\uE008',
  Control: '\uE009',
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

async function strike(send: Send, context: string, keys: readonly string[]): Promise<void> {
  const values = keys.map((key) => named[key] ?? key);
  const actions = [
    ...values.map((value) => ({ type: 'keyDown', value })),
    ...[...values].reverse().map((value) => ({ type: 'keyUp', value })),
  ];
  await send('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions }] });
}

async function press(send: Send, context: string, elements: readonly string[], times: number): Promise<void> {
  const actions: object[] = [];
  for (const [i, expression] of elements.entries()) {
    const origin = { type: 'element', element: { sharedId: await reachable(send, context, expression) } };
    actions.push({ type: 'pointerMove', x: 0, y: 0, origin });
    if (i === 0) actions.push({ type: 'pointerDown', button: 0 });
  }
  actions.push({ type: 'pointerUp', button: 0 });
  for (let i = 1; i < times; i++) actions.push({ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
  const source = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
  await send('input.performActions', { context, actions: [source] });
}

/** Waits in the page until an element stands, stands still, may be pressed, and is what the mouse meets in its middle. */
async function reachable(send: Send, context: string, expression: string): Promise<string> {
  const answer = await run(
    send,
    context,
    `(async () => {
      let before = '';
      let found = 'nothing';
      for (const end = performance.now() + 90000; performance.now() < end; ) {
        const element = ${expression};
        if (element && !element.disabled) {
          element.scrollIntoView({ block: 'center' });
          const { left, top, width, height } = element.getBoundingClientRect();
          const met = document.elementFromPoint(left + width / 2, top + height / 2);
          const place = [left, top, width, height].join();
          if (element.contains(met) && place === before) return element;
          found = met?.outerHTML.slice(0, 160) + ' at ' + place;
          before = place;
        }
        await new Promise(requestAnimationFrame);
      }
      return found;
    })()`,
  );
  if (answer.sharedId === undefined)
    throw new Error(`The mouse does not reach ${expression}: there is ${answer.value}.`);
  return answer.sharedId;
}

async function firstThatStarts(programs: readonly string[], profile: string) {
  for (const program of programs) {
    const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile];
    // Its software graphics want a display, seen or not.
    const command = process.env['DISPLAY'] ? [program, ...args] : ['xvfb-run', '-a', program, ...args];
    const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await addressOf(child);
    if (address) return { child, address };
  }
  throw new Error(installLine);
}

/** Where a Firefox listens, as it says itself; null where it does not start. */
function addressOf(child: ChildProcess): Promise<string | null> {
  return new Promise((done) => {
    child.once('error', () => done(null));
    child.once('exit', () => done(null));
    createInterface({ input: child.stderr! }).on('line', (line) => {
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
      if (address) done(address);
    });
  });
}

type Send = (method: string, params: object) => Promise<unknown>;

function commands(socket: WebSocket, complaints: string[], onDownload: (path: string | null) => void): Send {
  const waiting = new Map<number, { done(value: unknown): void; fail(error: Error): void }>();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const { id, type, method, params, result, error, message } = JSON.parse(String(data));
    if (method === 'browsingContext.downloadEnd') onDownload(params.filepath ?? null);
    else if (type === 'event') {
      const complaint = complaintOf(method, params);
      if (complaint) complaints.push(complaint);
    } else if (error) waiting.get(id)?.fail(new Error(`${error}: ${message}`));
    else waiting.get(id)?.done(result);
    waiting.delete(id);
  };
  return (method, params) =>
    new Promise((done, fail) => {
      last++;
      waiting.set(last, { done, fail });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}

interface EventParams {
  readonly level?: string;
  readonly text?: string;
  readonly errorText?: string;
  readonly request?: { readonly url: string };
}

function complaintOf(method: string, { level, text, errorText, request }: EventParams): string | null {
  if (method === 'network.fetchError') return `${request?.url} ${errorText}`;
  return level === 'error' || level === 'warn' ? `${level}: ${text}` : null;
}

async function evaluate(send: Send, context: string, expression: string): Promise<unknown> {
  const words = `(async () => JSON.stringify((await (${expression})) ?? null))()`;
  return JSON.parse((await run(send, context, words)).value!);
}

interface Remote {
  readonly value?: string;
  /** Of an element, to point at it. */
  readonly sharedId?: string;
}

async function run(send: Send, context: string, expression: string): Promise<Remote> {
  const answer = (await send('script.evaluate', { expression, target: { context }, awaitPromise: true })) as {
    type: string;
    result?: Remote;
    exceptionDetails?: { text: string };
  };
  if (answer.type !== 'success') throw new Error(`In the page: ${answer.exceptionDetails?.text}`);
  return answer.result!;
}
