import { layerNumber } from '../finding/layer-number.ts';
import type { Temperature } from '../firmware/reply.ts';
import type { PrintSession } from '../send/print-session.ts';
import { placeBefore } from '../send/refusals.ts';
import type { SenderEvent, SenderState } from '../send/sender-state.ts';
import type { SendInputs } from './send-inputs.ts';
import type { SendOptions } from './send-options.ts';
import { createProgress, type Progress } from './send-progress.ts';
import { clip, colour, duration } from './terminal.ts';

/** What the operator sees: a block that renews itself on a terminal, plain lines elsewhere, events for scripts. */
export interface SendScreen {
  event(event: SenderEvent): void;
  begin(session: PrintSession, from: number): void;
  end(): void;
}

const renewMs = 250;
const plainMs = 10_000;
/** Share of the time on cells after which it is warned. */
const warnAt = 0.8;

export function createSendScreen(inputs: SendInputs, options: SendOptions): SendScreen {
  const { job, times, driver } = inputs;
  const tty = Boolean(process.stderr.isTTY) && !options.json && !options.quiet;
  const plain = !tty && !options.json && !options.quiet;
  const total = times.at(-1) ?? 0;
  const leftAt = incubatorTime(options.leftIncubator);
  let session: PrintSession | null = null;
  let state: SenderState = { kind: 'connecting' };
  let index = -1;
  let progress: Progress | null = null;
  let step = 0;
  let temperatures: readonly Temperature[] = [];
  /** Heaters that have left their target. */
  const drifting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let drawn = 0;
  let warned = false;

  const print = (text: string) => process.stderr.write(`${text}\n`);

  function clear(): void {
    if (drawn > 0) process.stderr.write(`\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  }

  function say(text: string): void {
    if (options.quiet || options.json) return;
    clear();
    print(text);
    draw();
  }

  function draw(): void {
    if (!tty || session === null) return;
    clear();
    const lines = block();
    const columns = process.stderr.columns || 80;
    // A row that wraps would be left behind when the block is drawn again.
    print(lines.map((line) => clip(line, columns - 1)).join('\n'));
    drawn = lines.length;
  }

  const elapsedS = () => (session?.elapsed() ?? 0) / 1000;
  const queuedS = () => session?.queuedS() ?? 0;
  /** The plan's pace, corrected by how long the motion so far really took. */
  const remaining = () => progress?.remainingS(index, queuedS(), elapsedS()) ?? total;
  const percent = () => `${(((progress?.doneS(index, queuedS()) ?? 0) / Math.max(total, 1e-9)) * 100).toFixed(1)} %`;

  function block(): string[] {
    const share = (progress?.doneS(index, queuedS()) ?? 0) / Math.max(total, 1e-9);
    const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
    const stats = session!.sender.stats;
    const rows = [
      `  ${bar} ${percent()}  ${duration(session!.elapsed() / 1000)} so far, about ${duration(remaining())} to go`,
      `  ${place()}`,
      `  ${action()}`,
      `  line ${index < 0 ? 0 : job.fileLine[index]} · ${stats.acknowledged} answered · ${stats.resends} sent again${heat()}`,
    ];
    const cells = timeOnCells();
    if (cells) rows.push(`  ${cells}`);
    rows.push(colour.dim('  p pause · r resume · s stop · Ctrl-C pause, again stop, third emergency'));
    return rows;
  }

  function place(): string {
    const at = Math.max(index, 0);
    const layer = job.layers[job.layer[at]];
    if (layer === undefined) return 'before the first layer';
    const strand = job.strands[job.strand[at]];
    const well = layer.well === '' || layer.well === '-' ? '' : `well ${layer.well} · `;
    const needle = `needle at ${placeBefore(at + 1, job)}`;
    return `${well}layer ${layerNumber(layer.number)} of ${layerCount()}${strand ? ` · strand ${strand.id}` : ''} · Z ${layer.z} mm · ${needle}`;
  }

  const layerCount = () => job.layers.reduce((most, { number }) => Math.max(most, layerNumber(number)), 0);

  function action(): string {
    if (state.kind === 'paused')
      return colour.yellow(`paused: ${state.text}${'  →  tip clean and primed? r resumes, s stops'}`);
    if (state.kind === 'pausing') return colour.yellow(`pausing: ${state.text}`);
    if (state.kind === 'stopping') return colour.yellow(`stopping: ${state.text}`);
    if (state.kind !== 'printing') return state.kind;
    while (step + 1 < job.steps.length && job.steps[step + 1].index <= index + 1) step++;
    const current = job.steps[step];
    if (current && index >= current.index - 1 && index - current.index < 8) return current.text;
    return job.strand[Math.max(index, 0)] >= 0 ? 'printing' : 'moving';
  }

  function heat(): string {
    const shown = temperatures
      .filter(({ target }) => (target ?? 0) !== 0)
      .map(({ of, celsius, target }) => {
        const text = `${of} ${celsius.toFixed(1)} / ${target} °C`;
        return drifting.has(of) ? colour.yellow(text) : text;
      });
    return shown.length === 0 ? '' : ` · ${shown.join(' · ')}`;
  }

  function minutesOut(): number {
    const since = leftAt === null ? (session?.elapsed() ?? 0) : Date.now() - leftAt;
    return since / 60_000;
  }

  function timeOnCells(): string | null {
    const { limitMin } = inputs;
    if (limitMin === null) return null;
    const out = minutesOut();
    const text = `cells out of the incubator for ${out.toFixed(0)} of ${limitMin} min`;
    if (out + remaining() / 60 > limitMin) return colour.red(`${text}: the print ends after the limit`);
    return out > limitMin * warnAt ? colour.yellow(`${text}: their time runs out`) : text;
  }

  function warnOnce(): void {
    const { limitMin } = inputs;
    if (warned || limitMin === null || minutesOut() < limitMin * warnAt) return;
    warned = true;
    say(colour.yellow(`  ! cells have been out of the incubator for ${minutesOut().toFixed(0)} of ${limitMin} min`));
  }

  function renew(): void {
    warnOnce();
    if (tty) draw();
    else if (plain) {
      const left = state.kind === 'stopping' ? '' : ` · about ${duration(remaining())} to go`;
      print(`${percent()} · ${standing()}${place()}${heat()}${left}`);
    }
  }

  /** What a line without a terminal must not leave out: that nothing is printed now, and why. */
  function standing(): string {
    if (state.kind === 'paused' || state.kind === 'pausing' || state.kind === 'stopping')
      return `${state.kind}: ${clip(state.text, 60)} · `;
    return state.kind === 'printing' ? '' : `${state.kind} · `;
  }

  function announce(event: SenderEvent): void {
    if (event.kind === 'said') say(colour.dim(`  ${event.by}: ${event.text}`));
    else if (event.kind === 'drift')
      say(event.how === 'back' ? colour.dim(`  ${event.text}`) : colour.yellow(`  ! ${event.text}`));
    else if (event.kind === 'firmware') say(colour.dim(`  firmware: ${event.name}`));
    else if (event.kind === 'state' && event.state.kind === 'paused')
      say(colour.yellow(`  ‖ paused: ${event.state.text}`));
    else if (event.kind === 'state' && event.state.kind === 'stopping') say(colour.yellow(`  ■ ${event.state.text}`));
  }

  return {
    event(event) {
      if (event.kind === 'state') {
        state = event.state;
        progress?.state(state, elapsedS());
      } else if (event.kind === 'acknowledged') index = event.index;
      else if (event.kind === 'temperatures') temperatures = event.temperatures;
      else if (event.kind === 'drift' && event.how === 'back') drifting.delete(event.of);
      else if (event.kind === 'drift') drifting.add(event.of);
      if (options.json) {
        const where = event.kind === 'acknowledged' ? { line: job.fileLine[event.index] } : {};
        process.stdout.write(`${JSON.stringify({ ms: session?.elapsed() ?? 0, ...event, ...where })}\n`);
      } else announce(event);
    },
    begin(started, first) {
      session = started;
      progress = createProgress(times, first);
      index = first - 1;
      if (!options.json && !options.quiet)
        print(`  ${job.count - first} lines to ${driver.name}, about ${duration(remaining())}`);
      timer = setInterval(renew, tty ? renewMs : plainMs);
    },
    end() {
      if (timer) clearInterval(timer);
      clear();
      session = null;
    },
  };
}

/** Today at that time, or yesterday when it has not come yet; ms since 1970. */
function incubatorTime(text: string | undefined): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text ?? '');
  if (!match) return null;
  const at = new Date();
  at.setHours(Number(match[1]), Number(match[2]), 0, 0);
  if (at.getTime() > Date.now()) at.setDate(at.getDate() - 1);
  return at.getTime();
}
