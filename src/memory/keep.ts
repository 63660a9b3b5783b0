import { keyText } from './key-text.ts';
import type { IdOf, Memory } from './memory.ts';
import { type Weight, weigh } from './weigh.ts';

/** A memory over several plans. */
export interface KeptMemory extends Memory {
  /** A new plan begins: what it does not use is what may be forgotten for it. */
  nextTurn(): void;
  /** Forgets everything. */
  clear(): void;
  /** About what is held now, bytes. */
  readonly heldBytes: () => number;
}

interface Entry {
  readonly value: object;
  readonly weight: Weight;
  /** Of the plan that used it last. */
  turn: number;
}

interface Store {
  readonly mostBytes: number;
  /** In the order of last use. */
  readonly entries: Map<string, Entry>;
  /** How many entries hold a large array: it weighs once. */
  readonly holders: Map<ArrayBufferView, number>;
  /** Of the plan at work. */
  turn: number;
  heldBytes: number;
}

/**
 * A memory of at most so many bytes. What the plan at work has used is never forgotten for the rest of it: a plan that
 * does not fit keeps what came first, instead of forgetting everything just before it is asked for again. What earlier
 * plans used goes, longest unused first, as soon as there is no room.
 */
export function keepMemory(mostBytes: number): KeptMemory {
  const store: Store = { mostBytes, entries: new Map(), holders: new Map(), turn: 0, heldBytes: 0 };
  const firsts = new Map<string, string[]>();
  const idOf = numberObjects();
  const keyOf = (stage: string, from: (id: IdOf) => unknown) => `${stage} ${keyText(from(idOf))}`;
  return {
    recall: <T extends object>(stage: string, from: (id: IdOf) => unknown, make: () => T): T => {
      const key = keyOf(stage, from);
      // What a stage keeps under its own name is of its own type.
      return (use(store, key) as T | undefined) ?? keep(store, key, make());
    },
    recallLater: async <T extends object>(stage: string, from: (id: IdOf) => unknown, make: () => Promise<T>) => {
      const key = keyOf(stage, from);
      return (use(store, key) as T | undefined) ?? keep(store, key, await make());
    },
    first: <T extends object>(stage: string, value: T, isSame: (a: T, b: T) => boolean): T => {
      const keys = (firsts.get(stage) ?? []).filter((key) => store.entries.has(key));
      firsts.set(stage, keys);
      for (const key of keys) {
        const known = store.entries.get(key)!.value as T; // Filtered: those that are held.
        if (known !== value && !isSame(known, value)) continue;
        use(store, key);
        return known;
      }
      const key = `${stage} first ${idOf(value)}`;
      keys.push(key);
      return keep(store, key, value);
    },
    nextTurn: () => {
      store.turn++;
    },
    clear: () => {
      store.entries.clear();
      store.holders.clear();
      store.heldBytes = 0;
      firsts.clear();
    },
    heldBytes: () => store.heldBytes,
  };
}

function numberObjects(): IdOf {
  const ids = new WeakMap<object, number>();
  let last = 0;
  return (of) => {
    const known = ids.get(of);
    if (known !== undefined) return known;
    ids.set(of, ++last);
    return last;
  };
}

function use({ entries, turn }: Store, key: string): object | undefined {
  const entry = entries.get(key);
  if (entry === undefined) return undefined;
  entries.delete(key);
  entries.set(key, entry);
  entry.turn = turn;
  return entry.value;
}

/** The value; held from now on where there is room, or room can be made. */
function keep<T extends object>(store: Store, key: string, value: T): T {
  const { mostBytes, entries, holders, turn } = store;
  const { bytes, large } = weigh(value);
  const weight = { bytes: bytes + 2 * key.length, large };
  for (const [oldest, entry] of entries) {
    if (store.heldBytes + addedBytes(store, weight) <= mostBytes || entry.turn === turn) break;
    drop(store, oldest, entry);
  }
  const added = addedBytes(store, weight);
  if (store.heldBytes + added > mostBytes || entries.has(key)) return value;
  store.heldBytes += added;
  for (const array of large) holders.set(array, (holders.get(array) ?? 0) + 1);
  entries.set(key, { value, weight, turn });
  return value;
}

function drop(store: Store, key: string, { weight }: Entry): void {
  const { entries, holders } = store;
  entries.delete(key);
  store.heldBytes -= weight.bytes;
  for (const array of weight.large) {
    const left = holders.get(array)! - 1; // Counted when it was kept.
    if (left > 0) holders.set(array, left);
    else {
      holders.delete(array);
      store.heldBytes -= array.byteLength;
    }
  }
}

function addedBytes({ holders }: Store, { bytes, large }: Weight): number {
  return large.reduce((sum, array) => sum + (holders.has(array) ? 0 : array.byteLength), bytes);
}
