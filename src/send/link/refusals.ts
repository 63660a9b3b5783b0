import { layerNumber } from '../../finding/layer-number.ts';
import { wellWords } from '../../finding/well-name.ts';
import type { JobLines } from '../watch/job-lines.ts';

/** A line of the job that was answered and not carried out. */
export interface RefusedLine {
  readonly index: number;
  readonly text: string;
}

/** Whether the printer says that it does not know where an axis is. */
export const saysUnhomed = /home .*first|not homed|axes homed/i;

/** What is missing for it, in words: the line, and which part of which strand. */
export function describeRefused({ index, text }: RefusedLine, job: JobLines): string {
  return `line ${job.fileLine[index]} (${job.text[index]}) was not carried out, ${text}: ${missingPart(index, job)}`;
}

/** `strand 12 of layer 3 in well A1 lacks its part from X1 Y2 to X3 Y2`, or that no strand is touched. */
export function missingPart(index: number, job: JobLines): string {
  const strand = job.strands[job.strand[index]];
  const layer = job.layers[job.layer[index]];
  const where = layer === undefined ? '' : ` of layer ${layerNumber(layer.number)}${wellWords(layer.well, ' in ')}`;
  if (strand === undefined) return `it stands outside of the strands${where}`;
  const [from, to] = [placeBefore(index, job), placeBefore(index + 1, job)];
  const moves = /^G0*[0-3]\b/.test(job.text[index]);
  const part = moves ? `its part from ${from} to ${to}` : `what this line does, from ${from} on`;
  return `strand ${strand.id}${where} lacks ${part}`;
}

/** Lines of one strand are close together: so many are looked back through. */
const farthest = 2000;

/** Where the lines before `index` lead in the plane. */
export function placeBefore(index: number, job: JobLines): string {
  let x: string | undefined;
  let y: string | undefined;
  for (let i = index - 1; i >= 0 && i > index - farthest && (x === undefined || y === undefined); i--) {
    if (!/^G0*[0-3]\b/.test(job.text[i])) continue;
    x ??= /X *(-?[\d.]+)/.exec(job.text[i])?.[1];
    y ??= /Y *(-?[\d.]+)/.exec(job.text[i])?.[1];
  }
  return `X${x ?? '?'} Y${y ?? '?'}`;
}

/** For a pause: what was refused, how much was executed behind it, and what the keys do. */
export function refusedPause(refused: readonly RefusedLine[], behind: number, job: JobLines): string {
  const shown = refused.slice(0, 3).map((line) => describeRefused(line, job));
  const more = refused.length > 3 ? `; ${refused.length - 3} more` : '';
  const lines = behind === 1 ? 'One line behind it was' : `${behind} lines behind it were`;
  const after = behind === 0 ? 'Nothing behind it was sent' : `${lines} on the way and executed`;
  return `${shown.join('; ')}${more}. ${after}. r resumes and leaves that part out; s stops, and --resume strand prints that strand again`;
}
