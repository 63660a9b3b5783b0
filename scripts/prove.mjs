// The long proofs: every exploring test in full, from a fresh seed.  npm run prove [-- --seed 123] [test files]
import { spawnSync } from 'node:child_process';

const args = process.argv.slice(2);
const at = args.indexOf('--seed');
const seed = at >= 0 ? Number(args.splice(at, 2)[1]) : Date.now() % 1_000_000;
if (!Number.isInteger(seed) || seed < 0) {
  console.error('prove: --seed needs a whole number, e.g. npm run prove -- --seed 20261126');
  process.exit(2);
}
const again = `Repeat with: npm run prove -- --seed ${seed}${args.length ? ` ${args.join(' ')}` : ''}`;
console.log(`Proving from seed ${seed}. ${again}`);
const { status } = spawnSync('npx', ['vitest', 'run', '--testTimeout=1800000', ...args], {
  stdio: 'inherit',
  env: { ...process.env, BIOWEFT_PROVE: String(seed) },
});
if (status !== 0) console.error(again);
process.exit(status ?? 1);
