import { InputError } from '../finding/input-error.ts';
import { exitCode } from './exit-codes.ts';
import { colour } from './terminal.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Runs a command's work and turns what it throws into an exit code and a message: what is wrong, where, how to fix
 * it. A stack is printed only for internal errors, and only when BIOWEFT_DEBUG asks for it.
 */
export async function runCommand(work: () => Promise<number> | number, options: CommonOptions = {}): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    // Whoever read our output has closed it, and has what it wanted.
    if ((error as NodeJS.ErrnoException | null)?.code === 'EPIPE') return;
    process.exitCode = exitCode.badInput;
    if (options.json && error instanceof InputError) {
      const { code, message, where, fix } = error;
      process.stdout.write(`${JSON.stringify({ error: { code, message, where, fix } }, null, 2)}\n`);
      return;
    }
    process.stderr.write(`${describeError(error)}\n`);
  }
}

/** What an error repeats of a file must not steer the terminal; some list what they found line by line. */
function plain(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\p{Cc}+/gu, ' '))
    .join('\n');
}

function describeError(error: unknown): string {
  if (error instanceof InputError) {
    const fix = error.fix ? `\n  ${colour.dim('→')} ${plain(error.fix)}` : '';
    return `${colour.red('bioweft:')} ${plain(error.message)}${fix}`;
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  if (process.env['BIOWEFT_DEBUG']) return String(fault.stack);
  return `${colour.red('bioweft:')} internal error: ${fault.message}\n  ${colour.dim('→')} Run again with BIOWEFT_DEBUG=1 and report what it prints.`;
}
