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

export function createHandshake(
  driver: Driver,
  write: (text: string) => void,
  timing: HandshakeTiming = {},
  /** The job homes before it moves: a machine that is locked until then is ready. */
  homesFirst = false,
): Handshake {
  const repeatMs = timing.repeatMs ?? [1000, 2000, 3000, 4000];
  const settleMs = timing.settleMs ?? 300;
  // The bootloader of an AVR listens for one to two seconds (not measured here), and eats what is said meanwhile.
  const bannerMs = timing.bannerMs ?? 2000;
  const capabilities = new Set<string>();
  const settings = new Map<number, number>();
  let step = -1;
  let tries = 0;
  let repeated = false;
  let deadline = 0;
  let settledAt: number | null = null;
  let markerNext = false;
  let heard = 0;
  let noise = 0;
  let giveUpAt = 0;
  /** Nothing is asked before it has greeted, or did not for so long that it was not reset. */
  let awaitsBanner = false;
  let restartedAt = Number.NEGATIVE_INFINITY;
  const result = { done: false, started: false, failed: null as Fault | null, firmware: null as string | null };
  /** What it said of its own state: ready, or why not. */
  let ready = driver.asksReady === null;
  let reason: string | null = null;
  let status: string | null = null;
  let place: Handshake['place'] = null;
  let offset: readonly [number, number, number] = [0, 0, 0];

  function ask(now: number): void {
    deadline = now + repeatMs[Math.min(tries, repeatMs.length - 1)];
    write(`${driver.poll ?? ''}${driver.frame(driver.greet[step], driver.firstNumber + step)}\n`);
  }

  function begins(now: number): void {
    step = 0;
    ask(now);
  }

  function askFirst(now: number): void {
    awaitsBanner = false;
    // An empty line ends whatever stands half in the printer's buffer.
    write('\n');
    ask(now);
  }

  function again(now: number): void {
    step = 0;
    tries = 0;
    repeated = true;
    settledAt = null;
    result.done = false;
    ask(now);
  }

  function answered(now: number): void {
    step++;
    tries = 0;
    if (step < driver.greet.length) ask(now);
    else if (repeated) settledAt = now + settleMs;
    else conclude();
  }

  function conclude(): void {
    const words = ready ? (status === null || (homesFirst && status === 'Alarm') ? null : status) : (reason ?? '');
    result.failed ??= words === null ? null : driver.notReady(words);
    result.done = result.failed === null;
  }

  /** What it says of its state, in the order of what is worth more: its reason, then the word for it. */
  function hearState(reply: Reply): void {
    if (reply.kind === 'position') place = { x: reply.x, y: reply.y, z: reply.z };
    if (reply.kind === 'status') {
      offset = reply.offset ?? offset;
      const { machine } = reply;
      const at = reply.work ?? (machine === null ? null : machine.map((mm, axis) => mm - offset[axis]));
      if (at !== null) place = { x: at[0], y: at[1], z: at[2] };
    }
    if (reply.kind === 'ready') ready = true;
    else if (reply.kind === 'status') status = driver.refusesIn(reply.state) ? reply.state.replace(/:\d$/, '') : null;
    // Its word from before the question is not its word now.
    if (reply.kind === 'halted' && driver.asksReady !== null) ready = false;
    if (reply.kind === 'halted' && (reason === null || driver.stateOnly?.test(reply.text) !== true))
      reason = reply.text;
    else if (reply.kind === 'refused' && !reply.answers) reason = reply.text;
  }

  function fail(): void {
    const fix = 'bioweft ports lists the ports; --baud sets the rate';
    const silent = 'nothing answers: is this the port of the printer, and is it switched on?';
    const strange = `the printer speaks and does not answer ${driver.greet[step]}: is it ${driver.name}?`;
    const garbage = 'what comes back is garbage: the baud rate is wrong';
    result.failed = { text: heard === 0 ? silent : noise > heard / 4 ? garbage : strange, fix };
  }

  return {
    capabilities,
    settings,
    get done() {
      return result.done;
    },
    get failed() {
      return result.failed;
    },
    get firmware() {
      return result.firmware;
    },
    get started() {
      return result.started;
    },
    get place() {
      return place;
    },
    begin(resets, now) {
      step = 0;
      awaitsBanner = resets;
      deadline = now + bannerMs;
      giveUpAt = now + 1.5 * repeatMs.reduce((sum, ms) => sum + ms, 0) + (resets ? bannerMs : 0);
      if (!resets) askFirst(now);
    },
    received(line, reply, now) {
      heard += line.length;
      for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) > 126 || line.charCodeAt(i) < 9) noise++;
      if (reply.kind === 'firmware') result.firmware = reply.name;
      if (reply.kind === 'capability' && reply.on) capabilities.add(reply.name);
      if (reply.kind === 'setting') settings.set(reply.number, reply.value);
      if (reply.kind === 'markerText') markerNext = true;
      if (reply.kind === 'reset') result.started = true;
      hearState(reply);
      if (awaitsBanner) {
        if (reply.kind === 'reset') askFirst(now);
        return;
      }
      // It starts only now, or its count is another: what was asked before is lost.
      if (reply.kind === 'reset' && step >= 0) again(now);
      if (reply.kind === 'resend' && step > 0 && now >= restartedAt + repeatMs[0] / 2) {
        restartedAt = now;
        again(now);
      }
      if (step < 0 || step >= driver.greet.length) return;
      // GRBL tells its settings neither while it moves nor while it holds: its state is asked all the same.
      if (reply.kind === 'refused' && reply.answers && driver.greet[step] === '$$') answered(now);
      if (reply.kind !== 'ok') return;
      if (reply.firmware !== undefined) result.firmware = reply.firmware;
      const marker = reply.marker || markerNext;
      markerNext = false;
      if (marker === (driver.greet[step] === driver.marker)) answered(now);
    },
    tick(now) {
      if (settledAt !== null && now >= settledAt && result.failed === null) conclude();
      if (!result.done && result.failed === null && step >= 0 && now >= giveUpAt) fail();
      if (step < 0 || step >= driver.greet.length || result.done || now < deadline) return;
      if (awaitsBanner) {
        askFirst(now);
        return;
      }
      tries++;
      repeated = true;
      if (tries > repeatMs.length) fail();
      // A numbered line is never sent twice: the count begins anew.
      else if (driver.resends && step > 0) begins(now);
      else ask(now);
    },
    wake() {
      if (result.done || result.failed !== null || step < 0) return null;
      return Math.min(settledAt ?? deadline, giveUpAt);
    },
  };
}
