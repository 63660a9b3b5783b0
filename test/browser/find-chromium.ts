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

/** Debian's Chromium without a window. */
const shell = '/usr/bin/chromium-headless-shell';

/**
 * A Chromium: BIOWEFT_CHROMIUM, else a usual place, else (as root on Debian) installed now.
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
  if (installable()) {
    process.stderr.write('The browser tests need Chromium: installing it with apt-get (about a minute).\n');
    install('chromium', { errors: 'inherit' });
    const installed = known.find(runs);
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need Chromium or Chrome. Install it (Debian: apt-get install chromium) or set BIOWEFT_CHROMIUM to its path.',
  );
}

/**
 * For the tests: Chromium without a window, the same engine in a program of its own. A whole Chromium draws a window with
 * tabs and buttons for each page, though nobody sees it: a third of the browser's time of a processor. Installed where
 * that can be done, or else the whole Chromium does as well.
 */
export function findHeadless(): string {
  if (process.env['BIOWEFT_CHROMIUM']) return findChromium();
  if (!runs(shell) && installable()) {
    process.stderr.write('Installing Chromium without a window with apt-get, for the browser tests.\n');
    try {
      // Without a network that is soon known, and whoever else installs something is waited for.
      const patience = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20', '-o', 'DPkg::Lock::Timeout=120'];
      install('chromium-headless-shell', { errors: 'ignore', patience });
    } catch {
      process.stderr.write('It cannot be installed: a whole Chromium takes its place.\n');
    }
  }
  return runs(shell) ? shell : findChromium();
}

const installable = (): boolean => process.getuid?.() === 0 && runs('/usr/bin/apt-get');

interface Installing {
  readonly errors: 'inherit' | 'ignore';
  readonly patience?: readonly string[];
}

function install(name: string, { errors, patience = [] }: Installing): void {
  const stdio: ['ignore', 'ignore', typeof errors] = ['ignore', 'ignore', errors];
  execFileSync('apt-get', [...patience, 'update', '-qq'], { stdio });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const names = ['--no-install-recommends', name, 'fonts-dejavu-core'];
  execFileSync('apt-get', [...patience, 'install', '-y', '-qq', ...names], { stdio, env });
}

/** Software rendering, so that every machine draws the same pixels. */
export const chromiumFlags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--force-color-profile=srgb',
];

/**
 * For the tests: of a page only the picture of the print is drawn by the software that stands for a graphics card. Debian's
 * Chromium lets it draw words and buttons, too, which costs a fifth of the browser's time.
 */
export const headlessFlags = [...chromiumFlags, '--disable-gpu-rasterization'];

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
