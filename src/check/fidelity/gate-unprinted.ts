import type { Judgement } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import type { Job } from '../../job/job.ts';
import { type Strand, strandVolume } from '../../laydown/strand.ts';
import type { Program } from '../../program/program.ts';

/** One well of the plate: what the job asks of it, and the strands planned for it. */
export interface WishOfWell {
  readonly well: string;
  readonly job: Job;
  readonly layers: readonly { readonly strands: readonly Strand[] }[];
}

/** What a drive lays may differ so much from what was planned before the flow gate says it, as a fraction. */
const tolerance = 0.1;

/** Wells and inks that the program leaves without a strand, or with fewer than were planned. */
export function gateUnprinted(program: Program, requests: readonly WishOfWell[]): Judgement[] {
  const printed = printedOf(program);
  const several = requests.length > 1;
  return requests.flatMap(({ well, job, layers }) => {
    const planned = plannedOf(layers);
    const place = several ? { well } : {};
    if ([...inksOf(job)].every((ink) => !printed.has(keyOf(well, ink)))) return [emptyWell(well)];
    return [...inksOf(job)].flatMap((ink) => {
      const request = planned.get(ink);
      const done = printed.get(keyOf(well, ink)) ?? { strands: 0, volumeUl: 0 };
      if (request === undefined) return [unusedInk(ink, place)];
      const isWhole = done.strands === request.strands && done.volumeUl >= request.volumeUl * (1 - tolerance);
      return isWhole ? [] : [missingStrands(ink, place, request, done)];
    });
  });
}

/** Inks that the parts of a job are made of. */
function inksOf({ parts, inks }: Job): Set<string> {
  const [only] = Object.keys(inks);
  return new Set(
    parts.flatMap(({ ink, sequence, alternate, shell }) => [
      ...(sequence ?? alternate ?? [ink ?? only]),
      ...(shell ? [shell.ink] : []),
    ]),
  );
}

interface Tally {
  strands: number;
  volumeUl: number;
}

const keyOf = (well: string, ink: string): string => `${well} ${ink}`;

function plannedOf(layers: WishOfWell['layers']): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { strands } of layers) for (const strand of strands) add(tallies, strand.ink, strandVolume(strand));
  return tallies;
}

function printedOf({ steps }: Program): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const step of steps) {
    if (step.kind !== 'strand' || step.strand.role === 'purge') continue;
    // What a set pressure lays beside the plan is the flow gate's to say.
    add(tallies, keyOf(step.well, step.strand.ink), step.volumeUl / (step.flowRatio ?? 1));
  }
  return tallies;
}

function add(tallies: Map<string, Tally>, key: string, volumeUl: number): void {
  const tally = tallies.get(key) ?? { strands: 0, volumeUl: 0 };
  tally.strands++;
  tally.volumeUl += volumeUl;
  tallies.set(key, tally);
}

function emptyWell(well: string): Judgement {
  return {
    code: 'well-without-strand',
    severity: 'refuse',
    where: { well },
    what: `Well ${well} gets no strand, though the job names it.`,
    fix: 'Leave the well out of the job, or change the settings that this well alone has (wells:, sweep:) so that strands fit.',
  };
}

function unusedInk(ink: string, place: { readonly well?: string }): Judgement {
  return {
    code: 'ink-without-strand',
    severity: 'refuse',
    where: { ...place, ink },
    what: `No strand is laid of ink ${ink}, though a part is to be made of it.`,
    fix: 'Give it room for at least one strand (a thicker shell, more layers, more lines, a narrower strand), or take it out of the parts.',
  };
}

function missingStrands(ink: string, place: { readonly well?: string }, request: Tally, done: Tally): Judgement {
  const where = place.well === undefined ? '' : ` in well ${place.well}`;
  return {
    code: 'strands-missing',
    severity: 'refuse',
    where: { ...place, ink },
    what: `The program lays ${done.strands} of ${request.strands} planned strands of ink ${ink}${where}: ${short(done.volumeUl)} of ${short(request.volumeUl)} µL.`,
    fix: 'This is an internal error of the ordering: report the job; printing these wells one job each avoids it.',
    numbers: { strands: done.strands, planned: request.strands, volumeUl: done.volumeUl, plannedUl: request.volumeUl },
  };
}
