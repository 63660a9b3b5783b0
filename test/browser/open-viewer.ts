import { type Browser, type BrowserContext, chromium, type Download, type Page } from 'playwright-core';
import { type Asset, jsonAsset, viewerAssets } from '../../src/serve/assets.ts';
import type { LiveHub } from '../../src/serve/live.ts';
import { serveViewer, type ViewerServer } from '../../src/serve/server.ts';
import { builtViewer } from './built-viewer.ts';
import { findHeadless, headlessFlags } from './find-chromium.ts';

/** The page under test: the real build, the real server, a real browser. */

const { BIOWEFT_TEST_BROWSER: endpoint } = process.env;

/** The browser that the test run shares, or one of its own; closing it ends only what was opened in it. */
export async function launch(): Promise<Browser> {
  if (endpoint) return chromium.connect(endpoint);
  const executablePath = findHeadless();
  const browser = await chromium.launch({ executablePath, args: headlessFlags });
  process.stderr.write(`The browser tests run in ${executablePath} ${browser.version()}.\n`);
  return browser;
}

export interface ServedFile {
  readonly name?: string;
  readonly gcode: string | Uint8Array | null;
  readonly report?: unknown;
  readonly model?: unknown;
  readonly live?: LiveHub;
}

export async function serveFile({
  name = 'print.gcode',
  gcode,
  report,
  model,
  live,
}: ServedFile): Promise<ViewerServer> {
  const assets = viewerAssets(builtViewer);
  const manifest = {
    name,
    gcode: gcode === null ? null : 'print.gcode',
    report: report ? 'report.json' : null,
    model: model ? 'model.json' : null,
    events: live ? 'events' : null,
  };
  assets.set('/print.json', jsonAsset(manifest));
  if (gcode !== null) assets.set('/print.gcode', { type: 'text/plain', body: Buffer.from(gcode as string) } as Asset);
  if (report) assets.set('/report.json', jsonAsset(report));
  if (model) assets.set('/model.json', jsonAsset(model));
  return serveViewer(assets, { live });
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings of the console, failed requests and broken policies, since the page was opened. */
  readonly complaints: string[];
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly hash?: string;
  readonly theme?: 'dark' | 'light';
}

export async function openPage(browser: Browser, url: string, options: OpenOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1100, height: options.height ?? 640 },
    colorScheme: options.theme ?? 'dark',
    reducedMotion: 'reduce',
  });
  return openIn(context, url, options.hash);
}

export async function openIn(context: BrowserContext, url: string, hash?: string): Promise<OpenPage> {
  // Nothing here is timed: a machine may be busy.
  context.setDefaultTimeout(100_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  catchChoosers(page);
  page.on('console', (message) => {
    // SwiftShader tells that reading pixels is slow; that is what the tests are for.
    const drivers = /GL Driver Message|software WebGL|GPU stall/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !drivers) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  await page.goto(url);
  // The words of the page stand before its picture can be worked with.
  await page.waitForFunction(() => globalThis.__viewer || document.querySelector('[data-code=no-graphics]'));
  if (hash) await page.evaluate((words) => location.replace(`#${words}`), hash);
  return { page, context, complaints };
}

/**
 * Choosers of files are caught from the beginning: asked for only as a key is pressed, the browser may have opened one of
 * its own before it hears of that.
 */
export function catchChoosers(page: Page): void {
  page.on('filechooser', () => {});
}

/** Waits until the print stands still on the screen. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => ['ready', 'refused'].includes(globalThis.__viewer?.store.status.value.kind ?? ''));
  await page.evaluate(() => globalThis.__viewer!.whenIdle());
}

/** What the page gives to be saved. */
export async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Drops a file on the page; `make` is the script that makes it there. */
export function drop(page: Page, make: string): Promise<unknown> {
  return page.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(${make});
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  })()`);
}
