import { readFileSync } from 'node:fs';

// Zod asks by an attempt whether it may compile text, and Firefox reports the attempt where a page's policy forbids it.
// In what runs in a browser it does not ask, and reads as it does where it may not.

export const zodProbe = /zod\/v4\/core\/util\.js$/;
const probe = /const F = Function;\s*new F\(""\);\s*return true;/;

/** Zod's script without the attempt. Throws where it is not in it. */
export function withoutProbe(path) {
  const script = readFileSync(path, 'utf8');
  if (!probe.test(script)) throw new Error(`${probe} is not in ${path}: see what changed in zod`);
  return script.replace(probe, 'return false;');
}
