import type { Driver } from './drivers/driver.ts';
import type { Reply } from './reply.ts';

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
  readonly failed: string | null;
  readonly firmware: string | null;
  /** It greeted: it has just started, and its place and zero points are those of power-up. */
  readonly started: boolean;
  readonly capabilities: ReadonlySet<string>;
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
): Handshake {
  const repeatMs = timing.repeatMs ?? [1000, 2000, 3000, 4000];
  const settleMs = timing.settleMs ?? 300;
  // The bootloader of an AVR listens for one to two seconds (not measured here), and eats what is said meanwhile.
  const bannerMs = timing.bannerMs ?? 2000;
  const capabilities = new Set<string>();
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
  const result = { done: false, started: false, failed: null as string | null, firmware: null as string | null };

  function ask(now: number): void {
    deadline = now + repeatMs[Math.min(tries, repeatMs.length - 1)];
    write(`${driver.frame(driver.greet[step], driver.firstNumber + step)}\n`);
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
    else result.done = true;
  }

  function fail(): void {
    if (heard === 0) result.failed = 'nothing answers: is this the port of the printer, and is it switched on?';
    else if (noise > heard / 4) result.failed = 'what comes back is garbage: the baud rate is wrong';
    else result.failed = `the printer speaks and does not answer ${driver.greet[step]}: is it ${driver.name}?`;
  }

  return {
    capabilities,
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
      if (reply.kind === 'markerText') markerNext = true;
      if (reply.kind === 'reset') result.started = true;
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
      if (reply.kind !== 'ok' || step < 0 || step >= driver.greet.length) return;
      if (reply.firmware !== undefined) result.firmware = reply.firmware;
      const marker = reply.marker || markerNext;
      markerNext = false;
      if (marker === (driver.greet[step] === driver.marker)) answered(now);
    },
    tick(now) {
      if (settledAt !== null && now >= settledAt) result.done = true;
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
