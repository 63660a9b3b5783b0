/** Sets of numbered things by union-find: `parent` leads from each to the one that stands for its set. */

/** 0, 1, 2 … */
export function countUp(length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = i;
  return numbers;
}

/** The one that stands for the set of `a`; paths are halved on the way. */
export function rootOf(parent: Int32Array, a: number): number {
  let at = a;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]];
    at = parent[at];
  }
  return at;
}

/** The lower number stands for both. */
export function joinSets(parent: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [rootOf(parent, a), rootOf(parent, b)];
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}
