import { expect } from 'vitest';
import { buildViewer, removeViewer } from '../browser/built-viewer.ts';
import { type FirefoxPage, startFirefox } from './bidi.ts';

/** Firefox, and the pages built for it. */
export async function openFirefox(): Promise<FirefoxPage> {
  const page = await startFirefox();
  await buildViewer();
  return page;
}

/** Ends both, also where Firefox has not come up. */
export async function closeFirefox(page: FirefoxPage | undefined): Promise<void> {
  await page?.close();
  removeViewer();
}

/** Waits until the studio in the page has a plan of this kind. */
export const planIs = (page: FirefoxPage, kind: string) =>
  expect.poll(() => page.evaluate('document.body.dataset.plan')).toBe(kind);
