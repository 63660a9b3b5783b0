import type { Code } from './codes/catalogue.ts';
import type { Place } from './finding.ts';
import { sentence } from './sentence.ts';

/**
 * Input that cannot be used at all: the command line ends with exit code 2 and prints the message, the place and the
 * fix, never a stack. Anything that could still be planned is a `Finding` instead.
 */
export class InputError extends Error {
  readonly code: Code;
  readonly where: Place & { readonly column?: number | undefined };
  readonly fix: string | undefined;

  constructor(code: Code, message: string, options: { where?: InputError['where']; fix?: string | undefined } = {}) {
    super(message);
    this.name = 'InputError';
    this.code = code;
    this.where = options.where ?? {};
    this.fix = options.fix === undefined ? undefined : sentence(options.fix);
  }
}
