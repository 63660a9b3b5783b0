import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { axe } from './axe.ts';
import { drop } from './open-viewer.ts';
import { onePage } from './pages-for-tests.ts';

// What axe-core finds in states that no other test of the page looks at, each in the theme that the others leave out.

const wells = ['A1', 'A2'].map((well, i) => ({
  well,
  x: 20 + 19.3 * i,
  y: 80,
  values: { condition: i + 1, speed: 4 + i },
}));
const withView = onePage({ gcode: samplePrint({ layers: 3, size: 8, wells, vessel: 'corning-24', cureEvery: 2 }) });

const dropText = (name: string, text: string) => async (page: Page) => {
  await drop(page, `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`);
  await page.waitForFunction((wanted) => {
    const { status, print } = globalThis.__viewer!.store;
    return status.value.kind === 'refused' || (status.value.kind === 'ready' && print.value?.name === wanted);
  }, name);
};

interface State {
  readonly view: string;
  readonly act: (page: Page) => Promise<unknown>;
  readonly theme: 'dark' | 'light';
  /** Stands on the page in this state. */
  readonly shows: string;
}

// What replaces the file comes last.
const states: Readonly<Record<string, State>> = {
  section: { theme: 'light', view: 'section=x,0.5', act: async () => {}, shows: '.section output' },
  events: { theme: 'light', view: 'panel=events', act: async () => {}, shows: '.event-list [role=option]' },
  wells: {
    theme: 'light',
    view: 'panel=wells&colour=condition',
    act: async () => {},
    shows: '[aria-label=Wells] tbody tr',
  },
  multiples: { theme: 'light', view: 'panel=none&show=multiples', act: async () => {}, shows: '.multiples canvas' },
  measuring: {
    theme: 'light',
    view: 'panel=none',
    async act(page) {
      await page.keyboard.press('Shift+U');
      for (const key of ['n', 'Enter', 'n', 'Enter']) await page.keyboard.press(key);
    },
    shows: '[aria-label=Measure] dl',
  },
  help: { theme: 'dark', view: '', act: (page) => page.keyboard.press('?'), shows: 'dialog[open]' },
  'no ink': { theme: 'light', view: '', act: dropText('ways.nc', 'G0 X10 Y5 Z1\nG0 X40 Y30\n'), shows: '.facts' },
  refused: {
    theme: 'dark',
    view: '',
    act: dropText('letter.txt', 'Dear Sir,\nthe cells have died.\n'),
    shows: '[role=alert].message',
  },
};

test('axe finds nothing serious in any state of the page', async () => {
  for (const [name, { theme, view, act, shows }] of Object.entries(states)) {
    await withView(view, async (page) => {
      await page.emulateMedia({ colorScheme: theme });
      await act(page);
      await page.locator(shows).first().waitFor();
      await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.theme.value)).toBe(theme);
      expect(await axe(page), name).toEqual([]);
      // Whatever lies over the page goes before the next state.
      for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
    });
  }
});
