import type { PrintSession } from '../../send/print-session.ts';
import { isOver } from '../../send/sender-state.ts';

/**
 * p, r and s on a terminal or on lines of stdin. Ctrl-C (or SIGTERM) once pauses and asks, again stops, a third time
 * sends the emergency stop; a hang-up stops. Returns what ends the listening.
 */
export function listenToKeys(session: PrintSession, say: (text: string) => void): () => void {
  const { stdin } = process;
  let interrupts = 0;

  function key(character: string): void {
    if (character === 'p') session.act('pause');
    else if (character === 'r') {
      interrupts = 0;
      session.act('resume');
    } else if (character === 's') session.act('stop');
    else if (character === '\u0003') interrupt();
  }

  function interrupt(): void {
    if (isOver(session.sender.state)) return;
    // A stop that is under way by another key: the next is the emergency stop, as it says.
    if (session.sender.state.kind === 'stopping') interrupts = 2;
    interrupts++;
    if (interrupts === 1) {
      say('  pausing. r resumes; Ctrl-C again stops safely, a third time sends the emergency stop');
      session.act('pause');
    } else session.act(interrupts === 2 ? 'stop' : 'emergency');
  }

  const stop = () => session.act('stop');
  const crash = (error: unknown) => {
    process.stderr.write(`bioweft: an internal error, stopping safely: ${String(error)}\n`);
    session.act('stop');
  };
  const typed = (chunk: Buffer | string) => {
    for (const character of String(chunk)) key(character);
  };
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.on('data', typed);
  stdin.resume();
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  process.on('uncaughtException', crash);
  return () => {
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.off('data', typed);
    stdin.pause();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', stop);
    process.off('SIGHUP', stop);
    process.off('uncaughtException', crash);
  };
}
