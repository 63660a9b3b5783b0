import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { InputError } from '../../finding/input-error.ts';
import { studioAssets } from '../../serve/assets.ts';
import { createLiveHub } from '../../serve/live.ts';
import { serveViewer, type ViewerServer } from '../../serve/server.ts';
import { exitCode } from '../exit-codes.ts';
import { claimOutputs } from '../files/claim-outputs.ts';
import { writeOutput } from '../files/write-output.ts';
import { refuseIdleFlags } from '../parse-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { isJobFile, isMesh } from './quick-parts.ts';
import { builtViewer, openBrowser, portOf, portTaken, untilSignal } from './run-view.ts';
import { type StudioJob, studioHost, watchJob } from './studio-host.ts';

export interface StudioOptions extends CommonOptions {
  readonly port?: string;
  readonly open: boolean;
  readonly export?: string;
}

/** Serves the studio until it is stopped; `stopped` is the end where it is not the user's Ctrl-C. */
export async function runStudio(
  inputs: readonly string[],
  options: StudioOptions,
  built = builtViewer(),
  stopped = untilSignal(),
): Promise<number> {
  const job = studioJob(inputs);
  if (options.export !== undefined) return exportTo(options.export, job, built, options);
  const server = await serveStudio(job, built, portOf(options.port)).catch(portTaken(options.port));
  const say = (text: string) => process.stdout.write(`${text}\n`);
  if (options.json) say(JSON.stringify({ url: server.url, port: server.port }));
  else if (options.quiet) say(server.url);
  else say(`bioweft studio: ${join(job.folder, job.name)} at\n  ${server.url}\nThe link works once. Ctrl-C ends it.`);
  if (options.open) openBrowser(server.url);
  await stopped;
  await server.close();
  return exitCode.ok;
}

async function exportTo(target: string, job: StudioJob, built: string, options: StudioOptions): Promise<number> {
  const flags = [options.port !== undefined && '--port', !options.open && '--no-open'];
  refuseIdleFlags('studio-flags', flags, 'a page to keep', 'Leave it out: with --export nothing is served.');
  claimOutputs([{ flag: '--export', path: target, kind: 'page' }], [join(job.folder, job.name)]);
  const { studioPageOf } = await import('./export-studio.ts');
  const page = await studioPageOf(job, built);
  writeOutput(target, page);
  const bytes = Buffer.byteLength(page);
  if (options.json) process.stdout.write(`${JSON.stringify({ file: target, bytes })}\n`);
  else if (!options.quiet) process.stdout.write(`  Written ${target}, ${(bytes / 1e6).toFixed(1)} MB.\n`);
  return exitCode.ok;
}

/** The studio of a job, which also says when the job's file, or one that it names, changes. Rejects with the system's error where it cannot. */
export async function serveStudio(job: StudioJob, built: string, port = 0): Promise<ViewerServer> {
  const live = createLiveHub();
  const studio = studioHost(job);
  const server = await serveViewer(studioAssets(built), { port, live, studio });
  const stopWatching = watchJob(job, studio.asked, live);
  return {
    ...server,
    close() {
      stopWatching();
      return server.close();
    },
  };
}

/** A job file, the job of a folder, or a new one of some meshes. Throws InputError where it is not clear which. */
export function studioJob(inputs: readonly string[]): StudioJob {
  const meshes = inputs.filter(isMesh);
  if (meshes.length > 0 && meshes.length === inputs.length) return jobOfMeshes(meshes);
  if (inputs.length > 1) {
    throw new InputError('studio-inputs', `One job is worked on at a time: ${inputs.join(', ')}.`, {
      fix: 'Give one job file, one folder, or only meshes.',
    });
  }
  const [asked = '.'] = inputs;
  const path = resolve(asked);
  if (!existsSync(path)) {
    throw new InputError('studio-inputs', `There is no file or folder ${asked}.`, { fix: 'Check the path.' });
  }
  if (!statSync(path).isDirectory()) {
    if (!isJobFile(path)) {
      throw new InputError('studio-inputs', `${asked} is neither a job file, a folder nor a mesh.`, {
        fix: 'Give a job file ending in .yaml or .yml; bioweft view shows G-code.',
      });
    }
    return { folder: dirname(path), name: basename(path), draft: '' };
  }
  const jobs = readdirSync(path).filter(isJobFile);
  if (jobs.length > 1 && !jobs.includes('job.yaml')) {
    throw new InputError('studio-inputs', `${asked} holds ${jobs.length} jobs: ${jobs.join(', ')}.`, {
      fix: `Name one of them: bioweft studio ${join(asked, jobs[0])}`,
    });
  }
  if (jobs.length > 0) return { folder: path, name: jobs.includes('job.yaml') ? 'job.yaml' : jobs[0], draft: '' };
  return { folder: path, name: 'job.yaml', draft: draftOf(readdirSync(path).filter(isMesh)) };
}

function jobOfMeshes(meshes: readonly string[]): StudioJob {
  const folders = [...new Set(meshes.map((mesh) => dirname(resolve(mesh))))];
  if (folders.length > 1) {
    throw new InputError('studio-inputs', `The meshes lie in ${folders.length} folders: ${folders.join(', ')}.`, {
      fix: 'Put them into one folder: the job is saved beside them.',
    });
  }
  const [folder] = folders;
  if (existsSync(join(folder, 'job.yaml'))) {
    throw new InputError('studio-inputs', `${folder} holds a job already.`, {
      fix: `Open it, and add the parts there: bioweft studio ${folder}`,
    });
  }
  return { folder, name: 'job.yaml', draft: draftOf(meshes.map((mesh) => basename(mesh))) };
}

/** A job that plans as it stands, to begin with: the bench printer, one ink, a porous lattice. */
function draftOf(meshes: readonly string[]): string {
  const laydown = { pattern: 'parallel', angles: [0, 90], porosity: 0.5 };
  const parts =
    meshes.length > 0
      ? meshes.map((mesh) => ({ mesh, ink: 'gel', laydown }))
      : [{ shape: 'disc', diameter: 8, height: 1, ink: 'gel', laydown }];
  const data = {
    name: 'new job',
    printer: 'marlin-syringe',
    inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 12.7 } } },
    parts,
    layers: { height: 0.25 },
    speed: 8,
  };
  return `# What may stand here: docs/job.md, or Ctrl-Space.\n${stringify(data, { flowCollectionPadding: true, aliasDuplicateObjects: false })}`;
}
