import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What each folder of the viewer may not know of: the picture works without the page, and the page without three.js.
const root = new URL('../../viewer/', import.meta.url).pathname;
const forbidden: Record<string, RegExp> = {
  colour: /'(three|preact|@preact)|\/(scene|state|ui)\//,
  data: /'(three|preact|@preact)|\/(scene|state|ui)\//,
  overlay: /'(three|preact|@preact)|\/(scene|state|ui)\//,
  scene: /'(preact|@preact)|\/(state|ui)\//,
  state: /'preact\/|\/ui\//,
  ui: /'three/,
};

test.each(Object.entries(forbidden))('%s keeps to itself', (folder, pattern) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  expect(files.length).toBeGreaterThan(2);
  const wrong = files.flatMap((name) =>
    [...readFileSync(join(root, folder, name), 'utf8').matchAll(/^(?:import|export)[^;]*?from ('[^']+')/gm)]
      .map((match) => match[1])
      .filter((target) => pattern.test(target))
      .map((target) => `${folder}/${name}: ${target}`),
  );
  expect(wrong).toEqual([]);
});
