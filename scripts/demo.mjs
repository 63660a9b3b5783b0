// The README's demo: plans the osteochondral plug into out/ and says what to type next.
import { spawnSync } from 'node:child_process';

const root = new URL('..', import.meta.url).pathname;
const job = 'scaffolds/osteochondral-plug/job.yaml';
const out = 'out/osteochondral-plug';
const files = ['-o', `${out}.gcode`, '--report', `${out}.json`, '--sheet', `${out}.html`];
const args = ['dist/bioweft.js', 'slice', job, ...files];
process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1);
