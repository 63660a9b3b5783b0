/** Sets of numbers 0 to count - 1 that grow together; the least number of a set stands for it. */
export interface Sets {
  readonly join: (a: number, b: number) => void;
  readonly of: (a: number) => number;
}

export function sets(count: number): Sets {
  const parent = new Int32Array(count);
  for (let i = 0; i < count; i++) parent[i] = i;
  const of = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const join = (a: number, b: number): void => {
    const [p, q] = [of(a), of(b)];
    if (p < q) parent[q] = p;
    else parent[p] = q;
  };
  return { join, of };
}
