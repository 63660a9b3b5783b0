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

/**
 * A memory of at most so many bytes. What the plan at work has used is never forgotten for the rest of it: a plan that
 * does not fit keeps what came first, instead of forgetting everything just before it is asked for again. What earlier
 * plans used goes, longest unused first, as soon as there is no room.
 */
export function keepMemory(mostBytes: number): KeptMemory {
  // In the order of last use.
  const entries = new Map<string, Entry>();
  const firsts = new Map<string, string[]>();
  const ids = new WeakMap<object, number>();
  // How many entries hold a large array: it weighs once.
  const holders = new Map<ArrayBufferView, number>();
  let [lastId, turn, held] = [0, 0, 0];

  const idOf: IdOf = (of) => {
    let id = ids.get(of);
    if (id === undefined) {
      id = ++lastId;
      ids.set(of, id);
    }
    return id;
  };
  const use = (key: string): object | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    entries.delete(key);
    entries.set(key, entry);
    entry.turn = turn;
    return entry.value;
  };
  const drop = (key: string, { weight }: Entry) => {
    entries.delete(key);
    held -= weight.bytes;
    for (const array of weight.large) {
      const left = holders.get(array)! - 1; // Counted when it was kept.
      if (left > 0) holders.set(array, left);
      else {
        holders.delete(array);
        held -= array.byteLength;
      }
    }
  };
  const added = ({ bytes, large }: Weight): number =>
    large.reduce((sum, array) => sum + (holders.has(array) ? 0 : array.byteLength), bytes);
  const keep = (key: string, value: object): void => {
    const { bytes, large } = weigh(value);
    const weight = { bytes: bytes + 2 * key.length, large };
    for (const [oldest, entry] of entries) {
      if (held + added(weight) <= mostBytes || entry.turn === turn) break;
      drop(oldest, entry);
    }
    if (held + added(weight) > mostBytes || entries.has(key)) return;
    held += added(weight);
    for (const array of large) holders.set(array, (holders.get(array) ?? 0) + 1);
    entries.set(key, { value, weight, turn });
  };
  const keyOf = (stage: string, from: (id: IdOf) => unknown) => `${stage} ${keyText(from(idOf))}`;
  return {
    recall: <T extends object>(stage: string, from: (id: IdOf) => unknown, make: () => T): T => {
      const key = keyOf(stage, from);
      const known = use(key);
      // What a stage keeps under its own name is of its own type.
      if (known !== undefined) return known as T;
      const made = make();
      keep(key, made);
      return made;
    },
    recallLater: async <T extends object>(stage: string, from: (id: IdOf) => unknown, make: () => Promise<T>) => {
      const key = keyOf(stage, from);
      const known = use(key);
      if (known !== undefined) return known as T;
      const made = await make();
      keep(key, made);
      return made;
    },
    first: <T extends object>(stage: string, value: T, isSame: (a: T, b: T) => boolean): T => {
      const keys = (firsts.get(stage) ?? []).filter((key) => entries.has(key));
      firsts.set(stage, keys);
      for (const key of keys) {
        const known = entries.get(key)!.value as T; // Filtered: those that are held.
        if (known !== value && !isSame(known, value)) continue;
        use(key);
        return known;
      }
      const key = `${stage} first ${idOf(value)}`;
      keep(key, value);
      keys.push(key);
      return value;
    },
    nextTurn: () => {
      turn++;
    },
    clear: () => {
      entries.clear();
      firsts.clear();
      holders.clear();
      held = 0;
    },
    heldBytes: () => held,
  };
}
