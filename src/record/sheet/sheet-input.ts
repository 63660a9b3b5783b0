import type { Finding } from '../../finding/finding.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Job } from '../../job/job.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { WellPlan } from '../../program/write/plan-state.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import type { Report } from '../report.ts';

/** A plan as far as the sheet tells of it. */
export interface SheetInput {
  readonly job: Job;
  readonly profile: Profile;
  /** By the key in `job.inks`. */
  readonly inks: Readonly<Record<string, Ink>>;
  /** What the bath of the job is made of, where it prints into one. */
  readonly bath?: Ink | undefined;
  readonly vessel: PlacedVessel;
  readonly program: Program;
  /** What is printed in each well. */
  readonly wells: readonly WellPlan[];
  readonly time: {
    readonly totalS: number;
    readonly strandStart: ArrayLike<number>;
    readonly strandEnd: ArrayLike<number>;
  };
  readonly report: Report;
  readonly findings: readonly Finding[];
}
