import type { Browser, Page } from 'playwright-core';
import { serveStudio } from '../../src/cli/plan/run-studio.ts';
import type { StudioJob } from '../../src/cli/plan/studio-host.ts';
import { builtViewer } from './built-viewer.ts';

export interface OpenStudio {
  readonly page: Page;
  /** Errors of the page and its console, since it was opened. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** The studio as it is served: the real build, the real planner in its worker, a real browser. */
export async function openStudio(
  browser: Browser,
  job: StudioJob,
  // High enough for the whole job: the editor holds only the lines that are seen.
  viewport = { width: 1600, height: 1500 },
): Promise<OpenStudio> {
  const server = await serveStudio(job, builtViewer);
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  context.setDefaultTimeout(100_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  // What a server refuses on purpose (409) the browser reports too; and Chromium's own editing of text gives what it
  // moves a style, which the policy blocks (no line of a script is named): the editor draws the text itself.
  page.on('console', (message) => {
    const byTheBrowser = /^Applying inline style/.test(message.text()) && message.location().lineNumber === 0;
    if (message.type() === 'error' && !byTheBrowser && !/status of 4\d\d/.test(message.text()))
      faults.push(message.text());
  });
  await page.goto(server.url);
  return {
    page,
    faults,
    async close() {
      await context.close();
      await server.close();
    },
  };
}

/** Waits until the plan of what is in the editor is of this kind. */
export async function planIs(page: Page, kind: 'proven' | 'refused' | 'failed'): Promise<void> {
  await page.waitForFunction((wanted) => document.body.dataset['plan'] === wanted, kind, { timeout: 180_000 });
}

export const jobText = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLElement>('.cm-content')!.innerText);

/** Presses Undo until there is nothing left to take back: the button may say so a moment later than the page knows it. */
export async function undoAll(page: Page): Promise<void> {
  while (await page.evaluate(() => globalThis.__studio!.canUndo())) {
    await page
      .getByRole('button', { name: 'Undo', exact: true })
      .click({ timeout: 2000 })
      .catch(() => {});
  }
}
