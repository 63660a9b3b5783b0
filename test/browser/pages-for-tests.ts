import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildViewer, removeViewer } from './built-viewer.ts';
import { launch, type OpenPage, openPage, serveFile, settled } from './open-viewer.ts';

export type WithPage = (
  options: Parameters<typeof serveFile>[0] & Parameters<typeof openPage>[2],
  work: (page: Page) => Promise<void>,
) => Promise<void>;

/** The built page and a browser, for the tests of a file. */
export function browserForTests(): () => Browser {
  let browser: Browser;
  beforeAll(async () => {
    await buildViewer();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    removeViewer();
  });
  return () => browser;
}

/** A browser for the tests of a file: a page each, which may not complain. */
export function pagesForTests(): WithPage {
  const browser = browserForTests();
  return async (options, work) => {
    const server = await serveFile(options);
    const { page, context, complaints } = await openPage(browser(), server.url, options);
    if (options.gcode !== null) await settled(page);
    await work(page);
    expect(complaints).toEqual([]);
    await context.close();
    await server.close();
  };
}

/**
 * One page for all tests of a file, one after the other: each begins with the view that it names, and the page may not
 * complain. A page costs seconds where the processor draws.
 */
export function onePage(
  options: Parameters<typeof serveFile>[0] & Parameters<typeof openPage>[2],
): (view: string, work: (page: Page) => Promise<void>) => Promise<void> {
  const browser = browserForTests();
  let server: Awaited<ReturnType<typeof serveFile>>;
  let opened: OpenPage;
  beforeAll(async () => {
    server = await serveFile(options);
    opened = await openPage(browser(), server.url, options);
    if (options.gcode !== null) await settled(opened.page);
  });
  afterAll(async () => {
    await opened?.context.close();
    await server?.close();
  });
  return async (view, work) => {
    const { page, complaints } = opened;
    await showView(page, view);
    await work(page);
    expect(complaints).toEqual([]);
  };
}

/** Gives the page an address, as if it came from a link. */
export async function showView(page: Page, view: string): Promise<void> {
  await page.evaluate(async (words) => {
    // The page writes its address itself; the same one again would not be heard.
    history.replaceState(null, '', '#-');
    const heard = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    location.hash = words;
    await heard;
    await globalThis.__viewer!.whenIdle();
  }, view);
}
