import { gateFidelity } from '../check/fidelity/gate-fidelity.ts';
import { gateUnprinted } from '../check/fidelity/gate-unprinted.ts';
import { gateBounds } from '../check/gate-bounds.ts';
import { gateCollision } from '../check/gate-collision.ts';
import { gateDeposit } from '../check/gate-deposit.ts';
import { gateDose } from '../check/gate-dose.ts';
import { gateFlow } from '../check/gate-flow.ts';
import { gateMesh, type SlicedPart } from '../check/gate-mesh.ts';
import { gateOverhang } from '../check/gate-overhang.ts';
import { gateSupply } from '../check/gate-supply.ts';
import { gateTemperature } from '../check/gate-temperature.ts';
import { gateTime } from '../check/gate-time.ts';
import { gateVessel } from '../check/gate-vessel.ts';
import { gateViability } from '../check/gate-viability.ts';
import { type PhysicsContext, physicsContext } from '../check/physics-context.ts';
import type { Finding, GateId } from '../finding/finding.ts';
import { withRemark } from '../finding/sentence.ts';
import type { StrandBio } from '../gcode/write-gcode.ts';
import type { Program } from '../program/program.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import type { PlanInput } from './plan-input.ts';
import type { PlannedWells } from './plan-wells.ts';

export interface JudgeInput {
  readonly input: PlanInput;
  readonly program: Program;
  readonly wells: PlannedWells;
  readonly vessel: PlacedVessel;
  readonly physics: PhysicsContext;
  readonly allow: readonly GateId[];
}

/** The physics of a program that has not run yet: without times. */
export function physicsOf({ job, profile, inks }: PlanInput, program: Program, wells: PlannedWells): PhysicsContext {
  return physicsContext({
    job: { ...job, crosslink: allCrosslinks(wells) },
    profile,
    program,
    inks,
    startTimes: [],
  });
}

type Given = Omit<JudgeInput, 'allow'>;

/** Each gate before the file is written, in the order in which they speak: `readback` judges the file itself. */
const gates: Readonly<Record<Exclude<GateId, 'readback'>, (given: Given) => readonly Finding[]>> = {
  mesh: ({ wells }) => gateMesh(slicedParts(wells)),
  bounds: ({ program, input: { profile }, vessel }) => gateBounds(program, profile, vessel),
  vessel: ({ program, input: { profile }, vessel }) => gateVessel(program, profile, vessel),
  collision: ({ program, input: { profile } }) => gateCollision(program, profile),
  temperature: ({ program, input: { profile }, wells }) => gateTemperature(program, profile, wells.tools),
  flow: ({ physics }) => gateFlow(physics),
  viability: ({ physics }) => gateViability(physics),
  supply: ({ physics }) => [...gateDeposit(physics), ...gateSupply(physics)],
  time: ({ physics }) => gateTime(physics),
  dose: ({ physics }) => gateDose(physics),
  overhang: ({ physics }) => gateOverhang(physics),
  fidelity: ({ program, wells }) => fidelity(program, wells),
};

/** Every gate that judges a program and its run. Refusals of allowed gates become warnings that say so. */
export function judge({ input, program, wells, vessel, physics, allow }: JudgeInput): Finding[] {
  const given = { input, program, wells, vessel, physics };
  return Object.values(gates).flatMap((gate) => gate(given).map((finding) => allowed(finding, allow)));
}

/** Every entry of every well's schedule once: light by hand is judged without its steps. */
function allCrosslinks({ wellJobs }: PlannedWells): PlanInput['job']['crosslink'] {
  const entries = wellJobs.flatMap(({ job }) => job.crosslink);
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** Every mesh of every part once, with what was mended in any well that prints it. */
function slicedParts({ constructs }: PlannedWells): SlicedPart[] {
  const parts = new Map<string, SlicedPart>();
  for (const group of constructs) {
    group.parts.forEach(({ name, file, report }, i) => {
      const key = JSON.stringify([name, file]);
      const known = parts.get(key) ?? { part: name, file, report, layers: [] };
      parts.set(key, { ...known, layers: [...known.layers, ...group.repairs[i].layers] });
    });
  }
  return [...parts.values()];
}

function fidelity(program: Program, { constructs, wells, wellJobs }: PlannedWells): Finding[] {
  const findings = constructs.flatMap(({ construct, fidelity: { figures, asked }, parts, wells: own }) => {
    const well = constructs.length > 1 ? own[0] : undefined;
    return gateFidelity({ parts: parts.map(({ name }) => name), layers: construct.layers, figures, asked, well });
  });
  const wishes = wellJobs.map(({ well, job }, i) => ({ well, job, layers: wells[i].construct.layers }));
  return [...findings, ...gateUnprinted(program, wishes)];
}

/** A refusal that the user overrides stays on the record as a warning. */
export function allowed(finding: Finding, allow: readonly GateId[]): Finding {
  if (finding.severity !== 'refuse' || finding.gate === 'plan' || !allow.includes(finding.gate)) return finding;
  return { ...finding, severity: 'warn', what: withRemark(finding.what, `allowed by --allow ${finding.gate}`) };
}

/** What the physics adds to the `;BIO:` line of a strand. */
export function bioOf({ physics }: PhysicsContext): StrandBio {
  const columns = [
    ['kpa', physics.pressureKpa],
    ['shear', physics.wallShearPa],
    ['rate', physics.shearRate],
    ['residence', physics.residenceS],
    ['viability', physics.viability],
  ] as const;
  return ({ id }) => {
    const values: Record<string, number> = {};
    for (const [key, column] of columns) {
      if (!Number.isNaN(column[id])) values[key] = Number(column[id].toPrecision(5));
    }
    return values;
  };
}
