// Compiles the kernels to WebAssembly and writes their bytes into src/kernel/kernel-bytes.ts: npm run kernels
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const names = ['mesh', 'slice', 'planner', 'fidelity', 'support'] as const;
export type KernelName = (typeof names)[number];
const options = ['--optimizeLevel', '3', '--runtime', 'stub', '--noAssert', '--converge', '--initialMemory', '1'];

/** Of all that the bytes depend on: the sources, the compiler and its options. */
export function kernelSourceHash(): string {
  const folder = join(root, 'kernels');
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  for (const name of files.filter((file) => /\.(ts|json)$/.test(file)).sort())
    hash.update(`${name}\n${readFileSync(join(folder, name), 'utf8')}`);
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return hash.update(`${devDependencies.assemblyscript} ${options.join(' ')}`).digest('hex');
}

/** The compiled module of kernels/<name>.ts in base64; fails with what the compiler says. */
export async function compileKernel(name: KernelName): Promise<string> {
  // Large, and only needed here: the test that holds the bytes to their sources asks for their hash alone.
  const { default: asc } = await import('assemblyscript/asc');
  let bytes: Uint8Array = new Uint8Array(0);
  const { error, stderr } = await asc.main([`kernels/${name}.ts`, '--outFile', 'kernel.wasm', ...options], {
    readFile: (file, folder) => {
      const path = join(folder === '.' ? root : folder, file);
      try {
        return readFileSync(path, 'utf8');
      } catch {
        // The compiler tries several names for each import.
        return null;
      }
    },
    writeFile: (_file, contents) => {
      if (typeof contents !== 'string') bytes = contents;
    },
  });
  if (error || bytes.length === 0) throw new Error(`make-kernels: ${stderr.toString()}`, { cause: error });
  return Buffer.from(bytes).toString('base64');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const lines = [
    '// Written by scripts/make-kernels.ts: the modules that kernels/ compiles to.',
    `export const kernelSource = '${kernelSourceHash()}';`,
  ];
  for (const name of names) {
    const text = await compileKernel(name);
    lines.push(`export const ${name}Bytes =`, `  '${text}';`);
    console.log(`kernels/${name}.ts: ${(text.length * 3) / 4} bytes`);
  }
  writeFileSync(join(root, 'src/kernel/kernel-bytes.ts'), `${lines.join('\n')}\n`);
}
