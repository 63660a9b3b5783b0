/** A line that says something, and its number in the file. */
export interface Says {
  readonly said: string;
  readonly line: number;
}

/** Rows of a line more and of a line less; both for a line that was changed. */
export interface LineChange {
  readonly added: number | null;
  readonly missing: number | null;
}

/** How far apart the same line is looked for. */
const farthest = 64;

/** What turns the lines `wish` into the lines `is`: few edits are found as they are, many as a run of changes. */
export function* lineChanges(is: readonly Says[], expected: readonly Says[]): Generator<LineChange> {
  let i = 0;
  let j = 0;
  while (i < is.length || j < expected.length) {
    if (i < is.length && j < expected.length && is[i].said === expected[j].said) {
      i++;
      j++;
      continue;
    }
    const [more, less] = nextMeeting(is, i, expected, j);
    for (let k = 0; k < Math.max(more, less); k++) {
      yield { added: k < more ? i + k : null, missing: k < less ? j + k : null };
    }
    i += more;
    j += less;
  }
}

/** The fewest lines to pass on both sides until two lines in a row are the same again. */
function nextMeeting(is: readonly Says[], i: number, expected: readonly Says[], j: number): [number, number] {
  const meets = (a: number, b: number): boolean => {
    if (a >= is.length || b >= expected.length) return a >= is.length && b >= expected.length;
    if (is[a].said !== expected[b].said) return false;
    return a + 1 >= is.length || b + 1 >= expected.length || is[a + 1].said === expected[b + 1].said;
  };
  for (let apart = 1; apart <= 2 * farthest; apart++) {
    for (let more = Math.max(0, apart - farthest); more <= Math.min(apart, farthest); more++) {
      if (meets(i + more, j + apart - more)) return [more, apart - more];
    }
  }
  return [i < is.length ? 1 : 0, j < expected.length ? 1 : 0];
}
