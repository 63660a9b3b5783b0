// The type declarations of the package: a file an entry, and one of what both share; they import nothing else, nor zod.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const root = new URL('..', import.meta.url).pathname;
const raw = `${root}dist/types`;
const inferred = /^export type (\w+) = z\.infer<.*>;$/gm;
/** The same within another type. */
const within = /\bz\.infer<(?:typeof \w+|z\.ZodObject<typeof \w+>)>/g;

/** Writes dist/index.d.ts, dist/core.d.ts and dist/types.d.ts. */
export async function writeDeclarations() {
  rmSync(raw, { recursive: true, force: true });
  tsc(`${root}tsconfig.build.json`);
  spellOut();
  const plugins = [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false, resolver: 'oxc' })];
  const input = Object.fromEntries(['index', 'core'].map((entry) => [entry, join(raw, `${entry}.d.ts`)]));
  // Its slowest plugin is its only one: no need to say so.
  const checks = { bundlerTimings: false };
  const bundle = await rolldown({ input, plugins, external: /^(node:|zod$)/, checks });
  const names = { entryFileNames: '[name].d.ts', chunkFileNames: 'types.d.ts' };
  const { output } = await bundle.write({ dir: `${root}dist`, format: 'es', ...names });
  await bundle.close();
  for (const { fileName, code } of output) {
    const foreign = /^import .*(?<!"\.\/types\.js";)$|\bz\.\w+.*/m.exec(code);
    if (foreign !== null) throw new Error(`${fileName} is not whole in itself: ${foreign[0]}`);
  }
  rmSync(raw, { recursive: true });
}

function tsc(project) {
  execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', project, '--checkers', '1'], {
    stdio: 'inherit',
  });
}

/**
 * What a schema gives is written as a type of its own, so that no declaration needs zod. The compiler spells it out: the
 * declaration of a constant whose type is inferred says its members.
 */
function spellOut() {
  const files = readdirSync(raw, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  for (const file of files) nameInferred(join(raw, file));
  const wanted = files.flatMap((file) =>
    [...readFileSync(join(raw, file), 'utf8').matchAll(inferred)].map(([, name]) => ({ file, name })),
  );
  const folder = `${root}dist/spelled`;
  mkdirSync(folder, { recursive: true });
  const probes = wanted.map(({ file, name }, i) => {
    const from = relative(folder, join(raw, file)).replace(/\.d\.ts$/, '.js');
    return `import type { ${name} as T${i} } from '${from}';\nexport const v${i} = give<T${i}>();`;
  });
  writeFileSync(join(folder, 'probe.ts'), `declare function give<T>(): T;\n${probes.join('\n')}\n`);
  const compilerOptions = {
    strict: true,
    declaration: true,
    emitDeclarationOnly: true,
    noErrorTruncation: true,
    target: 'es2023',
    module: 'nodenext',
    skipLibCheck: true,
    types: [],
    rootDir: '..',
    outDir: 'out',
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['probe.ts'] }));
  tsc(join(folder, 'tsconfig.json'));
  const said = readFileSync(join(folder, 'out/spelled/probe.d.ts'), 'utf8');
  rmSync(folder, { recursive: true });
  const types = new Map();
  for (const [, i, type] of said.matchAll(/^export declare const v(\d+): ([\s\S]*?);\n(?=export|$)/gm)) {
    types.set(`${wanted[i].file} ${wanted[i].name}`, type);
  }
  for (const file of files) {
    const path = join(raw, file);
    const given = readFileSync(path, 'utf8');
    const spelled = given
      .replace(inferred, (_, name) => `export type ${name} = ${types.get(`${file} ${name}`)};`)
      .replaceAll(/\bz\.ZodType<(\w+)>/g, '{ parse(value: unknown): $1 }');
    if (spelled !== given) writeFileSync(path, spelled);
  }
}

/** Gives each inferred type a name of its own at the end of its file, so that all of them are spelled out alike. */
function nameInferred(path) {
  const given = readFileSync(path, 'utf8');
  const named = [];
  const lines = given.split('\n').map((line) => {
    if (line.search(inferred) >= 0) return line;
    return line.replace(within, (type) => `Inferred${named.push(type)}`);
  });
  if (named.length === 0) return;
  writeFileSync(path, [...lines, ...named.map((type, i) => `export type Inferred${i + 1} = ${type};`), ''].join('\n'));
}
