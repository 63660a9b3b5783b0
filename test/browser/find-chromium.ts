import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium for the browser tests: BIOWEFT_CHROMIUM, else a usual place, else (as root on Debian) installed now.
 * Throws with what to do where none of it works: a test of the picture must not pass without a picture.
 */
export function findChromium(): string {
  const asked = process.env['BIOWEFT_CHROMIUM'];
  if (asked) {
    if (runs(asked)) return asked;
    throw new Error(`BIOWEFT_CHROMIUM=${asked} is not a program that can be run.`);
  }
  const found = known.find(runs);
  if (found) return found;
  if (process.getuid?.() === 0 && runs('/usr/bin/apt-get')) {
    process.stderr.write('The browser tests need Chromium: installing it with apt-get (about a minute).\n');
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
    execFileSync('apt-get', ['update', '-qq'], quiet);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      ...quiet,
      env,
    });
    const installed = known.find(runs);
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome. Install it (Debian: apt-get install chromium) or set BIOWEFT_CHROMIUM to its path.',
  );
}

/** Software rendering, so that every machine draws the same pixels. */
export const chromiumFlags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--force-color-profile=srgb',
];

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
