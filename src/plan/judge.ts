import { gateBounds } from '../check/gate-bounds.ts';
import { gateCollision } from '../check/gate-collision.ts';
import { gateDose } from '../check/gate-dose.ts';
import { gateFlow } from '../check/gate-flow.ts';
import { gateMesh } from '../check/gate-mesh.ts';
import { gateOverhang } from '../check/gate-overhang.ts';
import { gateSupply } from '../check/gate-supply.ts';
import { gateTemperature } from '../check/gate-temperature.ts';
import { gateTime } from '../check/gate-time.ts';
import { gateVessel } from '../check/gate-vessel.ts';
import { gateViability } from '../check/gate-viability.ts';
import { type PhysicsContext, physicsContext } from '../check/physics-context.ts';
import type { Finding, GateId } from '../finding/finding.ts';
import type { StrandBio } from '../gcode/write-gcode.ts';
import type { TimeEstimate } from '../program/estimate-time.ts';
import type { Program } from '../program/program.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import type { PlanInput, PlanPart } from './plan-input.ts';
import type { PlannedWells } from './plan-wells.ts';

export interface JudgeInput {
  readonly input: PlanInput;
  readonly program: Program;
  readonly wells: PlannedWells;
  readonly parts: readonly PlanPart[];
  readonly vessel: PlacedVessel;
  readonly time: TimeEstimate;
  readonly allow: readonly GateId[];
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly physics: PhysicsContext;
  /** What the physics adds to the `;BIO:` line of a strand. */
  readonly bioOf: StrandBio;
}

/** Every gate that can judge a program before it is written. Refusals of allowed gates become warnings that say so. */
export function judge({ input, program, wells, parts, vessel, time, allow }: JudgeInput): Judged {
  const { job, profile, inks } = input;
  const hardest = { ...job, crosslink: hardestLight(wells) };
  const physics = physicsContext({ job: hardest, profile, program, inks, startTimes: time.strandStart });
  const findings = [
    ...gateMesh(parts.map(({ name, file, report }, i) => ({ part: name, file, report, layers: repairsOf(wells, i) }))),
    ...gateBounds(program, profile, vessel),
    ...gateVessel(program, profile, vessel),
    ...gateCollision(program, profile),
    ...gateTemperature(program, profile, wells.tools),
    ...gateFlow(physics),
    ...gateViability(physics),
    ...gateSupply(physics),
    ...gateTime(physics),
    ...gateDose(physics),
    ...gateOverhang(physics),
  ];
  return { findings: findings.map((finding) => allowed(finding, allow)), physics, bioOf: bioOf(physics) };
}

/** The schedule with the most light that any well asks of each entry: light by hand is judged without its steps. */
function hardestLight({ wellJobs }: PlannedWells): PlanInput['job']['crosslink'] {
  const light = ({ photo }: PlanInput['job']['crosslink'][number]) => (photo?.seconds ?? 0) * (photo?.irradiance ?? 1);
  return wellJobs[0].job.crosslink.map((_, index) =>
    wellJobs.map(({ job }) => job.crosslink[index]).reduce((a, b) => (light(b) > light(a) ? b : a)),
  );
}

function repairsOf({ constructs }: PlannedWells, part: number) {
  return constructs.flatMap(({ repairs }) => repairs[part].layers);
}

/** A refusal that the user overrides stays on the record as a warning. */
export function allowed(finding: Finding, allow: readonly GateId[]): Finding {
  if (finding.severity !== 'refuse' || finding.gate === 'plan' || !allow.includes(finding.gate)) return finding;
  return { ...finding, severity: 'warn', what: `${finding.what} (allowed by --allow ${finding.gate})` };
}

function bioOf({ physics }: PhysicsContext): StrandBio {
  const columns = [
    ['kpa', physics.pressureKpa],
    ['shear', physics.wallShearPa],
    ['rate', physics.shearRate],
    ['residence', physics.residenceS],
    ['viability', physics.viability],
    ['age', physics.ageS],
  ] as const;
  return ({ id }) => {
    const values: Record<string, number> = {};
    for (const [key, column] of columns) {
      if (!Number.isNaN(column[id])) values[key] = Number(column[id].toPrecision(5));
    }
    return values;
  };
}
