import type { Joint } from './needle-room.ts';
import type { Chain } from './resample.ts';

export interface Split {
  readonly chains: readonly Chain[];
  readonly joints: readonly Joint[];
}

/**
 * The same lines with more nodes: each piece between two nodes is cut into as many of one length as it takes for none to
 * rise more than `rises` allows it (mm, piece by piece along all chains in turn). Null where none is too high.
 */
export function splitRises({ chains, joints }: Split, rises: Float64Array): Split | null {
  let piece = 0;
  let made = 0;
  let isSplit = false;
  const newNode: number[] = [];
  const finer = chains.map((chain): Chain => {
    const own: number[] = [];
    const { nodes } = chain;
    for (let p = 0; p < nodes.length; p += 4) {
      if (p > 0) {
        const rise = Math.abs(nodes[p + 2] + nodes[p + 3] - nodes[p - 2] - nodes[p - 1]);
        const pieces = Math.max(1, Math.ceil(rise / rises[piece++]));
        isSplit ||= pieces > 1;
        for (let k = 1; k < pieces; k++) {
          for (let j = 0; j < 4; j++) own.push(nodes[p - 4 + j] + (k / pieces) * (nodes[p + j] - nodes[p - 4 + j]));
        }
      }
      newNode.push(made + own.length / 4);
      for (let j = 0; j < 4; j++) own.push(nodes[p + j]);
    }
    made += own.length / 4;
    return { ...chain, nodes: Float64Array.from(own) };
  });
  if (!isSplit) return null;
  const moved = joints.map(({ at, members }) => ({
    at,
    members: members.map(({ chain, node }) => ({ chain, node: newNode[node] })),
  }));
  return { chains: finer, joints: moved };
}
