// `bioweft/core` as one file without an import: what bundlers and browsers cannot resolve is settled here.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the second reader's package and Clipper's script ask of Node, and the core never calls. */
const nodeModules = ['events', 'fs', 'timers', 'stream', 'path', 'url'];
const emptyModule =
  'export class Transform {}\nexport class EventEmitter {}\nexport default { Transform, EventEmitter };';

/** Clipper's script looks for its binary beside itself; here it is part of the bundle. */
function embedded(path) {
  const script = readFileSync(path, 'utf8');
  const changes = [
    [/if\(ENVIRONMENT_IS_NODE\)\{const\{createRequire\}=await import\("module"\);[^}]*\}/, ''],
    [/var ENVIRONMENT_IS_NODE=[^;]+;/, 'var ENVIRONMENT_IS_NODE=false;'],
    [/new URL\("clipper2z\.wasm",import\.meta\.url\)\.href/, '"clipper2z.wasm"'],
    [/_scriptName=import\.meta\.url/, '_scriptName=""'],
    [/export default (\w+);?\s*$/, 'export default (options) => $1({ ...options, wasmBinary });'],
  ];
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`core-bundle: ${from} is not in ${path}: see what changed in clipper2-wasm`);
    return text.replace(from, to);
  }, `import wasmBinary from './clipper2z.wasm';\n${script}`);
}

export const coreBundle = {
  name: 'bioweft-core',
  setup(build) {
    build.onResolve({ filter: /\/worker-pool\.ts$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, 'one-thread.ts'),
    }));
    build.onResolve({ filter: new RegExp(`^(${nodeModules.join('|')})$`) }, ({ path }) => ({
      path,
      namespace: 'empty',
    }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: emptyModule }));
    build.onLoad({ filter: /clipper2z\.js$/ }, ({ path }) => ({ contents: embedded(path), resolveDir: dirname(path) }));
  },
};
