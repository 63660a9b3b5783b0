/** A line that a file must hold: word for word, by a pattern, or by what it says. */
export type ExpectedLine = string | RegExp | WrittenMove | WrittenWait | ShownText;

/** A plain move: exactly these axes to these places (mm, as written), at this feed (mm/min). */
export interface WrittenMove {
  readonly kind: 'move';
  readonly axes: ReadonlyMap<string, number>;
  readonly feed: number;
  /** The line before may have said the same feed already. */
  readonly feedMayStand: boolean;
}

/** A wait, s, where G4 counts P in units of `secondsOfP`. */
export interface WrittenWait {
  readonly kind: 'wait';
  readonly seconds: number;
  readonly secondsOfP: number;
}

/** Text for the operator between two ends of a line; null: whatever it is. */
export interface ShownText {
  readonly kind: 'text';
  readonly before: string;
  readonly after: string;
  readonly message: string | null;
}

/** mm: half of the last printed digit, and 1 nm. */
const placeTolerance = 51e-6;
const feedTolerance = 1e-4;
/** s: whole ms, or three decimals. */
const waitTolerance = 0.000501;
/** Characters that displays hold, but for blanks at the cut. */
const longestText = 59;

export function isExpected(expected: ExpectedLine, line: string): boolean {
  if (typeof expected === 'string') return expected === line;
  if (expected instanceof RegExp) return expected.test(line);
  switch (expected.kind) {
    case 'move':
      return goes(expected, line);
    case 'wait': {
      const waited = /^G4 P(\d+(?:\.\d+)?)$/.exec(line);
      return waited !== null && Math.abs(Number(waited[1]) * expected.secondsOfP - expected.seconds) < waitTolerance;
    }
    case 'text':
      return shows(expected, line);
  }
}

function goes({ axes, feed, feedMayStand }: WrittenMove, line: string): boolean {
  const move = /^G[01]((?: [A-Z][-+]?[\d.]+)+)$/.exec(line);
  if (move === null) return false;
  const words = new Map(
    move[1]
      .slice(1)
      .split(' ')
      .map((word) => [word[0], Number(word.slice(1))]),
  );
  const said = words.get('F');
  words.delete('F');
  if (said === undefined ? !feedMayStand : !(Math.abs(said - feed) <= feed * feedTolerance)) return false;
  if (words.size !== axes.size) return false;
  return [...axes].every(([axis, place]) => Math.abs((words.get(axis) ?? Number.NaN) - place) <= placeTolerance);
}

/** Only marks that no firmware acts on, and the letters and digits of the message in their order. */
function shows({ before, after, message }: ShownText, line: string): boolean {
  if (!line.startsWith(before) || !line.endsWith(after)) return false;
  const shown = line.slice(before.length, line.length - after.length);
  if (!/^[A-Za-z0-9 .,:+\-/=_]+$/.test(shown)) return false;
  let at = 0;
  for (const run of message?.match(/[A-Za-z0-9]+/g) ?? []) {
    const found = shown.indexOf(run, at);
    if (found < 0) return shown.length >= longestText;
    at = found + run.length;
  }
  return true;
}

/** The line as a finding shows it. */
export function expectedText(expected: ExpectedLine): string {
  if (typeof expected === 'string') return expected;
  if (expected instanceof RegExp) return expected.source;
  switch (expected.kind) {
    case 'move':
      return [...expected.axes, ['F', expected.feed] as const]
        .map(([axis, place]) => axis + Number(place.toFixed(4)))
        .join(' ');
    case 'wait':
      return `G4 P${Number((expected.seconds / expected.secondsOfP).toFixed(3))}`;
    case 'text':
      return `${expected.before}${expected.message ?? '...'}${expected.after}`;
  }
}
