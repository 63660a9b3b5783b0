// `bioweft/core` as one file without an import: what bundlers and browsers cannot resolve is settled here.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withoutProbe, zodProbe } from './no-compiling.mjs';

/** What the second reader's package and Clipper's script ask of Node, and the core never calls. */
const nodeModules = ['events', 'fs', 'timers', 'stream', 'path', 'url'];
const emptyModule =
  'export class Transform {}\nexport class EventEmitter {}\nexport default { Transform, EventEmitter };';

/**
 * Clipper's script makes its callers by compiling text, which the policy of a careful page forbids. These do the same by
 * closures: an invoker wires what it is given, calls, frees and unwires.
 */
const callers = `
function bioweftInvoker(types, self, stacked, invoke, target, runDestructors) {
  const [result, , ...given] = types;
  return function (...args) {
    const destructors = stacked ? [] : null;
    const wired = given.map((type, i) => type.toWireType(destructors, args[i]));
    const own = self === null ? [] : [self.toWireType(destructors, this)];
    const returned = invoke(target, ...own, ...wired);
    if (stacked) runDestructors(destructors);
    else {
      if (self !== null && self.destructorFunction !== null) self.destructorFunction(own[0]);
      given.forEach((type, i) => type.destructorFunction !== null && type.destructorFunction(wired[i]));
    }
    return result.isVoid ? undefined : result.fromWireType(returned);
  };
}
function bioweftCaller(kind, toValue, nameOf, readers, size, giveBack) {
  return (handle, method, destructors, args) => {
    const values = readers.map((read, i) => read(args + i * size));
    const on = kind === 3 ? undefined : toValue(handle);
    const call = { 0: () => on(...values), 1: () => on[nameOf(method)](...values), 2: () => new on(...values) };
    const value = kind === 3 ? values[values.length - 1] : call[kind]();
    return giveBack === null ? undefined : giveBack(destructors, value);
  };
}
`;

/** Clipper's script looks for its binary beside itself; here it is part of the bundle. */
function embedded(path) {
  const script = readFileSync(path, 'utf8');
  const changes = [
    [/if\(ENVIRONMENT_IS_NODE\)\{const\{createRequire\}=await import\("module"\);[^}]*\}/, ''],
    [/var ENVIRONMENT_IS_NODE=[^;]+;/, 'var ENVIRONMENT_IS_NODE=false;'],
    [/new URL\("clipper2z\.wasm",import\.meta\.url\)\.href/, '"clipper2z.wasm"'],
    [/_scriptName=import\.meta\.url/, '_scriptName=""'],
    [
      /let invokerFactory=createJsInvoker\([^)]*\);var invokerFn=invokerFactory\(\.\.\.closureArgs\);/,
      'var invokerFn=bioweftInvoker(argTypes,isClassMethodFunc?instType:null,needsDestructorStack,cppInvokerFunc,cppTargetFunc,runDestructors);',
    ],
    [/function createJsInvoker\(.*?return new Function\(args1,invokerFnBody\)\}/s, ''],
    [
      /var invokerFunction=new Function\(Object\.keys\(captures\),functionBody\)\(\.\.\.Object\.values\(captures\)\);/,
      'var invokerFunction=bioweftCaller(kind,Emval.toValue,getStringOrSymbol,argFromPtr,GenericWireTypeSize,retType.isVoid?null:(destructorsRef,value)=>emval_returnValue(toReturnWire,destructorsRef,value));',
    ],
    [/export default (\w+);?\s*$/, 'export default (options) => $1({ ...options, wasmBinary });'],
  ];
  return changes.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`core-bundle: ${from} is not in ${path}: see what changed in clipper2-wasm`);
    return text.replace(from, to);
  }, `import wasmBinary from './clipper2z.wasm';\n${callers}${script}`);
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
    build.onLoad({ filter: zodProbe }, ({ path }) => ({ contents: withoutProbe(path) }));
    build.onLoad({ filter: /clipper2z\.js$/ }, ({ path }) => ({ contents: embedded(path), resolveDir: dirname(path) }));
  },
};
