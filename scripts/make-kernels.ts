// Compiles kernels/ to WebAssembly and writes the bytes into src/kernel/kernel-bytes.ts: npm run kernels
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import asc from 'assemblyscript/asc';

const root = resolve(import.meta.dirname, '..');
const options = ['--optimizeLevel', '3', '--runtime', 'stub', '--noAssert', '--converge', '--initialMemory', '1'];

/** Of all that the bytes depend on: the sources, the compiler and its options. */
export function kernelSourceHash(): string {
  const folder = join(root, 'kernels');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\n${readFileSync(join(folder, name), 'utf8')}`);
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return hash.update(`${devDependencies.assemblyscript} ${options.join(' ')}`).digest('hex');
}

/** The compiled module; fails with what the compiler says. */
export async function compileKernels(): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array(0);
  const { error, stderr } = await asc.main(['kernels/kernels.ts', '--outFile', 'kernels.wasm', ...options], {
    readFile: (name, folder) => {
      const path = join(folder === '.' ? root : folder, name);
      try {
        return readFileSync(path, 'utf8');
      } catch {
        // The compiler tries several names for each import.
        return null;
      }
    },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') bytes = contents;
    },
  });
  if (error || bytes.length === 0) throw new Error(`make-kernels: ${stderr.toString()}`, { cause: error });
  return bytes;
}

export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  const bytes = await compileKernels();
  const text = `// Written by scripts/make-kernels.ts: the module that kernels/ compiles to.
export const kernelSource = '${kernelSourceHash()}';
export const kernelBytes =
  '${base64Of(bytes)}';
`;
  writeFileSync(join(root, 'src/kernel/kernel-bytes.ts'), text);
  console.log(`src/kernel/kernel-bytes.ts: ${bytes.length} bytes`);
}
