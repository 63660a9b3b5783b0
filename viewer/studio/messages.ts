import type { PatternSample, PlanFacts } from '../../src/core.ts';
import type { Finding } from '../../src/finding/finding.ts';
import type { GateId } from '../../src/plan/gates.ts';
import type { GivenFiles, GivenLibrary } from '../../src/plan/given-files.ts';
import type { Report } from '../../src/record/report.ts';

/** What the page asks of the planner in its worker. */
export type PlanAsk =
  | {
      readonly kind: 'begin';
      readonly library: GivenLibrary;
      readonly version: string;
      readonly today: string | null;
      /** Files that count without being named: calibrations, and what a lab confirmed of its printer. */
      readonly beside: readonly string[];
      /** All files that may be named; null where the server is asked for them. */
      readonly files: GivenFiles | null;
    }
  | { readonly kind: 'plan'; readonly id: number; readonly name: string; readonly text: string }
  /** The picture of that plan stands: what waited so that it came sooner may begin. */
  | { readonly kind: 'shown'; readonly id: number }
  /** A mesh that was dropped into the page. */
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** A mesh or a data file is another on the disk: all are fetched anew. */
  | { readonly kind: 'files-changed'; readonly beside: readonly string[] };

/** What it says, of the plan of that number; nothing more comes of a plan that a newer one has overtaken. */
export type PlanAnswer =
  | { readonly kind: 'stage'; readonly id: number; readonly stage: string }
  | {
      readonly kind: 'draft';
      readonly id: number;
      readonly ms: number;
      readonly findings: readonly Finding[];
      readonly refusedBy: readonly GateId[];
      readonly report: Report;
      /** The file as it would be written; not read back yet. */
      readonly gcode: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly kind: 'proven';
      readonly id: number;
      readonly findings: readonly Finding[];
      readonly refusedBy: readonly GateId[];
      readonly report: Report;
      readonly sha256: string;
    }
  /** Numbers to choose settings by: after the picture, which waits for nothing. */
  | { readonly kind: 'facts'; readonly id: number; readonly facts: PlanFacts }
  /** What each pattern lays: once, when there is time. */
  | { readonly kind: 'samples'; readonly id: number; readonly samples: readonly PatternSample[] }
  | { readonly kind: 'failed'; readonly id: number; readonly fault: PlanFault };

/** An input that cannot be planned, in words. */
export interface PlanFault {
  readonly what: string;
  readonly fix: string;
  /** In the job's text; lines and columns count from 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}
