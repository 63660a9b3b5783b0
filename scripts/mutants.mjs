// Small faults put into the code one at a time: does a test notice? npm run mutants [-- --seed 7 --count 40] [-- --named]
// Works in a copy of the repository; the nearest tests by imports run for each, so the score is a lower bound. With
// --write the score goes into docs/testing.md.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';

const root = new URL('..', import.meta.url).pathname;
const stations = ['check', 'plan', 'job', 'program', 'laydown'];
const nearest = 6;
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

/** Faults that once passed all tests, each with the test that was written for it. */
const named = [
  [
    'src/plan/inputs/shape-key.ts',
    "    'pressure',\n",
    "    'pressure',\n    'width',\n",
    'test/plan/shape-key.test.ts',
  ],
  ['src/check/gates/gate-dose.ts', 'Math.min(...given)', 'Math.max(...given)', 'test/check/gate-dose.test.ts'],
  [
    'src/gcode/write/write-strand.ts',
    'writePlunger(state, plunger, -end.relax, flow)',
    'writePlunger(state, plunger, -end.relax, 100 * flow)',
    'test/machine/relax-time.test.ts',
  ],
  ['src/job/well-settings.ts', '.every(({ speed }) =>', '.some(({ speed }) =>', 'test/job/expand-wells.test.ts'],
  ['src/gcode/read/read-plain-moves.ts', '? 10 : 9)', '? 11 : 10)', 'test/gcode/read-plain-moves.test.ts'],
  [
    'src/laydown/strand.ts',
    'const dz = rise ? rise[i] - rise[j] : 0;\n    length',
    'const dz = 0;\n    length',
    'test/laydown/strand.test.ts',
  ],
  [
    'src/laydown/paths/path-length.ts',
    'closed[path] === 1 ? begin : begin + 1',
    'begin + 1',
    'test/laydown/strand.test.ts',
  ],
  [
    'viewer/colour/colouring.ts',
    'const from = low + bin * step;',
    'const from = low + (bin + 1) * step;',
    'test/viewer/colour.test.ts',
  ],
];

const swaps = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
};

/** Every place of a file where one of the operators applies, and what would stand there. */
function placesOf(text) {
  const places = [];
  const add = (node, instead) => places.push({ start: node.start, end: node.end, instead });
  const said = ({ start, end }) => text.slice(start, end);
  const isText = ({ type, value }) => type === 'TemplateLiteral' || typeof value === 'string';
  visit(parseSync('a.ts', text).program, (node) => {
    const { type, operator, left, right } = node;
    if (
      (type === 'BinaryExpression' || type === 'LogicalExpression') &&
      swaps[operator] &&
      !isText(left) &&
      !isText(right)
    ) {
      add(node, `${said(left)} ${swaps[operator]} ${said(right)}`);
    } else if (type === 'UnaryExpression' && operator === '!') add(node, said(node.argument));
    else if (type === 'Literal' && typeof node.value === 'number') add(node, `${node.value + 1}`);
    else if (type === 'Literal' && typeof node.value === 'boolean') add(node, `${!node.value}`);
    else if (type === 'ConditionalExpression')
      add(node, `${said(node.test)} ? ${said(node.alternate)} : ${said(node.consequent)}`);
    else if (type === 'MemberExpression' && /^Math\.(min|max)$/.test(said(node))) {
      add(node, said(node) === 'Math.min' ? 'Math.max' : 'Math.min');
    }
  });
  return places;
}

function visit(value, seen) {
  if (Array.isArray(value)) for (const child of value) visit(child, seen);
  else if (typeof value?.type === 'string') {
    // Types say nothing at run time.
    if (/^TS(?!NonNull|As|Satisfies)/.test(value.type)) return;
    seen(value);
    for (const key in value) if (typeof value[key] === 'object') visit(value[key], seen);
  }
}

function randomFrom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

/** Tests by how many imports lie between them and a file, the nearest first. */
function testsNear(file, importsOf) {
  const found = [];
  for (const test of tracked.filter((path) =>
    /^test\/(?!send|browser|cli|library|serve|structure|atlases).*\.test\.ts$/.test(path),
  )) {
    const seen = new Map([[test, 0]]);
    for (const [path, steps] of seen)
      for (const next of importsOf(path)) if (!seen.has(next)) seen.set(next, steps + 1);
    if (seen.has(file)) found.push({ test, steps: seen.get(file) });
  }
  return found.sort((a, b) => a.steps - b.steps || (a.test < b.test ? -1 : 1)).slice(0, nearest);
}

function importGraph() {
  const known = new Map();
  return (path) => {
    if (!known.has(path)) {
      const text = tracked.includes(path) ? readFileSync(join(root, path), 'utf8') : '';
      const paths = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, to]) => normalize(join(dirname(path), to)));
      known.set(path, paths);
    }
    return known.get(path);
  };
}

const copy = mkdtempSync(join(tmpdir(), 'bioweft-mutants-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const path of tracked) {
  mkdirSync(join(copy, dirname(path)), { recursive: true });
  copyFileSync(join(root, path), join(copy, path));
}
for (const folder of ['node_modules', 'dist']) symlinkSync(join(root, folder), join(copy, folder), 'dir');

/** Whether a test fails with this text in place of the file. */
function isKilled(file, text, tests) {
  const path = join(copy, file);
  unlinkSync(path);
  writeFileSync(path, text);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--project', 'pure', '--bail', '1', '--testTimeout=600000', ...tests],
    {
      cwd: copy,
      stdio: 'ignore',
    },
  );
  unlinkSync(path);
  copyFileSync(join(root, file), path);
  return status !== 0;
}

const lineOf = (text, at) => text.slice(0, at).split('\n').length;
const survivors = [];
let count = 0;

if (process.argv.includes('--named')) {
  for (const [file, from, to, test] of named) {
    const text = readFileSync(join(root, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    const killed = isKilled(file, text.replace(from, to), [test]);
    count++;
    if (!killed) survivors.push(`${file}: ${from.trim()} -> ${to.trim()}`);
    console.log(killed ? 'killed  ' : 'SURVIVED', file, to.trim().split('\n').at(-1));
  }
} else {
  const random = randomFrom(option('seed', 7));
  const importsOf = importGraph();
  const files = tracked.filter((path) => new RegExp(`^src/(${stations.join('|')})/.*\\.ts$`).test(path));
  while (count < option('count', 40)) {
    const file = files[random(files.length)];
    const text = readFileSync(join(root, file), 'utf8');
    const places = placesOf(text);
    if (places.length === 0) continue;
    const { start, end, instead } = places[random(places.length)];
    const tests = testsNear(file, importsOf).map(({ test }) => test);
    const killed = tests.length > 0 && isKilled(file, text.slice(0, start) + instead + text.slice(end), tests);
    count++;
    const where = `${file}:${lineOf(text, start)}  ${text.slice(start, end)}  ->  ${instead}`
      .replaceAll(/\s+/g, ' ')
      .slice(0, 180);
    if (!killed) survivors.push(where);
    console.log(killed ? 'killed  ' : 'SURVIVED', where);
  }
}
const score = `${count - survivors.length} of ${count} killed`;
console.log(`\n${score}`);
if (process.argv.includes('--write')) writeScore();

/** Puts the score between its marks in docs/testing.md, with what survived. */
function writeScore() {
  const page = join(root, 'docs/testing.md');
  const what = process.argv.includes('--named') ? 'named' : 'drawn';
  const [before, after] = [`<!-- ${what} mutants -->`, `<!-- end of ${what} mutants -->`];
  const text = readFileSync(page, 'utf8');
  if (!text.includes(before) || !text.includes(after)) throw new Error(`docs/testing.md has no ${before}`);
  const drawn = what === 'drawn' ? ` (\`--seed ${option('seed', 7)} --count ${count}\`)` : '';
  const lines = [`**${score}**${drawn}.`, ...survivors.map((where) => `- survived: \`${where.replaceAll('`', "'")}\``)];
  const head = text.slice(0, text.indexOf(before) + before.length);
  writeFileSync(page, `${head}\n${lines.join('\n')}\n${text.slice(text.indexOf(after))}`);
}
