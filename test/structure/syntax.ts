import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'vite';

/** Files of the project, and their syntax trees, for the tests of its structure. */

export const root = resolve(import.meta.dirname, '../..');

/** Absolute paths of the files below folders of the project whose names match. */
export function filesBelow(folders: readonly string[], name = /\.tsx?$/): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && name.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

/** Shows every node of a source. */
export function visitSource(name: string, text: string, seen: (node: Node) => void): void {
  visit(parseSync(name, text).program, seen);
}

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const child of value) visit(child, seen);
  else if (isNode(value)) {
    seen(value);
    for (const key in value) if (typeof value[key] === 'object') visit(value[key], seen);
  }
}
