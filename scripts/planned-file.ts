import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedFile } from '../test/browser/open-viewer.ts';

const projectFolder = join(import.meta.dirname, '..');

/** What the command line makes of a job, written into `out` under `name`, for the viewer to show. */
export function plannedFile(job: string, name: string, out: string): ServedFile {
  const [file, report] = ['gcode', 'json'].map((ending) => join(out, `${name}.${ending}`));
  const command = ['dist/bioweft.js', 'slice', job, '-o', file, '--report', report, '--no-record', '--quiet'];
  execFileSync(process.execPath, command, { cwd: projectFolder, stdio: ['ignore', 'ignore', 'inherit'] });
  return { name: `${name}.gcode`, gcode: readFileSync(file), report: JSON.parse(readFileSync(report, 'utf8')) };
}
