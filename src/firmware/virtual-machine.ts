/**
 * The moving part of a virtual printer: takes commands as the firmware has understood them, moves in its own time,
 * and keeps a record of what it did. Times in ms of the caller's clock, durations divided by the speed-up.
 */
export interface Machine {
  /** Starts a command; the answer says when it has been dealt with. */
  start(command: string, now: number): Progress;
  /** Whether a command that had to wait has been dealt with by now. */
  ready(now: number): boolean;
  /** When `ready` may change, ms. */
  wake(): number | null;
  /** Motion queued and not ended. */
  moving(now: number): boolean;
  plannerFree(now: number): number;
  /** Drops queued motion; what moves stands still where it is. */
  stopMotion(now: number): void;
  /** Ends a wait for temperature or time. */
  endWait(): void;
  /** What a power-up leaves: all at zero, heaters and outputs off, modes as the firmware has them at first. */
  powerUp(): void;
  /** Modes as at power-up, position and heaters kept: what GRBL's own reset does. */
  forgetModes(): void;
  readonly modes: Modes;
  /** Where the queue's end will be: what the next relative word counts from. */
  readonly position: { x: number; y: number; z: number; e: number };
  /** Axes whose place is known: homed, or set. */
  readonly homed: Set<'x' | 'y' | 'z'>;
  /** What G92 took from each axis: the place of the machine is the place of the file less this, mm. */
  readonly shift: { x: number; y: number; z: number };
  readonly heaters: Map<string, Heater>;
  readonly events: MachineEvent[];
}

/** What commands leave behind for those after them. */
export interface Modes {
  absolute: boolean;
  absoluteE: boolean;
  /** mm in a unit of length. */
  scale: number;
  /** mm/s; null: none was given since the start. */
  speed: number | null;
  tool: string;
  /** Last of G0 to G3. */
  motion: number;
  spindle: 'M3' | 'M4' | 'M5';
  coolant: 'M7' | 'M8' | 'M9';
}

export interface Heater {
  celsius: number;
  target: number;
}

export type Progress = 'done' | 'waits';

/** What was executed, in order: the record of truth that tests compare with the file. */
export type MachineEvent =
  | {
      readonly kind: 'move';
      readonly command: string;
      readonly x: number;
      readonly y: number;
      readonly z: number;
      readonly e: number;
      readonly lengthMm: number;
      readonly speed: number;
    }
  | { readonly kind: 'command'; readonly command: string };
