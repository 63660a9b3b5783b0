/** One line from a printer, understood. A driver's `classify` makes these; nothing else looks at raw text. */
export type Reply =
  | {
      readonly kind: 'ok';
      /** Number of the line it answers, where the firmware tells (Marlin's ADVANCED_OK). */
      readonly n?: number;
      /** True for the answer to the driver's marker command, which no other command gives. */
      readonly marker: boolean;
      readonly temperatures?: readonly Temperature[];
      readonly firmware?: string;
    }
  | { readonly kind: 'resend'; readonly n: number }
  /** A line was rejected at the door; `Resend` follows, or (some firmwares) nothing. */
  | { readonly kind: 'lineError'; readonly text: string }
  | { readonly kind: 'busy'; readonly text: string }
  | { readonly kind: 'wait' }
  /** The firmware has started: its position, modes and outputs are those of power-up. */
  | { readonly kind: 'reset'; readonly text: string }
  /** It says that it takes commands. */
  | { readonly kind: 'ready' }
  /** The firmware has stopped for good and says why. */
  | { readonly kind: 'halted'; readonly text: string }
  /** A command was answered and not obeyed. `answers`: this line stands in place of its `ok`. */
  | { readonly kind: 'refused'; readonly text: string; readonly answers: boolean }
  /** Where the last line that was taken leads, mm. */
  | { readonly kind: 'position'; readonly x: number; readonly y: number; readonly z: number }
  | { readonly kind: 'temperatures'; readonly temperatures: readonly Temperature[] }
  | {
      readonly kind: 'status';
      readonly state: string;
      readonly text: string;
      /** Its place, mm, in the machine's coordinates or those of the file, and what lies between; null: not told. */
      readonly machine: Triple | null;
      readonly work: Triple | null;
      readonly offset: Triple | null;
    }
  | { readonly kind: 'action'; readonly action: string; readonly text: string }
  | { readonly kind: 'firmware'; readonly name: string }
  | { readonly kind: 'capability'; readonly name: string; readonly on: boolean }
  /** One of the machine's stored settings (GRBL). */
  | { readonly kind: 'setting'; readonly number: number; readonly value: number }
  /** A line that announces that the next `ok` is the marker's. */
  | { readonly kind: 'markerText'; readonly text: string }
  | { readonly kind: 'info'; readonly text: string };

type Triple = readonly [x: number, y: number, z: number];

export interface Temperature {
  /** `T` the active tool, `T0` … each tool, `B` the bed, `C` the chamber, or the firmware's own name. */
  readonly of: string;
  readonly celsius: number;
  /** What the firmware says it aims at; null where it does not tell. */
  readonly target: number | null;
}

/** One report of each heater: where the tools are numbered, the bare `T` repeats the active one. */
export function heatersOf(temperatures: readonly Temperature[]): readonly Temperature[] {
  const numbered = temperatures.some(({ of }) => /^T\d/.test(of));
  return numbered ? temperatures.filter(({ of }) => of !== 'T') : temperatures;
}

/** `T:36.9 /37.0 B:4.1 /4.0 @:0` → temperatures; powers and other pairs are left out. */
export function readTemperatures(text: string): Temperature[] {
  const found: Temperature[] = [];
  for (const [, of, celsius, target] of text.matchAll(/\b(T\d*|B|C|P):\s*(-?[\d.]+)(?:\s*\/\s*(-?[\d.]+))?/g)) {
    if (Number.isFinite(Number(celsius))) {
      found.push({ of, celsius: Number(celsius), target: target === undefined ? null : Number(target) });
    }
  }
  return found;
}
