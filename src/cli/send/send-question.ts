import { createInterface } from 'node:readline';

/** How long keys that were typed before a question are gathered and dropped, ms. */
const flushMs = 60;

/**
 * Asks on the terminal; null when the input ends. What was typed before the question does not answer it: a key meant
 * for something else must not begin a print. Lines of a pipe are no keys, and are read as they come.
 */
export async function ask(question: string): Promise<string | null> {
  if (process.stdin.isTTY && !(await dropTyped())) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string | null>((answer) => {
      terminal.once('close', () => answer(null));
      terminal.question(question, answer);
    });
  } finally {
    terminal.close();
  }
}

/** False when Ctrl-C was among it. */
function dropTyped(): Promise<boolean> {
  const { stdin } = process;
  let typed = '';
  const gather = (chunk: Buffer | string) => {
    typed += String(chunk);
  };
  stdin.setRawMode(true);
  stdin.on('data', gather);
  stdin.resume();
  return new Promise((done) => {
    setTimeout(() => {
      stdin.off('data', gather);
      stdin.pause();
      stdin.setRawMode(false);
      done(!typed.includes('\u0003'));
    }, flushMs);
  });
}
