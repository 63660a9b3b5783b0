// The command line as one script, what a worker thread plans layers with as another (an eighth of it: each thread holds
// its own copy), and what V8 compiles of them: a plan of a second would else spend a tenth of it, and one of half a second
// a quarter, on compiling the same functions every time.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, buildSync } from 'esbuild';

/** Clipper's script looks for its binary beside itself, which is not beside the bundle. */
function findingItsBinary(path) {
  const changes = [
    [/if\(ENVIRONMENT_IS_NODE\)\{const\{createRequire\}=await import\("module"\);[^}]*\}/, ''],
    [/new URL\("clipper2z\.wasm",import\.meta\.url\)\.href/, `${besideClipper}.replace(/js$/,"wasm")`],
    [/_scriptName=import\.meta\.url/, `_scriptName=${besideClipper}`],
  ];
  return changes.reduce(
    (text, [from, to]) => {
      if (!from.test(text))
        throw new Error(`whole-bundle: ${from} is not in ${path}: see what changed in clipper2-wasm`);
      return text.replace(from, to);
    },
    readFileSync(path, 'utf8'),
  );
}
const besideClipper = 'require("node:url").pathToFileURL(require.resolve("clipper2-wasm/dist/es/clipper2z.js")).href';

const clipperInside = {
  name: 'bioweft-clipper',
  setup(build) {
    build.onLoad({ filter: /clipper2z\.js$/ }, ({ path }) => ({
      contents: findingItsBinary(path),
      resolveDir: dirname(path),
    }));
  },
};

/** Packages that few commands use and that take long to begin with: they run when one of these is first called. */
const whenCalled = { fflate: { from: 'fflate/browser', names: ['Inflate', 'strToU8', 'zipSync'] } };

const runningWhenCalled = {
  name: 'bioweft-when-called',
  setup(build) {
    const filter = new RegExp(`^(${Object.keys(whenCalled).join('|')})$`);
    build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'when-called' }));
    build.onLoad({ filter, namespace: 'when-called' }, ({ path }) => {
      const { from, names } = whenCalled[path];
      const called = names.map(
        (name) =>
          `export function ${name}(...given) { const it = require('${from}').${name}; return new.target ? new it(...given) : it(...given); }`,
      );
      return { contents: called.join('\n'), resolveDir: import.meta.dirname };
    });
  },
};

/** V8 holds and reads text of one byte a character at half the price; esbuild leaves regular expressions and tagged templates as they are. */
function inAscii(text) {
  if (text.includes('String.raw')) throw new Error('whole-bundle: String.raw would see escapes that nobody wrote');
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const bundles = { bundle: 'src/cli/main.ts', layers: 'src/plan/layers/layer-worker.ts' };

/** Writes dist/bundle.cjs, dist/layers.cjs and what V8 compiles of them; `forNode` are the settings of the other bundles. */
export async function buildWhole(root, forNode) {
  for (const [name, entry] of Object.entries(bundles)) await bundleWhole(root, forNode, name, entry);
  compileAhead(root, forNode);
}

async function bundleWhole(root, forNode, name, entry) {
  const { outputFiles } = await build({
    ...forNode,
    entryPoints: [`${root}${entry}`],
    write: false,
    format: 'cjs',
    external: ['serialport'],
    define: { 'import.meta.url': 'bioweftUrl' },
    // Resolved when it runs, from where the bundle lies.
    logOverride: { 'require-resolve-not-external': 'silent' },
    banner: { js: '(function (require, module, exports, bioweftUrl) {' },
    footer: { js: '})' },
    plugins: [clipperInside, runningWhenCalled],
  });
  const text = inAscii(outputFiles[0].text);
  // Code that was compiled for another source of the same length would be taken for that of this one: so both are stamped.
  const stamp = createHash('sha256').update(text).digest('hex').slice(0, 60);
  writeFileSync(`${root}dist/${name}.cjs`, `//${stamp}\n\n${text}`);
}

function compileAhead(root, forNode) {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-build-'));
  const script = join(folder, 'compile-ahead.mjs');
  buildSync({ ...forNode, entryPoints: [`${root}scripts/compile-ahead.ts`], outfile: script, format: 'esm' });
  execFileSync(process.execPath, [script, root], { stdio: 'inherit' });
  rmSync(folder, { recursive: true });
}
