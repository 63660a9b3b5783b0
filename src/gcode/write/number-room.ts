/**
 * Numbers that only the finished file gives: how long it takes, what a valve lays, when each strand begins. The writer
 * leaves room for them at the ends of comment lines, and they are filled in once the machine model has run the file:
 * spaces become digits, and nothing else changes, not even a byte's place.
 */
export interface NumberRoom {
  /** Ids of tools whose ink holds cells: their strands have an age. */
  readonly alive: ReadonlySet<string>;
  /** Ids of tools that let ink flow by time: what they lay follows from the motion. */
  readonly timed: ReadonlySet<string>;
  /** Places, in bytes of the file, of the time and of what each ink lays. */
  time: number;
  readonly inks: Map<string, number>;
  /** By strand id; -1 where it has none. */
  readonly laid: number[];
  readonly age: number[];
}

/** Bytes kept free for each number, its word included. */
export const roomOf = { time: 12, ink: 16, laid: 18, age: 15 } as const;

export function createRoom(alive: ReadonlySet<string>, timed: ReadonlySet<string>): NumberRoom {
  return { alive, timed, time: -1, inks: new Map(), laid: [], age: [] };
}

/** What is filled in: s and µL, by ink and by strand id. */
export interface RoomNumbers {
  readonly timeS: number;
  readonly inks: Readonly<Record<string, number>>;
  readonly laidUl: ArrayLike<number>;
  readonly ageS: ArrayLike<number>;
}

/** Fills the numbers into the bytes that `room` was kept in; a number that is not known leaves its room blank. */
export function fillRoom(bytes: Uint8Array, room: NumberRoom, numbers: RoomNumbers): void {
  put(bytes, room.time, roomOf.time, `${numbers.timeS.toFixed(0)} s`);
  for (const [ink, at] of room.inks) put(bytes, at, roomOf.ink, stated('', numbers.inks[ink], 4, ' uL'));
  room.laid.forEach((at, id) => {
    put(bytes, at, roomOf.laid, stated(' laid=', numbers.laidUl[id], 5));
  });
  room.age.forEach((at, id) => {
    put(bytes, at, roomOf.age, stated(' age=', numbers.ageS[id], 2));
  });
}

function stated(before: string, value: number | undefined, decimals: number, after = ''): string {
  if (value === undefined || !Number.isFinite(value)) return '';
  return `${before}${Number(value.toFixed(decimals))}${after}`;
}

function put(bytes: Uint8Array, at: number, width: number, text: string): void {
  if (at < 0) return;
  if (text.length > width) throw new Error(`"${text}" does not fit the ${width} bytes that the file keeps for it`);
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
