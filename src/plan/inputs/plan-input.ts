import type { Finding } from '../../finding/finding.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Job } from '../../job/job.ts';
import type { Mesh, MeshReport } from '../../mesh/mesh.ts';
import type { FileUnit } from '../../mesh/transform.ts';
import type { BranchEnds, BranchFile } from '../../network/branch.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Vessel } from '../../vessel/vessel.ts';

/** One part of the job with its mesh as read, before the job's own move, rotate and scale. */
export interface PlanPart {
  readonly name: string;
  readonly file: string;
  /** The unit in which the file was read: how near corners are one depends on it. Any, where left out. */
  readonly units?: FileUnit;
  readonly mesh: Mesh;
  readonly report: MeshReport;
  readonly findings: readonly Finding[];
  /** Lines in space instead of a mesh, which is empty then. */
  readonly lines?: LinesOfPart;
  /** As its file names it, where it does. */
  readonly material?: string;
  /** Of the file, where it was read from one. */
  readonly sha256?: string;
}

/** A file of centre lines, and where its network begins and ends: in the unit of the file. */
export interface LinesOfPart {
  readonly file: BranchFile;
  readonly ends: BranchEnds | null;
}

/** All that a plan depends on. Same input, same plan, to the byte. */
export interface PlanInput {
  /** Of bioweft; it is written into the header of the file. */
  readonly version: string;
  readonly job: Job;
  /** In the order of `job.parts`. */
  readonly parts: readonly PlanPart[];
  /** Meshes that only single wells ask for, by their file. */
  readonly wellParts?: readonly PlanPart[] | undefined;
  readonly profile: Profile;
  readonly vessel: Vessel | null;
  /** How a printed letter F reads from above on this printer, where a lab has looked. */
  readonly letterF?: 'right' | 'mirrored' | undefined;
  /** By the key in `job.inks`. */
  readonly inks: Readonly<Record<string, Ink>>;
  /** What the bath of the job is made of, where it prints into one. */
  readonly bath?: Ink;
  /** Keys of the job (`inks.gel.preflow`) that a calibration filled in. */
  readonly filled?: readonly string[] | undefined;
  /** What was found while reading the inputs: calibrations that are used, old or foreign. */
  readonly findings?: readonly Finding[] | undefined;
  /** The files that were read, where they came from a disk: no output may replace one. */
  readonly files?: readonly string[] | undefined;
  /** SHA-256 by what was hashed. */
  readonly hashes: Readonly<Record<string, string>>;
}
