import { expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { onePage, pagesForTests } from './pages-for-tests.ts';
import { canvasPicture, difference } from './pixels.ts';

// What a link and the commands do to the camera and the section.

const gcode = samplePrint({ layers: 6 });
const withPage = pagesForTests();
const withView = onePage({ gcode, width: 900, height: 560 });

test('a link opened in the same tab shows what it says and nothing of the view before', async () => {
  await withView('colour=shear&layers=2-3&section=x,0.5&hide=ink:1', async (page) => {
    await expect.poll(() => page.locator('.hidden-too').textContent()).toContain('Also hidden: bone');
    await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.low.value)).toBe(1);
    await page.evaluate(() => {
      location.hash = '#colour=role';
    });
    await page.waitForFunction(() => globalThis.__viewer!.store.mode.value === 'role');
    const shown = () =>
      page.evaluate(() => {
        const { low, high, section, hiddenInks } = globalThis.__viewer!.store;
        return { low: low.value, high: high.value, section: section.value, hidden: hiddenInks.value.size };
      });
    await expect.poll(shown).toEqual({ low: 0, high: 5, section: null, hidden: 0 });
    // Another printer means another reading, and the camera is still where the link says.
    await page.evaluate(() => {
      location.hash = '#printer=marlin-syringe&layers=2-3&camera=o,60,59,40,60,60,0,6';
    });
    await page.waitForFunction(() => {
      const { store, stage } = globalThis.__viewer!;
      const { ortho, zoom, eye } = stage.rig.pose();
      return (
        store.status.value.kind === 'ready' &&
        store.low.value === 1 &&
        ortho &&
        Math.hypot(zoom - 6, eye[2] - 40) < 1e-6
      );
    });
    await expect.poll(() => page.getByLabel('Read as the printer').inputValue()).toBe('marlin-syringe');
  });
});

test('the address holds the camera of the file that is shown, not of the one before', async () => {
  await withView('camera=o,60,59,40,60,60,0,6', async (page) => {
    await page.evaluate(
      (text) => globalThis.__viewer!.app.open({ kind: 'file', file: new Blob([text]), name: 'print.gcode' }),
      gcode,
    );
    const poses = () =>
      page.evaluate(() => {
        const { store, stage } = globalThis.__viewer!;
        return [store.pose.value, stage.rig.pose()];
      });
    const [written, seen] = await poses();
    expect(written).toEqual(seen);
  });
});

test('the camera of a link that comes while the first picture is drawn is not forgotten', async () => {
  await withPage({ gcode: null }, async (page) => {
    const height = await page.evaluate(async (text) => {
      const { app, store, stage } = globalThis.__viewer!;
      const opened = app.open({ kind: 'file', file: new Blob([text]), name: 'late.gcode' });
      while (!store.print.value) await new Promise((resolve) => setTimeout(resolve, 1));
      location.hash = '#camera=o,60,59,40,60,60,0,6';
      while (!store.pose.value?.ortho) await new Promise((resolve) => setTimeout(resolve, 0));
      await opened;
      return stage.rig.pose().zoom;
    }, gcode);
    expect(height).toBeCloseTo(6, 6);
  });
});

test('a flight to a strand arrives, and gives way to whatever moves the camera meanwhile', async () => {
  await withView('', async (page) => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const pose = () =>
      page.evaluate(() => {
        const { eye, target } = globalThis.__viewer!.stage.rig.pose();
        const rounded = (point: readonly number[]) => point.map((value) => Math.round(value * 1e4) / 1e4 + 0);
        return { eye: rounded(eye), target: rounded(target) };
      });
    await page.keyboard.press('Shift+T');
    const fitted = await pose();
    await page.evaluate(() => {
      const { app } = globalThis.__viewer!;
      app.picture.flyTo(5);
      app.picture.fit();
    });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await expect.poll(pose).toEqual(fitted);
    const start = await page.evaluate(() => {
      const { app, store } = globalThis.__viewer!;
      app.picture.flyTo(5);
      return Array.from(store.print.value!.path.slice(20, 23), (value) => Math.round(value * 1e4) / 1e4);
    });
    await expect.poll(async () => (await pose()).target).toEqual(start);
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });
});

test('a section cuts sheets and starts like the strands they belong to', async () => {
  await withView('show=fill,marks&panel=none', async (page) => {
    // How much of the picture the sheets and the starts are; areas come from the worker, a moment later.
    const both = async () => {
      const shown = await canvasPicture(page);
      await page.keyboard.press('u');
      await page.keyboard.press('m');
      return difference(shown, await canvasPicture(page));
    };
    await expect.poll(both).toBeGreaterThan(0.006);
    await page.evaluate(() => {
      globalThis.__viewer!.store.section.value = { axis: 'x', at: 0.999 };
    });
    for (let i = 0; i < 3; i++) expect(await both()).toBeLessThan(0.0005);
  });
});

test('in parallel projection a click meets what is drawn, though it stand behind the camera', async () => {
  await withView('', async (page) => {
    const layer = await page.evaluate(async () => {
      const { app, stage, store, rowAt } = globalThis.__viewer!;
      app.picture.setPose({ eye: [58, 60, 0.5], target: [58, 60.001, 0], ortho: true, zoom: 3 });
      await stage.whenIdle();
      const canvas = document.querySelector('canvas')!;
      for (let x = 0; x < 80; x += 2) {
        const row = rowAt(canvas.clientWidth / 2 + x, canvas.clientHeight / 2);
        if (row >= 0 && store.print.value!.layer[row] === 5) return 5;
      }
      return -1;
    });
    expect(layer).toBe(5);
  });
});
