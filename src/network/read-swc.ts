import type { BranchFile } from './branch.ts';
import { branchError } from './branch-error.ts';
import { collectBranches } from './collect-branches.ts';
import { numberOf, rowsOf } from './number-rows.ts';
import { short } from './read-x-cavate.ts';

interface Node {
  readonly id: number;
  readonly xyz: readonly [number, number, number];
  readonly radius: number;
  readonly parent: number;
  readonly line: number;
}

/**
 * SWC: a line a node, `id type x y z radius parent`, parent -1 for a root, `#` for remarks. A branch runs from a root or
 * a node with several children to the next such node or to an end; what meets at a node shares its point.
 */
export function readSwc(text: string, file: string): BranchFile {
  const nodes = nodesOf(text, file);
  const children = new Map<number, number[]>();
  for (const { id, parent, line } of nodes.values()) {
    if (parent === -1) continue;
    if (!nodes.has(parent))
      throw branchError(
        'branch-parent',
        { file, branch: String(id), line },
        `its parent ${parent} is not in the file`,
        'Write -1 for a root, or add the parent.',
      );
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const collector = collectBranches(file);
  const add = ({ line, xyz, radius }: Node) => collector.add({ line, xyz, radius, kind: null });
  let reached = 0;
  for (const node of nodes.values()) {
    const own = children.get(node.id) ?? [];
    const isFork = node.parent === -1 || own.length > 1;
    if (node.parent === -1) reached++;
    if (!isFork) continue;
    for (const child of own) {
      collector.begin(`${node.id}-${child}`);
      add(node);
      for (let at: number | undefined = child; at !== undefined; ) {
        // Parents were checked above.
        add(nodes.get(at)!);
        reached++;
        const next: number[] = children.get(at) ?? [];
        at = next.length === 1 ? next[0] : undefined;
      }
    }
  }
  if (reached < nodes.size)
    throw branchError(
      'branch-parent',
      { file },
      `${nodes.size - reached} nodes lead to no root: their parents go round in a circle`,
      'Give one of them the parent -1.',
    );
  return { format: 'swc', ...collector.finish() };
}

function nodesOf(text: string, file: string): Map<number, Node> {
  const nodes = new Map<number, Node>();
  for (const { words, line } of rowsOf(text)) {
    if (words.length === 0) continue;
    const numbers = words.map(numberOf);
    const bad = numbers.findIndex(Number.isNaN);
    if (bad >= 0 || numbers.length !== 7) {
      const what = bad >= 0 ? `"${short(words[bad])}" is not a number` : `a node has 7 numbers, not ${numbers.length}`;
      throw branchError('branch-line', { file, line }, what, 'Write id type x y z radius parent.');
    }
    const [id, , x, y, z, radius, parent] = numbers;
    if (nodes.has(id))
      throw branchError(
        'branch-line',
        { file, branch: String(id), line },
        'its number stands in the file twice',
        'Give each node its own number.',
      );
    nodes.set(id, { id, xyz: [x, y, z], radius, parent, line });
  }
  if (nodes.size < 2)
    throw branchError(
      'branch-empty',
      { file },
      'it holds fewer than two nodes',
      'Write id type x y z radius parent, one node a line.',
    );
  return nodes;
}
