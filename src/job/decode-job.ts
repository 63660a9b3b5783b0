import { InputError } from '../finding/input-error.ts';

/** The text of a job file. Throws InputError where it is no UTF-8: a job in UTF-16 would read as one long word. */
export function decodeJob(bytes: Uint8Array, file: string): string {
  const encoding = wideEncoding(bytes);
  if (encoding !== undefined) {
    throw new InputError('job-encoding', `${file} is a text in ${encoding}; a job is read as UTF-8.`, {
      where: { file },
      fix: `Run iconv -f ${encoding} -t UTF-8 ${file} > job.yaml to save it as UTF-8.`,
    });
  }
  return new TextDecoder().decode(bytes);
}

/** By its mark, or by the zero byte that every second place of a plain text then holds. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0) return 'UTF-32BE';
  if (bytes.length < 4) return undefined;
  if (a === 0 && c === 0) return 'UTF-16BE';
  return b === 0 && d === 0 ? 'UTF-16LE' : undefined;
}
