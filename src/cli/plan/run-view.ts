import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseOtherFiles } from '../../check/foreign/check-gcode.ts';
import { InputError } from '../../finding/input-error.ts';
import { formatByName } from '../../mesh/formats/mesh-formats.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { profileIds } from '../../printer/load-profiles.ts';
import type { Profile } from '../../printer/profile.ts';
import { type Asset, fileAsset, jsonAsset, packedScript, viewerAssets } from '../../serve/assets.ts';
import { exportPage, scriptInHtml } from '../../serve/export-page.ts';
import { createLiveHub, type LiveHub } from '../../serve/live.ts';
import { eventsPath, serveViewer } from '../../serve/server.ts';
import { exitCode } from '../exit-codes.ts';
import { claimOutputs } from '../files/claim-outputs.ts';
import { profileOfFile } from '../files/own-library.ts';
import { inFile, namedInFile, readHead } from '../files/read-gcode-file.ts';
import { writeOutput } from '../files/write-output.ts';
import { refuseIdleFlags } from '../parse-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { isJobFile } from './quick-parts.ts';

export interface ViewOptions extends CommonOptions {
  readonly port?: string;
  readonly open: boolean;
  readonly export?: string;
  readonly report?: string;
  readonly job?: string;
  readonly follow?: boolean;
  readonly printerPort?: string;
  /** Absolute paths of the files shown last, for the start page. */
  readonly recent?: readonly string[];
}

/** What is to be shown, wherever it came from. */
interface Shown {
  readonly name: string;
  readonly gcode: { readonly path: string } | { readonly bytes: Uint8Array };
  readonly report: unknown;
  readonly model: unknown;
  /** The printer's profile where it is not of the library. */
  readonly profile: unknown;
  /** The job that it was planned from, and the files to be watched, which it came from. */
  readonly planned?: { readonly job: string; readonly files: readonly string[] };
}

/**
 * Shows a file until it is stopped, or exports it as a page. `built` is the folder of the viewer's build; `stopped` tells
 * the end where it is not the user's Ctrl-C.
 */
export async function runView(
  file: string | undefined,
  options: ViewOptions,
  built = builtViewer(),
  stopped?: Promise<void>,
): Promise<number> {
  if (options.export !== undefined) {
    const inputs = [file, options.report, options.job].filter((path) => path !== undefined);
    claimOutputs([{ flag: '--export', path: options.export, kind: 'page' }], inputs);
  }
  refuseFlagsOfPrints(file, options);
  const shown = file === undefined ? null : await gather(file, options);
  return options.export === undefined
    ? serve(built, shown, options, stopped)
    : exportTo(options.export, built, shown, options);
}

/** A job is planned, with its own printer and report, and again when its files change: nothing prints it. */
function refuseFlagsOfPrints(file: string | undefined, options: ViewOptions): void {
  const isJob = file !== undefined && isJobFile(file);
  const followsNone = isJob || options.export !== undefined;
  const flags = [
    isJob && options.report !== undefined && '--report',
    isJob && options.job !== undefined && '--job',
    followsNone && options.follow === true && '--follow',
    followsNone && options.printerPort !== undefined && '--printer-port',
  ];
  const what = options.export === undefined ? 'a job' : isJob ? 'the page of a job' : 'a page to keep';
  const fix = isJob
    ? 'Leave it out: a job is planned with its own printer, and planned again when its files change.'
    : 'Leave it out: a page to keep follows no print.';
  refuseIdleFlags('view-flags', flags, what, fix);
}

/** The viewer's build, with the studio in it: beside the bundled command line, or, run from the sources, where the build puts it. */
export function builtViewer(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = [join(here, 'viewer'), join(here, '../../../dist/viewer')].find((path) =>
    existsSync(join(path, 'index.html')),
  );
  if (found) return found;
  throw new InputError('viewer-not-built', 'The viewer has not been built.', { fix: 'Run `npm run build` once.' });
}

async function gather(file: string, options: ViewOptions): Promise<Shown> {
  const path = resolve(file);
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new InputError('no-such-file', `There is no file ${file}.`, { where: { file }, fix: 'Check the path.' });
  }
  if (isJobFile(path)) {
    const { planForView } = await import('./plan-for-view.ts');
    const { files, ...view } = await planForView(path);
    return { ...view, planned: { job: path, files } };
  }
  const report = readReport(path, options.report);
  const profile = await ownProfile(path, options.job);
  if (options.job === undefined) return { name: basename(path), gcode: { path }, report, model: null, profile };
  const { modelOfJob } = await import('./plan-for-view.ts');
  const { model, limits } = await modelOfJob(resolve(options.job));
  return {
    name: basename(path),
    gcode: { path },
    report: { findings: [], ...(report as object), limits },
    model,
    profile,
  };
}

/** The profile of a user's own printer that the file names, found beside it or the job; null for those of the library. */
async function ownProfile(path: string, job: string | undefined): Promise<Profile | null> {
  const found = await profileOfFile(path, namedInFile(readHead(path)), job).catch(() => null);
  return found === null || profileIds(libraryFolder('printers')).includes(found.profile.id) ? null : found.profile;
}

/** The report asked for, else `out.json` or `out.report.json` beside `out.gcode` where it is one. */
function readReport(gcode: string, asked: string | undefined): unknown {
  const stem = gcode.slice(0, gcode.length - extname(gcode).length);
  const candidates = asked === undefined ? [`${stem}.json`, `${stem}.report.json`] : [resolve(asked)];
  for (const path of candidates) {
    if (!existsSync(path)) continue;
    try {
      const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
      if (typeof report === 'object' && report !== null && 'findings' in report) return report;
    } catch (error) {
      if (asked !== undefined) throw unreadable(path, error);
    }
  }
  if (asked === undefined) return null;
  throw new InputError('no-report', `${asked} is not a report of bioweft.`, {
    where: { file: asked },
    fix: 'Give the file that `bioweft slice --report` wrote.',
  });
}

function unreadable(path: string, error: unknown): InputError {
  return new InputError('no-report', `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
    where: { file: path },
  });
}

async function serve(
  built: string,
  shown: Shown | null,
  options: ViewOptions,
  stopped = untilSignal(),
): Promise<number> {
  const assets = viewerAssets(built);
  const planned = shown?.planned;
  const live =
    options.follow || options.printerPort !== undefined || planned !== undefined ? createLiveHub() : undefined;
  const put = (what: Shown | null, turn: number | null) => {
    const events = live === undefined ? null : { url: eventsPath.slice(1), turn };
    for (const [path, asset] of contentAssets(what, events, options.recent ?? [])) assets.set(path, asset);
  };
  put(shown, planned === undefined ? null : 0);
  const stopFollowing =
    live && shown && 'path' in shown.gcode
      ? await follow(shown.gcode.path, options, live)
      : live && planned
        ? (await import('./follow-job.ts')).followJob(planned.job, planned.files, live, put)
        : null;
  const server = await serveViewer(assets, { port: portOf(options.port), live }).catch(portTaken(options.port));
  const say = (text: string) => process.stdout.write(`${text}\n`);
  if (options.json) say(JSON.stringify({ url: server.url, port: server.port }));
  else if (options.quiet) say(server.url);
  else say(`bioweft shows ${shown?.name ?? 'an empty page'} at\n  ${server.url}\nThe link works once. Ctrl-C ends it.`);
  if (options.open) openBrowser(server.url);
  await stopped;
  stopFollowing?.();
  await server.close();
  return exitCode.ok;
}

/** Throws InputError for a port that cannot be had. */
export const portTaken =
  (port: string | undefined) =>
  (error: NodeJS.ErrnoException): never => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new InputError('port-taken', `Port ${port} cannot be used (${error.code}).`, {
      fix: 'Leave --port out to take any free one.',
    });
  };

async function follow(file: string, { printerPort }: ViewOptions, live: LiveHub): Promise<() => void> {
  const { followPrint } = await import('../send/follow-print.ts');
  return followPrint(file, printerPort, live);
}

export function untilSignal(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}

export function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new InputError('bad-port', `--port ${text} is not a port.`, { fix: 'Give a whole number from 1 to 65535.' });
}

/** An empty page offers the demo, planned when it is asked for, and the files that were shown last. */
function startAssets(recent: readonly string[]): [string, Asset][] {
  let planned: Promise<Awaited<ReturnType<typeof import('./plan-for-view.ts').planForView>>> | null = null;
  const demo = async () => {
    const { planForView } = await import('./plan-for-view.ts');
    planned ??= planForView(join(libraryFolder('scaffolds'), demoScaffold, 'job.yaml'));
    return planned;
  };
  const json = 'application/json';
  return [
    [
      '/print.json',
      jsonAsset({
        demo: { name: `${demoScaffold}.gcode`, gcode: 'demo.gcode', report: 'demo.json', model: 'demo-model.json' },
        recent: recent.map((path, i) => ({ name: basename(path), folder: dirname(path), gcode: `recent-${i}.gcode` })),
      }),
    ],
    [
      '/demo.gcode',
      { type: 'text/plain; charset=utf-8', body: { make: async () => Buffer.from((await demo()).gcode.bytes) } },
    ],
    ['/demo.json', { type: json, body: { make: async () => Buffer.from(JSON.stringify((await demo()).report)) } }],
    ['/demo-model.json', { type: json, body: { make: async () => Buffer.from(JSON.stringify((await demo()).model)) } }],
    ...recent.map((path, i): [string, Asset] => [`/recent-${i}.gcode`, fileAsset(path)]),
  ];
}

const demoScaffold = 'osteochondral-plug';

/** The stream that comes with a file, and which plan of its job it is. */
interface ServedEvents {
  readonly url: string;
  readonly turn: number | null;
}

function contentAssets(shown: Shown | null, events: ServedEvents | null, recent: readonly string[]): [string, Asset][] {
  if (!shown) return startAssets(recent);
  const { gcode, report, model, profile, name } = shown;
  const assets: [string, Asset][] = [
    [
      '/print.json',
      jsonAsset({
        name,
        gcode: 'print.gcode',
        report: report ? 'report.json' : null,
        model: model ? 'model.json' : null,
        profile: profile ? 'profile.json' : null,
        events: events?.url ?? null,
        plan: events?.turn ?? null,
      }),
    ],
    [
      '/print.gcode',
      'path' in gcode ? fileAsset(gcode.path) : { type: 'text/plain; charset=utf-8', body: Buffer.from(gcode.bytes) },
    ],
  ];
  if (report) assets.push(['/report.json', jsonAsset(report)]);
  if (model) assets.push(['/model.json', jsonAsset(model)]);
  if (profile) assets.push(['/profile.json', jsonAsset(profile)]);
  return assets;
}

function exportTo(target: string, built: string, shown: Shown | null, options: ViewOptions): number {
  if (!shown) {
    throw new InputError('nothing-to-export', '--export needs a file to show.', {
      fix: 'Write, for example, bioweft view out.gcode --export preview.html.',
    });
  }
  const script = scriptInHtml(packedScript(built, 'standalone'));
  const style = readFileSync(join(built, 'standalone/standalone.css'), 'utf8');
  const gcode = 'path' in shown.gcode ? readFileSync(shown.gcode.path) : shown.gcode.bytes;
  // A page to archive that only says what it cannot show would be found too late; of a model it shows the ghost.
  if (!formatByName(shown.name) || /\.gcode\.3mf$/i.test(shown.name)) inFile(shown.name, () => refuseOtherFiles(gcode));
  const page = exportPage(script, style, {
    name: shown.name,
    gcode,
    report: shown.report,
    model: shown.model,
    profile: shown.profile,
  });
  writeOutput(target, page);
  const bytes = Buffer.byteLength(page);
  if (options.json) process.stdout.write(`${JSON.stringify({ file: target, bytes })}\n`);
  else if (!options.quiet) process.stdout.write(`  Written ${target}, ${(bytes / 1e6).toFixed(1)} MB.\n`);
  return exitCode.ok;
}

// The browser of the desktop; where there is none, the printed link is enough.
export function openBrowser(url: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  spawn(command, [url], { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref();
}
