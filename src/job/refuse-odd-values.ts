import { forEyes } from '../finding/for-eyes.ts';
import { InputError } from '../finding/input-error.ts';
import { type Locate, type Path, placeName } from './position.ts';

/** Tabs and line ends stand in texts of several lines; other control characters steer terminals. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const steering = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/**
 * Throws InputError for numbers that are none (YAML writes infinity as .inf and "not a number" as .nan), and for keys
 * and texts with control characters (YAML writes them as "\e").
 */
export function refuseOddValues(data: unknown, file: string, locate?: Locate, path: Path = []): void {
  if (typeof data === 'number' && !Number.isFinite(data)) {
    const written = Number.isNaN(data) ? '.nan' : data > 0 ? '.inf' : '-.inf';
    throw oddValue(file, locate, path, `${written} is no number to print with`, 'Write a number');
  }
  if (typeof data === 'string' && steering.test(data))
    throw oddValue(file, locate, path, `"${forEyes(data).slice(0, 60)}" holds a control character`, 'Write plain text');
  if (data === null || typeof data !== 'object') return;
  if (Array.isArray(data)) for (const [i, value] of data.entries()) refuseOddValues(value, file, locate, [...path, i]);
  else {
    for (const [key, value] of Object.entries(data)) {
      if (steering.test(key))
        throw oddValue(file, locate, path, 'a key in it holds a control character', 'Write plain keys');
      refuseOddValues(value, file, locate, [...path, key]);
    }
  }
}

function oddValue(file: string, locate: Locate | undefined, path: Path, what: string, advice: string): InputError {
  const at = locate?.(path);
  const place = path.length === 0 ? 'the job' : path.join('.');
  return new InputError('job-value', `${placeName(file, at)}: ${place}: ${what}.`, {
    where: { file, ...at },
    fix: `${advice} for ${place}, or leave it out.`,
  });
}
