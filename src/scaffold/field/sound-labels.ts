import type { LabelGrid } from '../../mesh/labels/label-surface.ts';

/**
 * Whether the surface around some corners of a block (bit k: corner at x = k & 1, y = k >> 1 & 1, z = k >> 2) is one sheet
 * there: these corners hang together along edges, and so do all others. Otherwise two sheets would meet in one point.
 */
const isOneSheet: readonly boolean[] = Array.from({ length: 256 }, (_, mask) => together(mask) && together(255 ^ mask));

function together(mask: number): boolean {
  let reached = mask & -mask;
  for (let before = 0; before !== reached; ) {
    before = reached;
    for (let corner = 0; corner < 8; corner++) {
      if (((reached >> corner) & 1) === 0) continue;
      for (const bit of [1, 2, 4]) reached |= mask & (1 << (corner ^ bit));
    }
  }
  return reached === mask;
}

const mostPasses = 40;

/**
 * Changes voxels, in place, until the surface of every label is a 2-manifold: no two sheets of it share an edge or a
 * corner. Each change is the one of its block that leaves fewest such places around it. Gives how many were changed;
 * null where that did not come to an end.
 */
export function soundLabels({ size, labels }: LabelGrid): number | null {
  let changed = 0;
  for (let pass = 0; pass < mostPasses; pass++) {
    let faults = 0;
    for (let k = -1; k < size[2]; k++)
      for (let j = -1; j < size[1]; j++)
        for (let i = -1; i < size[0]; i++)
          if (faultsAt(size, labels, i, j, k) > 0) {
            faults++;
            if (changeOne(size, labels, i, j, k, pass)) changed++;
          }
    if (faults === 0) return changed;
  }
  return null;
}

type Size = LabelGrid['size'];

function labelAt(size: Size, labels: Uint16Array, i: number, j: number, k: number): number {
  const outside = i < 0 || j < 0 || k < 0 || i >= size[0] || j >= size[1] || k >= size[2];
  return outside ? 0 : labels[(k * size[1] + j) * size[0] + i];
}

const own = new Uint16Array(8);

/** Labels of the block above voxel i, j, k whose surface is not one sheet there. */
function faultsAt(size: Size, labels: Uint16Array, i: number, j: number, k: number): number {
  let alike = true;
  for (let corner = 0; corner < 8; corner++) {
    own[corner] = labelAt(size, labels, i + (corner & 1), j + ((corner >> 1) & 1), k + (corner >> 2));
    if (own[corner] !== own[0]) alike = false;
  }
  if (alike) return 0;
  let faults = 0;
  let seen = 0;
  for (let corner = 0; corner < 8; corner++) {
    if ((seen >> corner) & 1) continue;
    let mask = 0;
    for (let other = corner; other < 8; other++) if (own[other] === own[corner]) mask |= 1 << other;
    seen |= mask;
    if (!isOneSheet[mask]) faults++;
  }
  return faults;
}

function faultsAround(size: Size, labels: Uint16Array, i: number, j: number, k: number): number {
  let faults = 0;
  for (let corner = 0; corner < 8; corner++) {
    faults += faultsAt(size, labels, i - (corner & 1), j - ((corner >> 1) & 1), k - (corner >> 2));
  }
  return faults;
}

/** Makes the change of one voxel of a block that takes away most faults around it; later passes take any that helps none. */
function changeOne(size: Size, labels: Uint16Array, i: number, j: number, k: number, pass: number): boolean {
  const choices = new Set<number>();
  for (let corner = 0; corner < 8; corner++) {
    choices.add(labelAt(size, labels, i + (corner & 1), j + ((corner >> 1) & 1), k + (corner >> 2)));
  }
  let best = { gain: pass < 4 ? 0 : -1, voxel: -1, label: 0 };
  for (let corner = 0; corner < 8; corner++) {
    const [x, y, z] = [i + (corner & 1), j + ((corner >> 1) & 1), k + (corner >> 2)];
    if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) continue;
    const voxel = (z * size[1] + y) * size[0] + x;
    const held = labels[voxel];
    const before = faultsAround(size, labels, x, y, z);
    for (const label of choices) {
      if (label === held) continue;
      labels[voxel] = label;
      const gain = before - faultsAround(size, labels, x, y, z);
      if (gain > best.gain) best = { gain, voxel, label };
    }
    labels[voxel] = held;
  }
  if (best.voxel < 0) return false;
  labels[best.voxel] = best.label;
  return true;
}
