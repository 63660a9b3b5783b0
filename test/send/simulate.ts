import type { Driver } from '../../src/firmware/driver.ts';
import { driverOf, firmwareNamed } from '../../src/firmware/firmwares.ts';
import type { VirtualFirmware } from '../../src/firmware/virtual-firmware.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { lineTimes } from '../../src/send/link/line-times.ts';
import { createSender, type Sender } from '../../src/send/sender.ts';
import type { SenderTiming } from '../../src/send/sender-options.ts';
import { isOver, type SenderEvent } from '../../src/send/sender-state.ts';
import { createFaultInjector, type Fault, type FaultInjector, parseFault } from '../../src/send/virtual/faults.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/send/virtual/virtual-printer.ts';
import { type JobLines, readJobLines } from '../../src/send/watch/job-lines.ts';
import { practiceMarlin } from './practice-firmware.ts';

export interface Simulation {
  readonly sender: Sender;
  readonly printer: VirtualPrinter;
  readonly job: JobLines;
  readonly injector: FaultInjector;
  readonly events: { readonly at: number; readonly event: SenderEvent }[];
  readonly said: string[];
  readonly written: { readonly at: number; readonly text: string }[];
  now: number;
  /** Runs until the print is over, `until` holds, or nothing can happen any more. */
  run(until?: () => boolean, mostMs?: number): void;
}

export interface SimulationOptions {
  readonly lines: readonly string[] | Uint8Array;
  readonly firmware?: VirtualFirmware | undefined;
  readonly driver?: Driver | undefined;
  readonly profile?: Profile | null | undefined;
  readonly faults?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly speedUp?: number | undefined;
  readonly timing?: SenderTiming | undefined;
  readonly latencyMs?: number | undefined;
  /** The sender knows how long each line takes, as `bioweft send` does; else it estimates nothing. */
  readonly planned?: boolean | undefined;
  /** Goes on by itself where the file pauses, and where the sender is in doubt. */
  readonly hands?: boolean | undefined;
}

/** Sender and virtual printer on a cable in memory, on a clock that jumps to whatever happens next. */
export function simulate(options: SimulationOptions): Simulation {
  const { profile = null, speedUp = 1000, latencyMs = 0.5, hands = true } = options;
  const driver = options.driver ?? driverOf(firmwareNamed(options.firmware?.banner.join(' ') ?? '') ?? 'marlin');
  const bytes =
    options.lines instanceof Uint8Array ? options.lines : new TextEncoder().encode(options.lines.join('\n'));
  const job = readJobLines(bytes, driver);
  const faults: Fault[] = (options.faults ?? []).map(parseFault);
  const injector = createFaultInjector(faults, seededRandom(options.seed ?? 1));
  const events: Simulation['events'] = [];
  const said: string[] = [];
  const written: Simulation['written'] = [];
  const toPrinter: { at: number; text: string }[] = [];
  const toSender: { at: number; text: string }[] = [];
  const sim = { now: 0 };
  let rest = '';
  const printer = createVirtualPrinter({
    firmware: options.firmware ?? practiceMarlin(),
    injector,
    speedUp,
    profile,
    say: (text) => {
      said.push(text);
      toSender.push({ at: sim.now + latencyMs, text });
    },
  });
  const sender = createSender({
    driver,
    profile,
    job,
    times: options.planned ? lineTimes(job, readGcode(bytes, profile), profile) : undefined,
    timing: options.timing,
    write: (text) => {
      written.push({ at: sim.now, text });
      toPrinter.push({ at: sim.now + latencyMs, text });
    },
    emit: (event) => {
      events.push({ at: sim.now, event });
    },
  });
  printer.start(0);
  sender.opened(0);

  function step(end: number): boolean {
    const times = [
      toPrinter[0]?.at ?? Number.POSITIVE_INFINITY,
      toSender[0]?.at ?? Number.POSITIVE_INFINITY,
      printer.wake() ?? Number.POSITIVE_INFINITY,
      sender.wake() ?? Number.POSITIVE_INFINITY,
    ];
    const at = Math.min(...times);
    if (!Number.isFinite(at)) return false;
    sim.now = Math.max(sim.now, Math.min(at, end));
    if (at > end) return false;
    const which = times.indexOf(at);
    if (which === 0) printer.receive(toPrinter.shift()!.text, sim.now);
    else if (which === 1) deliver(toSender.shift()!.text);
    else if (which === 2) printer.tick(sim.now);
    else sender.tick(sim.now);
    if (printer.unplugged) sender.closed('unplugged', sim.now);
    if (sender.state.kind === 'ready') sender.print(sim.now);
    if (hands && sender.state.kind === 'paused') sender.resume(sim.now);
    return true;
  }

  function deliver(text: string): void {
    rest += text;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      sender.received(line, sim.now);
    }
  }

  return {
    sender,
    printer,
    job,
    injector,
    events,
    said,
    written,
    get now() {
      return sim.now;
    },
    set now(at) {
      sim.now = at;
    },
    run(until = () => false, mostMs = 3_600_000) {
      const end = sim.now + mostMs;
      let steps = 0;
      while (!isOver(sender.state) && !until() && sim.now < end) {
        if (!step(end)) break;
        if (++steps > 500_000)
          throw new Error(
            `no end: ${JSON.stringify([sim.now, sender.state, sender.stats, sender.wake(), printer.wake(), toPrinter.length, toSender.length])}`,
          );
      }
    },
  };
}

/** Lets the printer finish what it has, as a real one would after the sender is gone. */
export function drain(sim: Simulation): void {
  for (let steps = 0; steps < 100_000; steps++) {
    const at = sim.printer.wake();
    if (at === null) return;
    sim.now = Math.max(sim.now, at);
    sim.printer.tick(sim.now);
  }
}

/** The job's lines as the printer executed them, without what the sender adds. */
export function executedOf(sim: Simulation, added: readonly string[] = ['M400']): string[] {
  const extra = new Set(added);
  return sim.printer.executed.filter(
    (line) => !extra.has(line) && !/^(G1 F\d+|M84 S\d+|SET_IDLE_TIMEOUT TIMEOUT=\d+)$/.test(line),
  );
}
