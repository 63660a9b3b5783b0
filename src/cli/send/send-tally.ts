import { basename } from 'node:path';
import type { Temperature } from '../../firmware/reply.ts';
import type { ResumePoint } from '../../send/journal/resume-point.ts';
import { missingPart, type RefusedLine } from '../../send/link/refusals.ts';
import type { PrintSession } from '../../send/print-session.ts';
import type { SenderEvent, SenderState } from '../../send/sender-state.ts';
import type { SendInputs } from './send-inputs.ts';
import type { FileAtEnd } from './send-journal.ts';
import type { SendOptions } from './send-options.ts';

/** What the batch record tells of a print, gathered as it goes. */
export interface Tally {
  readonly firmware: string | null;
  readonly pauses: number;
  readonly said: readonly string[];
  /** Lowest and highest of each heater, °C. */
  readonly temperatures: Readonly<Record<string, readonly [number, number]>>;
  /** As the printer reported them last. */
  readonly last: readonly Temperature[];
  /** Lines that were answered and not carried out. */
  readonly refused: readonly RefusedLine[];
  event(event: SenderEvent): void;
}

export function createTally(): Tally {
  const said: string[] = [];
  const refused: RefusedLine[] = [];
  const temperatures: Record<string, [number, number]> = {};
  const seen = { firmware: null as string | null, pauses: 0, last: [] as readonly Temperature[] };
  return {
    said,
    refused,
    temperatures,
    get firmware() {
      return seen.firmware;
    },
    get pauses() {
      return seen.pauses;
    },
    get last() {
      return seen.last;
    },
    event(event) {
      if (event.kind === 'firmware') seen.firmware = event.name;
      else if (event.kind === 'said') said.push(`${event.by}: ${event.text}`);
      else if (event.kind === 'drift') said.push(event.text);
      else if (event.kind === 'refused') refused.push(event);
      else if (event.kind === 'state' && event.state.kind === 'paused') seen.pauses++;
      else if (event.kind === 'temperatures') {
        seen.last = event.temperatures;
        for (const { of, celsius } of event.temperatures) {
          const [low, high] = temperatures[of] ?? [celsius, celsius];
          temperatures[of] = [Math.min(low, celsius), Math.max(high, celsius)];
        }
      }
    },
  };
}

export interface Execution {
  readonly inputs: SendInputs;
  readonly options: SendOptions;
  readonly session: PrintSession;
  readonly ended: SenderState;
  readonly startedAt: string;
  readonly resume: ResumePoint | null;
  /** How the origin was made sure of before a print was resumed; null: it was not resumed. */
  readonly origin: string | null;
  readonly tally: Tally;
  readonly atEnd: FileAtEnd;
}

/** The entry of the batch record. */
export function executionEntry(print: Execution): Record<string, unknown> {
  const { inputs, options, session, ended, startedAt, resume, tally, atEnd } = print;
  const { stats } = session.sender;
  return {
    gcode: {
      file: basename(inputs.file),
      sha256: inputs.sha256,
      // The content on the disk when the print ended, where it was not the one that was sent.
      ...(atEnd.changed === null ? {} : { changedMeanwhile: { sha256: atEnd.sha256, what: atEnd.changed } }),
    },
    printer: inputs.profile.id,
    firmware: tally.firmware,
    port: options.port,
    operator: options.operator ?? null,
    startedAt,
    endedAt: new Date().toISOString(),
    state: ended,
    resumed:
      resume === null
        ? null
        : {
            by: resume.by,
            line: inputs.job.fileLine[resume.from],
            strandsAgain: resume.again.length,
            origin: print.origin,
          },
    lines: { acknowledged: stats.acknowledged, resends: stats.resends, probes: stats.probes },
    notCarriedOut: tally.refused.slice(0, 100).map(({ index, text }) => ({
      line: inputs.job.fileLine[index],
      why: text,
      missing: missingPart(index, inputs.job),
    })),
    pauses: tally.pauses,
    temperatures: tally.temperatures,
    said: tally.said.slice(0, 100),
  };
}
