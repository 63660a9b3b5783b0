import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

/** The programs of the benchmarks and how they are called: the same work for each. */

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'out/bench');

/** bioweft on a mesh: 35 % parallel strands at 45 and 135 degrees, one contour; `allow`: more gates that may be passed. */
export function ourCommand(stl: string, workers: number, allow: readonly string[] = []): string[] {
  const flags =
    '--printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G --width 0.41 --layer 0.2 --pattern parallel --angles 45,135 --spacing 1.1714 --contours 1 --speed 20 --allow flow --allow supply --allow time --allow overhang --quiet';
  return [
    process.execPath,
    join(root, 'dist/bioweft.js'),
    'slice',
    stl,
    ...flags.split(' '),
    ...allow.flatMap((gate) => ['--allow', gate]),
    '--workers',
    String(workers),
    '-o',
    join(folder, 'bioweft.gcode'),
    '--report',
    join(folder, 'report.json'),
  ];
}

export const prusaCommand = (stl: string): string[] => [
  'prusa-slicer',
  '--export-gcode',
  '--load',
  join(root, 'bench/prusa.ini'),
  '--center',
  '60,60',
  '-o',
  join(folder, 'prusa.gcode'),
  stl,
];

export const curaCommand = (stl: string): string[] => [
  join(root, 'bench/cura.sh'),
  stl,
  join(folder, 'cura.gcode'),
  '1',
];

export function installed(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
