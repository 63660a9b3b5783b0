import type { HeatWait } from '../firmware/driver.ts';
import { ownMoveSeconds } from './link/queue-clock.ts';
import { refusedPause } from './link/refusals.ts';
import { control, type Printing, poll, question } from './printing.ts';
import type { PauseReason } from './sender-state.ts';
import { describeWait } from './watch/heat-wait.ts';
import { applyLine, copyModalState } from './watch/modal-state.ts';
import { pauseLines, reopenLines } from './watch/safe-lines.ts';

/** Markers in a row that brought no proof before the link is given up. */
const mostUnproven = 8;

/** Sends all that may go now, and takes the steps that follow when everything was answered. */
export function pump(p: Printing): void {
  while (
    p.state.kind === 'printing' ||
    p.state.kind === 'pausing' ||
    p.state.kind === 'resuming' ||
    p.state.kind === 'paused'
  ) {
    if (!sendOne(p)) break;
  }
  settle(p);
}

/** Closes and lifts behind what is on its way; nothing of the job follows. */
export function beginPause(p: Printing, why: PauseReason, text: string): void {
  p.held = copyModalState(p.modal);
  p.refusedOwn = [];
  p.lane = pauseLines(p.profile, p.driver, p.held);
  p.enter({ kind: 'pausing', why, text });
}

/** Sends the next line of the first lane that has one; false when nothing may go now. */
function sendOne(p: Printing): boolean {
  const { driver, link, check } = p;
  if (p.wanted !== null && p.state.kind === 'printing' && p.lane.length === 0) {
    beginPause(p, p.wanted.why, p.wanted.text);
    p.wanted = null;
    return true;
  }
  if (!p.polling && (p.now >= p.polledAt + p.pollMs || link.markerDue()) && p.lane.length === 0) {
    if (!link.room(driver.marker.length + 16, p.now)) return false;
    p.polling = true;
    p.polledAt = p.now;
    link.send(driver.marker, poll, p.now);
    return true;
  }
  if (check.busy) {
    if (!check.wanted || !link.idle() || !link.room(driver.whereIs.length + 16, p.now)) return false;
    link.send(check.ask(), question, p.now);
    return true;
  }
  if (p.lane.length > 0) return sendControl(p, p.lane[0]);
  return p.state.kind === 'printing' && p.next < p.job.count && sendJob(p, p.job.text[p.next]);
}

function sendControl(p: Printing, line: string): boolean {
  if (!p.link.room(line.length + 16, p.now)) return false;
  p.lane.shift();
  p.check.sent(line);
  p.queue.sentOther(ownMoveSeconds(line, p.held, p.profile), p.now);
  p.link.send(line, control, p.now);
  return true;
}

function sendJob(p: Printing, line: string): boolean {
  const { job, next } = p;
  if (job.layer[next] !== p.layer) {
    p.layer = job.layer[next];
    p.askPlace = true;
  }
  if (p.askPlace && p.modal.open.size === 0) {
    p.askPlace = false;
    p.check.want();
    return true;
  }
  if (job.pauses.has(next)) {
    if (!p.link.idle()) return false;
    // Just asked whether a pause stands there.
    beginPause(p, 'file', job.pauses.get(next)!);
    return true;
  }
  if (!p.link.room(line.length + 16, p.now)) return false;
  if (p.heat !== null) return false;
  const heat = p.driver.heatWait?.(line, p.modal.tool) ?? null;
  if (heat !== null) return beginHeatWait(p, heat);
  // An axis that is not homed is refused before a valve may open behind it.
  if (p.alone !== null) return false;
  if (movesNewAxis(p, line)) {
    if (!p.link.idle()) return false;
    p.alone = next;
  }
  applyLine(p.modal, line, p.outputs);
  p.check.sent(line);
  p.queue.sentJob(next, p.now);
  p.link.send(line, p.next++, p.now);
  return true;
}

/** A line of its own is sent where it sets the target; one that only waits is none until the wait is over. */
function beginHeatWait(p: Printing, heat: HeatWait): boolean {
  p.heat = heat;
  p.emit({ kind: 'said', by: 'sender', text: describeWait(heat) });
  // The wait counts from here: a report that is on its way may be from before.
  p.polledAt = Math.min(p.polledAt, p.now - p.pollMs);
  if (heat.set === null) return false;
  applyLine(p.modal, p.job.text[p.next], p.outputs);
  p.check.sent(heat.set);
  p.link.send(heat.set, p.next++, p.now);
  return true;
}

/** `left`: what is still waited for; null: it is over. */
export function endHeatWait(p: Printing, left: HeatWait | null): void {
  const over = p.heat !== null && left === null;
  // Over: one was waited for.
  if (over && p.heat!.set === null) p.emit({ kind: 'acknowledged', index: p.next++ });
  p.heat = left;
}

function movesNewAxis({ moved }: Printing, line: string): boolean {
  if (moved.size === 3 || !/^G0*[0-3](?![\d.])/.test(line)) return false;
  return axesOf(line).some((axis) => !moved.has(axis));
}

/** Axes that a line names. */
export function axesOf(line: string): string[] {
  return ['X', 'Y', 'Z'].filter((axis) => line.includes(axis));
}

/** States that end when all they sent has been answered. */
function settle(p: Printing): void {
  const { driver, link } = p;
  if (p.lane.length > 0 || p.check.busy || !link.idle()) return;
  if (p.state.kind === 'printing' && p.next >= p.job.count && !p.lastSync) {
    p.lastSync = true;
    p.check.want();
    p.lane.push(driver.sync);
    pump(p);
  } else if (p.state.kind === 'printing' && p.next < p.job.count) return;
  else if (p.state.kind === 'printing' || p.state.kind === 'pausing' || p.state.kind === 'resuming') {
    if (link.proven()) arrive(p);
    else if (++p.unproven > mostUnproven) {
      const text = `the printer no longer answers ${driver.marker}`;
      p.fail({ text, fix: 'Check the cable, then use --resume.' }, true);
    } else {
      // Alone on its way: only the marker's own answer proves that nothing is missing.
      p.lane.push(driver.marker);
      pump(p);
    }
  }
}

function arrive(p: Printing): void {
  p.unproven = 0;
  p.moveShown = false;
  if (p.state.kind === 'pausing') p.enter({ ...p.state, kind: 'paused', text: pausedText(p, p.state.text) });
  else if (p.state.kind === 'printing') p.enter({ kind: 'done' });
  else {
    p.lane = reopenLines(p.held);
    p.enter({ kind: 'printing' });
    pump(p);
  }
}

/** Why it pauses, with what the operator must know before r: what the printer did not carry out. */
function pausedText(p: Printing, why: string): string {
  const own = p.refusedOwn.length === 0 ? '' : `. The printer refused ${p.refusedOwn.join(', ')}: look at it now`;
  if (p.refused.length === 0) return `${why}${own}`;
  return refusedPause(p.refused, p.next - 1 - p.refused[0].index, p.job) + own;
}
