import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildViewer, removeViewer } from './built-viewer.ts';
import { launch, openPage, serveFile, settled } from './open-viewer.ts';

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
