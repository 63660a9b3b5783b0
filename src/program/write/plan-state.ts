import type { Finding } from '../../finding/finding.ts';
import type { Job } from '../../job/job.ts';
import type { Construct } from '../../laydown/construct.ts';
import type { Handedness } from '../../printer/handedness.ts';
import type { Profile } from '../../printer/profile.ts';
import type { PlacedVessel, PlacedWell } from '../../vessel/place-vessel.ts';
import type { HeightMap } from '../heights/height-map.ts';
import type { PrintedBalls } from '../heights/printed-balls.ts';
import type { Step, WellCondition } from '../step.ts';
import type { LoadedTool } from '../tools/loaded-tool.ts';
import type { Pace, Shapes } from './drive-strand.ts';
import type { LayerGround } from './overrun.ts';

/** A well with what is printed into it, and how. Wells normally share one construct, one job and its tools. */
export interface WellPlan {
  readonly well: string;
  readonly construct: Construct;
  /** The tools that this well is printed with. */
  readonly tools: readonly LoadedTool[];
  /** The job as this well prints it. */
  readonly job: Job;
  readonly condition?: WellCondition;
}

export interface ProgramInput {
  readonly job: Job;
  readonly profile: Profile;
  readonly vessel: PlacedVessel;
  readonly wells: readonly WellPlan[];
  readonly tools: readonly LoadedTool[];
  readonly hashes: Readonly<Record<string, string>>;
  /** Whether the file itself can wait for a temperature (a fact of the dialect); else the operator is asked to. */
  readonly waitsForTemperature: boolean;
  readonly handedness: Handedness;
}

/** A well while its steps are written. */
export interface WellRun {
  readonly place: PlacedWell;
  readonly construct: Construct;
  readonly tools: readonly LoadedTool[];
  /** As this well prints it. */
  readonly job: Job;
  readonly condition: WellCondition | undefined;
  /** Origin of the construct, nm, machine frame. */
  readonly xNm: number;
  readonly yNm: number;
  readonly floorNm: number;
  /** Highest top printed so far, nm. */
  printed: number;
  /** Where ink may be brought to the tip in this well; used up from the front, nm. Made when first needed. */
  spots: { readonly x: number; readonly y: number }[] | null;
  /** What is printed; kept only where the needle slides, or goes through a bath. */
  map: HeightMap | null;
  /** The same for strands in space; null where there are none. */
  balls: PrintedBalls | null;
  /** The layer that is printed, where the needle runs over the ends of its strands. */
  ground: LayerGround | null;
  /** Of each tool that pressure drives, worked out when it first prints here. */
  readonly paces: Map<LoadedTool, Pace>;
}

/** What the planner knows while it writes steps; the steps themselves are its result. */
export interface PlanState {
  readonly job: Job;
  readonly profile: Profile;
  readonly vessel: PlacedVessel;
  readonly runs: readonly WellRun[];
  readonly steps: Step[];
  readonly findings: Finding[];
  /** Height at which the vessel is crossed, nm. */
  readonly crossing: number;
  readonly travelSpeed: number;
  readonly waitsForTemperature: boolean;
  /** Where the active tip stands, nm; null before the first approach. */
  at: { readonly x: number; readonly y: number; readonly z: number } | null;
  active: LoadedTool | null;
  /** Ids of tools that have printed, and what was last set on each: kPa, °C. */
  readonly used: Set<string>;
  readonly pressures: Map<string, number>;
  readonly temperatures: Map<string, number>;
  /** Where the tip is, and which well was announced last. */
  well: WellRun | null;
  announced: WellRun | null;
  /** The next travel begins above the vessel: after a tool change, light or a pause. */
  above: boolean;
  strands: number;
  /** Width of the strand laid last, mm: the needle comes from it. */
  laidWidth: number | null;
  readonly shapes: Shapes;
}

export const toNm = (mm: number): number => Math.round(mm * 1e6);
