import type { Driver } from '../firmware/driver.ts';
import type { Reply } from '../firmware/reply.ts';
import type { Fault } from './ending.ts';

/**
 * The first words with a printer that may be starting, asleep, at another speed, or no printer at all. Each question
 * is repeated until it is answered; what comes before the first clean answer is noise of the start.
 */
export interface Handshake {
  /** `resets`: opening the port resets the printer, as the DTR line of most USB-serial chips does. */
  begin(resets: boolean, now: number): void;
  received(line: string, reply: Reply, now: number): void;
  tick(now: number): void;
  wake(): number | null;
  /** Done, and quiet long enough for answers to repeated questions to have gone by. */
  readonly done: boolean;
  readonly failed: Fault | null;
  readonly firmware: string | null;
  /** It greeted: it has just started, and its place and zero points are those of power-up. */
  readonly started: boolean;
  readonly capabilities: ReadonlySet<string>;
  /** Stored settings that it told, by number (GRBL). */
  readonly settings: ReadonlyMap<number, number>;
  /** Where it says that it stands, in the coordinates of the file; null: it does not tell. */
  readonly place: { readonly x: number; readonly y: number; readonly z: number } | null;
}

export interface HandshakeTiming {
  /** After how many ms each question is repeated. */
  readonly repeatMs?: readonly number[];
  /** Quiet time after repeated questions, ms. */
  readonly settleMs?: number;
  /** How long the greeting of a printer that opening resets is awaited, ms. */
  readonly bannerMs?: number;
}

/** Which question is open, and what the answers so far have told. */
interface ShakeState {
  readonly driver: Driver;
  readonly write: (text: string) => void;
  readonly homesFirst: boolean;
  readonly repeatMs: readonly number[];
  readonly settleMs: number;
  // The bootloader of an AVR listens for one to two seconds (not measured here), and eats what is said meanwhile.
  readonly bannerMs: number;
  readonly capabilities: Set<string>;
  readonly settings: Map<number, number>;
  step: number;
  tries: number;
  repeated: boolean;
  deadline: number;
  settledAt: number | null;
  markerNext: boolean;
  heard: number;
  noise: number;
  giveUpAt: number;
  /** Nothing is asked before it has greeted, or did not for so long that it was not reset. */
  awaitsBanner: boolean;
  restartedAt: number;
  readonly result: { done: boolean; started: boolean; failed: Fault | null; firmware: string | null };
  /** What it said of its own state: ready, or why not. */
  ready: boolean;
  reason: string | null;
  status: string | null;
  place: Handshake['place'];
  offset: readonly [number, number, number];
}

export function createHandshake(
  driver: Driver,
  write: (text: string) => void,
  timing: HandshakeTiming = {},
  /** The job homes before it moves: a machine that is locked until then is ready. */
  homesFirst = false,
): Handshake {
  const shake: ShakeState = {
    driver,
    write,
    homesFirst,
    repeatMs: timing.repeatMs ?? [1000, 2000, 3000, 4000],
    settleMs: timing.settleMs ?? 300,
    bannerMs: timing.bannerMs ?? 2000,
    capabilities: new Set<string>(),
    settings: new Map<number, number>(),
    step: -1,
    tries: 0,
    repeated: false,
    deadline: 0,
    settledAt: null,
    markerNext: false,
    heard: 0,
    noise: 0,
    giveUpAt: 0,
    awaitsBanner: false,
    restartedAt: Number.NEGATIVE_INFINITY,
    result: { done: false, started: false, failed: null as Fault | null, firmware: null as string | null },
    ready: driver.asksReady === null,
    reason: null,
    status: null,
    place: null,
    offset: [0, 0, 0],
  };

  return {
    capabilities: shake.capabilities,
    settings: shake.settings,
    get done() {
      return shake.result.done;
    },
    get failed() {
      return shake.result.failed;
    },
    get firmware() {
      return shake.result.firmware;
    },
    get started() {
      return shake.result.started;
    },
    get place() {
      return shake.place;
    },
    begin: (resets, now) => begin(shake, resets, now),
    received: (line, reply, now) => received(shake, line, reply, now),
    tick: (now) => tick(shake, now),
    wake: () => wake(shake),
  };
}

function ask(shake: ShakeState, now: number): void {
  shake.deadline = now + shake.repeatMs[Math.min(shake.tries, shake.repeatMs.length - 1)];
  shake.write(
    `${shake.driver.poll ?? ''}${shake.driver.frame(shake.driver.greet[shake.step], shake.driver.firstNumber + shake.step)}\n`,
  );
}

function begins(shake: ShakeState, now: number): void {
  shake.step = 0;
  ask(shake, now);
}

function askFirst(shake: ShakeState, now: number): void {
  shake.awaitsBanner = false;
  // An empty line ends whatever stands half in the printer's buffer.
  shake.write('\n');
  ask(shake, now);
}

function again(shake: ShakeState, now: number): void {
  shake.step = 0;
  shake.tries = 0;
  shake.repeated = true;
  shake.settledAt = null;
  shake.result.done = false;
  ask(shake, now);
}

function answered(shake: ShakeState, now: number): void {
  shake.step++;
  shake.tries = 0;
  if (shake.step < shake.driver.greet.length) ask(shake, now);
  else if (shake.repeated) shake.settledAt = now + shake.settleMs;
  else conclude(shake);
}

function conclude(shake: ShakeState): void {
  const words = shake.ready
    ? shake.status === null || (shake.homesFirst && shake.status === 'Alarm')
      ? null
      : shake.status
    : (shake.reason ?? '');
  shake.result.failed ??= words === null ? null : shake.driver.notReady(words);
  shake.result.done = shake.result.failed === null;
}

/** What it says of its state, in the order of what is worth more: its reason, then the word for it. */
function hearState(shake: ShakeState, reply: Reply): void {
  if (reply.kind === 'position') shake.place = { x: reply.x, y: reply.y, z: reply.z };
  if (reply.kind === 'status') {
    shake.offset = reply.offset ?? shake.offset;
    const { machine } = reply;
    const at = reply.work ?? (machine === null ? null : machine.map((mm, axis) => mm - shake.offset[axis]));
    if (at !== null) shake.place = { x: at[0], y: at[1], z: at[2] };
  }
  if (reply.kind === 'ready') shake.ready = true;
  else if (reply.kind === 'status')
    shake.status = shake.driver.refusesIn(reply.state) ? reply.state.replace(/:\d$/, '') : null;
  // Its word from before the question is not its word now.
  if (reply.kind === 'halted' && shake.driver.asksReady !== null) shake.ready = false;
  if (reply.kind === 'halted' && (shake.reason === null || shake.driver.stateOnly?.test(reply.text) !== true))
    shake.reason = reply.text;
  else if (reply.kind === 'refused' && !reply.answers) shake.reason = reply.text;
}

function fail(shake: ShakeState): void {
  const fix = 'list the ports by bioweft ports; --baud sets the rate';
  const silent = 'nothing answers: is this the port of the printer, and is it switched on?';
  const strange = `the printer speaks and does not answer ${shake.driver.greet[shake.step]}: is it ${shake.driver.name}?`;
  const garbage = 'what comes back is garbage: the baud rate is wrong';
  shake.result.failed = { text: shake.heard === 0 ? silent : shake.noise > shake.heard / 4 ? garbage : strange, fix };
}

function begin(shake: ShakeState, resets: boolean, now: number): void {
  shake.step = 0;
  shake.awaitsBanner = resets;
  shake.deadline = now + shake.bannerMs;
  shake.giveUpAt = now + 1.5 * shake.repeatMs.reduce((sum, ms) => sum + ms, 0) + (resets ? shake.bannerMs : 0);
  if (!resets) askFirst(shake, now);
}

function received(shake: ShakeState, line: string, reply: Reply, now: number): void {
  shake.heard += line.length;
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) > 126 || line.charCodeAt(i) < 9) shake.noise++;
  if (reply.kind === 'firmware') shake.result.firmware = reply.name;
  if (reply.kind === 'capability' && reply.on) shake.capabilities.add(reply.name);
  if (reply.kind === 'setting') shake.settings.set(reply.number, reply.value);
  if (reply.kind === 'markerText') shake.markerNext = true;
  if (reply.kind === 'reset') shake.result.started = true;
  hearState(shake, reply);
  if (shake.awaitsBanner) {
    if (reply.kind === 'reset') askFirst(shake, now);
    return;
  }
  // It starts only now, or its count is another: what was asked before is lost.
  if (reply.kind === 'reset' && shake.step >= 0) again(shake, now);
  if (reply.kind === 'resend' && shake.step > 0 && now >= shake.restartedAt + shake.repeatMs[0] / 2) {
    shake.restartedAt = now;
    again(shake, now);
  }
  if (shake.step < 0 || shake.step >= shake.driver.greet.length) return;
  // GRBL tells its settings neither while it moves nor while it holds: its state is asked all the same.
  if (reply.kind === 'refused' && reply.answers && shake.driver.greet[shake.step] === '$$') answered(shake, now);
  if (reply.kind !== 'ok') return;
  if (reply.firmware !== undefined) shake.result.firmware = reply.firmware;
  const marker = reply.marker || shake.markerNext;
  shake.markerNext = false;
  if (marker === (shake.driver.greet[shake.step] === shake.driver.marker)) answered(shake, now);
}

function tick(shake: ShakeState, now: number): void {
  if (shake.settledAt !== null && now >= shake.settledAt && shake.result.failed === null) conclude(shake);
  if (!shake.result.done && shake.result.failed === null && shake.step >= 0 && now >= shake.giveUpAt) fail(shake);
  if (shake.step < 0 || shake.step >= shake.driver.greet.length || shake.result.done || now < shake.deadline) return;
  if (shake.awaitsBanner) {
    askFirst(shake, now);
    return;
  }
  shake.tries++;
  shake.repeated = true;
  if (shake.tries > shake.repeatMs.length) fail(shake);
  // A numbered line is never sent twice: the count begins anew.
  else if (shake.driver.resends && shake.step > 0) begins(shake, now);
  else ask(shake, now);
}

function wake(shake: ShakeState): number | null {
  if (shake.result.done || shake.result.failed !== null || shake.step < 0) return null;
  return Math.min(shake.settledAt ?? shake.deadline, shake.giveUpAt);
}
