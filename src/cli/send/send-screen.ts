import { layerNumber } from '../../finding/layer-number.ts';
import { wellWords } from '../../finding/well-name.ts';
import type { Temperature } from '../../firmware/reply.ts';
import { placeBefore } from '../../send/link/refusals.ts';
import type { PrintSession } from '../../send/print-session.ts';
import type { SenderEvent, SenderState } from '../../send/sender-state.ts';
import { clip, colour, duration, forTerminal } from '../terminal.ts';
import type { SendInputs } from './send-inputs.ts';
import type { SendOptions } from './send-options.ts';
import { createProgress, type Progress } from './send-progress.ts';

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

/** What is shown, and what it rests on. */
interface ScreenState {
  readonly inputs: SendInputs;
  readonly options: SendOptions;
  readonly job: SendInputs['job'];
  readonly times: SendInputs['times'];
  readonly driver: SendInputs['driver'];
  readonly tty: boolean;
  readonly plain: boolean;
  readonly total: number;
  readonly leftAt: number | null;
  session: PrintSession | null;
  state: SenderState;
  index: number;
  progress: Progress | null;
  step: number;
  temperatures: readonly Temperature[];
  /** Heaters that have left their target. */
  readonly drifting: Set<string>;
  timer: NodeJS.Timeout | null;
  drawn: number;
  warned: boolean;
}

export function createSendScreen(inputs: SendInputs, options: SendOptions): SendScreen {
  const { job, times, driver } = inputs;
  const tty = Boolean(process.stderr.isTTY) && !options.json && !options.quiet;
  const screen: ScreenState = {
    inputs,
    options,
    job,
    times,
    driver,
    tty,
    plain: !tty && !options.json && !options.quiet,
    total: times.at(-1) ?? 0,
    leftAt: incubatorTime(options.leftIncubator),
    session: null,
    state: { kind: 'connecting' },
    index: -1,
    progress: null,
    step: 0,
    temperatures: [],
    drifting: new Set<string>(),
    timer: null,
    drawn: 0,
    warned: false,
  };

  return {
    event: (event) => take(screen, event),
    begin: (started, first) => begin(screen, started, first),
    end: () => end(screen),
  };
}

/** The printer's words are among it. */
const print = (text: string) => process.stderr.write(`${forTerminal(text)}\n`);

function clear(screen: ScreenState): void {
  if (screen.drawn > 0) process.stderr.write(`\u001b[${screen.drawn}A\u001b[J`);
  screen.drawn = 0;
}

function say(screen: ScreenState, text: string): void {
  if (screen.options.quiet || screen.options.json) return;
  clear(screen);
  print(text);
  draw(screen);
}

function draw(screen: ScreenState): void {
  if (!screen.tty || screen.session === null) return;
  clear(screen);
  const lines = block(screen);
  const columns = process.stderr.columns || 80;
  // A row that wraps would be left behind when the block is drawn again.
  print(lines.map((line) => clip(line, columns - 1)).join('\n'));
  screen.drawn = lines.length;
}

const elapsedS = (screen: ScreenState) => (screen.session?.elapsed() ?? 0) / 1000;

const queuedS = (screen: ScreenState) => screen.session?.queuedS() ?? 0;

/** The plan's pace, corrected by how long the motion so far really took. */
const remaining = (screen: ScreenState) =>
  screen.progress?.remainingS(screen.index, queuedS(screen), elapsedS(screen)) ?? screen.total;

const percent = (screen: ScreenState) =>
  `${(((screen.progress?.doneS(screen.index, queuedS(screen)) ?? 0) / Math.max(screen.total, 1e-9)) * 100).toFixed(1)} %`;

function block(screen: ScreenState): string[] {
  const share = (screen.progress?.doneS(screen.index, queuedS(screen)) ?? 0) / Math.max(screen.total, 1e-9);
  const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
  // Drawn only while a session prints.
  const session = screen.session!;
  const { stats } = session.sender;
  const rows = [
    `  ${bar} ${percent(screen)}  ${duration(session.elapsed() / 1000)} so far, about ${duration(remaining(screen))} to go`,
    `  ${place(screen)}`,
    `  ${action(screen)}`,
    `  line ${screen.index < 0 ? 0 : screen.job.fileLine[screen.index]} · ${stats.acknowledged} answered · ${stats.resends} sent again${heat(screen)}`,
  ];
  const cells = timeOnCells(screen);
  if (cells) rows.push(`  ${cells}`);
  rows.push(colour.dim('  p pause · r resume · s stop · Ctrl-C pause, again stop, third emergency'));
  return rows;
}

function place(screen: ScreenState): string {
  const at = Math.max(screen.index, 0);
  const layer = screen.job.layers[screen.job.layer[at]];
  if (layer === undefined) return 'before the first layer';
  const strand = screen.job.strands[screen.job.strand[at]];
  const well = wellWords(layer.well);
  const needle = `needle at ${placeBefore(at + 1, screen.job)}`;
  return `${well === '' ? '' : `${well} · `}layer ${layerNumber(layer.number)} of ${layerCount(screen)}${strand ? ` · strand ${strand.id}` : ''} · Z ${layer.z} mm · ${needle}`;
}

const layerCount = (screen: ScreenState) =>
  screen.job.layers.reduce((most, { number }) => Math.max(most, layerNumber(number)), 0);

function action(screen: ScreenState): string {
  if (screen.state.kind === 'paused')
    return colour.yellow(`paused: ${screen.state.text}${'  →  tip clean and primed? r resumes, s stops'}`);
  if (screen.state.kind === 'pausing') return colour.yellow(`pausing: ${screen.state.text}`);
  if (screen.state.kind === 'stopping') return colour.yellow(`stopping: ${screen.state.text}`);
  if (screen.state.kind !== 'printing') return screen.state.kind;
  while (screen.step + 1 < screen.job.steps.length && screen.job.steps[screen.step + 1].index <= screen.index + 1)
    screen.step++;
  const current = screen.job.steps[screen.step];
  if (current && screen.index >= current.index - 1 && screen.index - current.index < 8) return current.text;
  return screen.job.strand[Math.max(screen.index, 0)] >= 0 ? 'printing' : 'moving';
}

function heat(screen: ScreenState): string {
  const shown = screen.temperatures
    .filter(({ target }) => (target ?? 0) !== 0)
    .map(({ of, celsius, target }) => {
      const text = `${of} ${celsius.toFixed(1)} / ${target} °C`;
      return screen.drifting.has(of) ? colour.yellow(text) : text;
    });
  return shown.length === 0 ? '' : ` · ${shown.join(' · ')}`;
}

function minutesOut(screen: ScreenState): number {
  const since = screen.leftAt === null ? (screen.session?.elapsed() ?? 0) : Date.now() - screen.leftAt;
  return since / 60_000;
}

function timeOnCells(screen: ScreenState): string | null {
  const { limitMin } = screen.inputs;
  if (limitMin === null) return null;
  const out = minutesOut(screen);
  const text = `cells out of the incubator for ${out.toFixed(0)} of ${limitMin} min`;
  if (out + remaining(screen) / 60 > limitMin) return colour.red(`${text}: the print ends after the limit`);
  return out > limitMin * warnAt ? colour.yellow(`${text}: their time runs out`) : text;
}

function warnOnce(screen: ScreenState): void {
  const { limitMin } = screen.inputs;
  if (screen.warned || limitMin === null || minutesOut(screen) < limitMin * warnAt) return;
  screen.warned = true;
  say(
    screen,
    colour.yellow(`  ! cells have been out of the incubator for ${minutesOut(screen).toFixed(0)} of ${limitMin} min`),
  );
}

function renew(screen: ScreenState): void {
  warnOnce(screen);
  if (screen.tty) draw(screen);
  else if (screen.plain) {
    const left = screen.state.kind === 'stopping' ? '' : ` · about ${duration(remaining(screen))} to go`;
    print(`${percent(screen)} · ${standing(screen)}${place(screen)}${heat(screen)}${left}`);
  }
}

/** What a line without a terminal must not leave out: that nothing is printed now, and why. */
function standing(screen: ScreenState): string {
  if (screen.state.kind === 'paused' || screen.state.kind === 'pausing' || screen.state.kind === 'stopping')
    return `${screen.state.kind}: ${clip(screen.state.text, 60)} · `;
  return screen.state.kind === 'printing' ? '' : `${screen.state.kind} · `;
}

function announce(screen: ScreenState, event: SenderEvent): void {
  if (event.kind === 'said') say(screen, colour.dim(`  ${event.by}: ${event.text}`));
  else if (event.kind === 'drift')
    say(screen, event.how === 'back' ? colour.dim(`  ${event.text}`) : colour.yellow(`  ! ${event.text}`));
  else if (event.kind === 'firmware') say(screen, colour.dim(`  firmware: ${event.name}`));
  else if (event.kind === 'state' && event.state.kind === 'paused')
    say(screen, colour.yellow(`  ‖ paused: ${event.state.text}`));
  else if (event.kind === 'state' && event.state.kind === 'stopping')
    say(screen, colour.yellow(`  ■ ${event.state.text}`));
}

function take(screen: ScreenState, event: SenderEvent): void {
  if (event.kind === 'state') {
    screen.state = event.state;
    screen.progress?.state(screen.state, elapsedS(screen));
  } else if (event.kind === 'acknowledged') screen.index = event.index;
  else if (event.kind === 'temperatures') screen.temperatures = event.temperatures;
  else if (event.kind === 'drift' && event.how === 'back') screen.drifting.delete(event.of);
  else if (event.kind === 'drift') screen.drifting.add(event.of);
  if (screen.options.json) {
    const where = event.kind === 'acknowledged' ? { line: screen.job.fileLine[event.index] } : {};
    process.stdout.write(`${JSON.stringify({ ms: screen.session?.elapsed() ?? 0, ...event, ...where })}\n`);
  } else announce(screen, event);
}

function begin(screen: ScreenState, started: PrintSession, first: number): void {
  screen.session = started;
  screen.progress = createProgress(screen.times, first);
  screen.index = first - 1;
  if (!screen.options.json && !screen.options.quiet)
    print(`  ${screen.job.count - first} lines to ${screen.driver.name}, about ${duration(remaining(screen))}`);
  screen.timer = setInterval(() => renew(screen), screen.tty ? renewMs : plainMs);
}

function end(screen: ScreenState): void {
  if (screen.timer) clearInterval(screen.timer);
  clear(screen);
  screen.session = null;
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
