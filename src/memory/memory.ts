/** A number for each object that stays its own as long as the object lives: what never changes is known by itself. */
export type IdOf = (of: object) => number;

/**
 * What the stages of earlier plans made, found again by all that it was made from. A stage that recalls is pure: the
 * same ingredients give the same, to the bit, so that a plan from memory is the plan without one.
 */
export interface Memory {
  /**
   * What `make` gives; from memory where the same stage was given the same before. `from` names every ingredient: plain
   * data as they are, objects that never change by their id.
   */
  recall<T extends object>(stage: string, from: (id: IdOf) => unknown, make: () => T): T;
  recallLater<T extends object>(stage: string, from: (id: IdOf) => unknown, make: () => Promise<T>): Promise<T>;
  /** The one of equal content that was given first, so that its id stands for its content; the value itself where it is new. */
  first<T extends object>(stage: string, value: T, isSame: (a: T, b: T) => boolean): T;
}

/** Remembers nothing: everything is made, and nothing held. */
export const noMemory: Memory = {
  recall: (_stage, _from, make) => make(),
  recallLater: (_stage, _from, make) => make(),
  first: (_stage, value) => value,
};
