import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { loadInputs } from '../../plan/inputs/load-inputs.ts';
import { libraryFolder, packageVersion } from '../../plan/inputs/load-library.ts';
import { settingsFolder } from '../../printer/load-confirmation.ts';
import { packedScript } from '../../serve/assets.ts';
import { scriptInHtml } from '../../serve/export-page.ts';
import { exportStudioPage } from '../../serve/export-studio-page.ts';
import { type StudioJob, staysIn, studioHost } from './studio-host.ts';

/**
 * The studio of a job as one page without a server: the job, the files that it names, the library and the planner lie in
 * it. `built` is the folder of the viewer's build. Throws InputError where the job was not saved yet, cannot be read, or
 * names files that lie elsewhere.
 */
export async function studioPageOf(job: StudioJob, built: string): Promise<string> {
  const path = join(job.folder, job.name);
  if (!existsSync(path)) {
    throw new InputError('studio-export', `There is no job ${path} to export yet.`, {
      where: { file: path },
      fix: 'Open it in the studio and save it first.',
    });
  }
  const host = studioHost(job);
  const text = readFileSync(path, 'utf8');
  const { files = [] } = await loadInputs({ file: path });
  const beside = files.flatMap((file) => nameIn(job.folder, path, file));
  const named = Object.fromEntries(
    beside.map((name) => {
      const bytes = host.file(name);
      if (bytes === null) throw elsewhere(path, name);
      return [name, bytes.toString('base64')];
    }),
  );
  const nonce = createHash('sha256').update(text).digest('base64').slice(0, 22);
  const data = {
    job: {
      name: job.name,
      folder: '.',
      text,
      saved: createHash('sha256').update(text).digest('hex'),
      version: packageVersion(),
      beside: Object.keys(named),
      meshes: Object.keys(named).filter(isNoJson),
      token: '',
      nonce,
      events: null,
    },
    library: host.library(),
    files: named,
  };
  return exportStudioPage({
    name: job.name,
    script: scriptInHtml(packedScript(built, 'studio')),
    style: readFileSync(join(built, 'standalone/studio.css'), 'utf8'),
    planner: plannerScript(built),
    nonce,
    data,
  });
}

const isNoJson = (name: string): boolean => !name.endsWith('.json');

/** What the page calls a file of the job; nothing for the job itself and what ships with bioweft. */
function nameIn(folder: string, job: string, file: string): string[] {
  if (file === job || staysIn(join(libraryFolder('printers'), '..'), file)) return [];
  if (staysIn(folder, file)) return [relative(folder, file).split(sep).join('/')];
  if (staysIn(settingsFolder(), file)) return [basename(file)];
  throw elsewhere(job, file);
}

const elsewhere = (job: string, file: string): InputError =>
  new InputError('studio-export', `${job} names ${file}, which does not lie in its folder.`, {
    where: { file: job },
    fix: 'Copy it beside the job, and name it there: the page holds only files of that folder.',
  });

/** The planner's worker and the core that it plans with, as one script that needs no other. */
function plannerScript(built: string): string {
  const assets = join(built, 'assets');
  const file = readdirSync(assets).find((name) => /^plan-worker-.*\.js$/.test(name));
  const core = readFileSync(join(built, '../core.js'), 'utf8');
  const worker = file === undefined ? '' : readFileSync(join(assets, file), 'utf8');
  const given = /export\{([^}]*)\}/.exec(core.slice(core.lastIndexOf('export{')));
  const taken = /import\{([^}]*)\}from"\/core\.js";/.exec(worker);
  if (given === null || taken === null) {
    throw new InputError('viewer-not-built', 'The studio has not been built.', { fix: 'Run `npm run build` once.' });
  }
  const pairs = (list: string, swap: boolean) =>
    list.split(',').map((each) => {
      const [name, as = name] = each.trim().split(' as ');
      return swap ? `${as}:${name}` : `${name}:${as}`;
    });
  const body = core.slice(0, core.lastIndexOf('export{'));
  const planning = `const core=(()=>{${body}\nreturn{${pairs(given[1], true)}}})();`;
  return `"use strict";${planning}(()=>{const{${pairs(taken[1], false)}}=core;${worker.replace(taken[0], '')}\n})();`;
}
