import type { Code } from '../../finding/codes/catalogue.ts';
import type { Finding, Place } from '../../finding/finding.ts';
import { sentence } from '../../finding/sentence.ts';

/** A difference between the file and the program; each refuses the file. */
export function refuse(code: Code, where: Place, what: string, numbers?: Record<string, number>): Finding {
  const fix = 'Do not print this file; report the job that made it.';
  return {
    gate: 'readback',
    code,
    severity: 'refuse',
    where,
    what: sentence(what),
    fix,
    ...(numbers ? { numbers } : {}),
  };
}
