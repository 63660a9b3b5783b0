import { type BrowserServer, chromium } from 'playwright-core';
import { buildViewer, builtViewer, removeViewer } from './built-viewer.ts';
import { findHeadless, headlessFlags } from './find-chromium.ts';

// Once for all files of this folder: the page as built, and a browser that they share, each page in a context of its own.

let server: BrowserServer | null = null;

export async function setup(): Promise<void> {
  await buildViewer();
  const executablePath = findHeadless();
  server = await chromium.launchServer({ executablePath, args: headlessFlags });
  // Processes of the tests begin with the environment of this one.
  process.env['BIOWEFT_TEST_VIEWER'] = builtViewer;
  process.env['BIOWEFT_TEST_BROWSER'] = server.wsEndpoint();
}

export async function teardown(): Promise<void> {
  await server?.close();
  removeViewer();
}
