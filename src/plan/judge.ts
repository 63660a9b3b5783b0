import { gateFidelity } from '../check/fidelity/gate-fidelity.ts';
import { gateLines } from '../check/fidelity/gate-lines.ts';
import { gateUnprinted } from '../check/fidelity/gate-unprinted.ts';
import { gateBath } from '../check/gates/gate-bath.ts';
import { gateBounds } from '../check/gates/gate-bounds.ts';
import { gateCollision } from '../check/gates/gate-collision.ts';
import { gateDeposit } from '../check/gates/gate-deposit.ts';
import { gateDose } from '../check/gates/gate-dose.ts';
import { gateFlow } from '../check/gates/gate-flow.ts';
import { gateMesh, type SlicedPart } from '../check/gates/gate-mesh.ts';
import { gateOverhang } from '../check/gates/gate-overhang.ts';
import { gateSupply } from '../check/gates/gate-supply.ts';
import { gateTemperature } from '../check/gates/gate-temperature.ts';
import { gateTime } from '../check/gates/gate-time.ts';
import { gateVessel } from '../check/gates/gate-vessel.ts';
import { gateViability } from '../check/gates/gate-viability.ts';
import { type PhysicsContext, physicsContext } from '../check/physics/physics-context.ts';
import type { Finding, GateId } from '../finding/finding.ts';
import { withRemark } from '../finding/sentence.ts';
import type { StrandNumber } from '../gcode/reading/reading.ts';
import type { StrandBio } from '../gcode/write/write-gcode.ts';
import type { IdOf, Memory } from '../memory/memory.ts';
import type { Program } from '../program/program.ts';
import { type PathColumns, pathColumns, samePath } from '../program/program-path.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import type { PlanInput } from './inputs/plan-input.ts';
import type { PlannedWells } from './plan-wells.ts';

export interface JudgeInput {
  readonly input: PlanInput;
  readonly program: Program;
  readonly wells: PlannedWells;
  readonly vessel: PlacedVessel;
  readonly physics: PhysicsContext;
  readonly allow: readonly GateId[];
  readonly memory: Memory;
}

/** The physics of a program that has not run yet: without times. */
export function physicsOf({ job, profile }: PlanInput, program: Program, wells: PlannedWells): PhysicsContext {
  return physicsContext({
    job: { ...job, crosslink: allCrosslinks(wells) },
    profile,
    program,
    tools: wells.tools,
    startTimes: [],
  });
}

type Given = Omit<JudgeInput, 'allow' | 'memory'>;

/** A gate, and all that it looks at where that is less than everything: what has not changed is not judged again. */
interface Gate {
  readonly judge: (given: Given, memory: Memory) => readonly Finding[];
  readonly from?: (given: Given, known: Known) => unknown;
}

/** Numbers that stand for the content of what gates look at. */
interface Known {
  /** Of where the program leads its needles. */
  readonly path: () => number;
  /** Of data that are made anew for each plan. */
  readonly data: (of: object) => number;
}

/** Each gate before the file is written, in the order in which they speak: `readback` judges the file itself. */
const gates: Readonly<Record<Exclude<GateId, 'readback'>, Gate>> = {
  mesh: { judge: ({ wells }) => gateMesh(slicedParts(wells)) },
  bounds: {
    judge: ({ program, input: { profile }, vessel }) => gateBounds(program, profile, vessel),
    from: ({ input: { profile }, vessel }, { path, data }) => [path(), data(profile), data(vessel)],
  },
  vessel: {
    judge: ({ program, input: { profile }, vessel }) => gateVessel(program, profile, vessel),
    from: ({ input: { profile }, vessel }, { path, data }) => [path(), data(profile), data(vessel)],
  },
  collision: {
    judge: ({ program, input: { profile } }) => gateCollision(program, profile),
    from: ({ input: { profile } }, { path, data }) => [path(), data(profile)],
  },
  temperature: { judge: ({ program, input: { profile }, wells }) => gateTemperature(program, profile, wells.tools) },
  flow: { judge: ({ physics }) => gateFlow(physics) },
  viability: { judge: ({ physics }) => gateViability(physics) },
  supply: { judge: ({ physics }) => [...gateDeposit(physics), ...gateSupply(physics)] },
  time: { judge: ({ physics }) => gateTime(physics) },
  dose: { judge: ({ physics }) => gateDose(physics) },
  overhang: {
    // A bath carries what hangs in it.
    judge: ({ physics, input: { bath } }) => (bath === undefined ? gateOverhang(physics) : []),
    from: ({ physics: { tools }, input: { bath } }, { path, data }) => [
      bath === undefined,
      path(),
      [...tools].map(([tool, { material }]) => [tool, data(material)]),
    ],
  },
  bath: {
    judge: ({ program, vessel, input: { bath, job } }) =>
      gateBath(
        bath === undefined || job.bath === undefined
          ? null
          : { material: bath, depth: job.bath.depth, bedTemperature: job.bedTemperature },
        program,
        vessel,
      ),
  },
  fidelity: { judge: ({ program, wells }, memory) => fidelity(program, wells, memory) },
};

/** Every gate that judges a program and its run. Refusals of allowed gates become warnings that say so. */
export function judge({ input, program, wells, vessel, physics, allow, memory }: JudgeInput): Finding[] {
  const given = { input, program, wells, vessel, physics };
  let path: PathColumns | undefined;
  const known = (id: IdOf): Known => ({
    path: () => {
      path ??= memory.first('path', pathColumns(program), samePath);
      return id(path);
    },
    data: (of) => {
      const itself = () => of;
      return id(memory.recall('data', itself, itself));
    },
  });
  return Object.entries(gates).flatMap(([name, { judge: findings, from }]) => {
    const made = () => findings(given, memory);
    const found = from === undefined ? made() : memory.recall(`gate ${name}`, (id) => from(given, known(id)), made);
    return found.map((finding) => allowed(finding, allow));
  });
}

/** Every entry of every well's schedule once: manual light is judged without its steps. */
function allCrosslinks({ wellJobs }: PlannedWells): PlanInput['job']['crosslink'] {
  const entries = wellJobs.flatMap(({ job }) => job.crosslink);
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** Every mesh of every part once, with what was repaired in any well that prints it. */
function slicedParts({ constructs }: PlannedWells): SlicedPart[] {
  const parts = new Map<string, SlicedPart>();
  for (const group of constructs) {
    if (group.lines !== undefined) continue;
    group.parts.forEach(({ name, file, report }, i) => {
      const key = JSON.stringify([name, file]);
      const known = parts.get(key) ?? { part: name, file, report, layers: [] };
      parts.set(key, { ...known, layers: [...known.layers, ...group.repairs[i].layers] });
    });
  }
  return [...parts.values()];
}

function fidelity(program: Program, { constructs, wells, wellJobs }: PlannedWells, memory: Memory): Finding[] {
  const findings = constructs.flatMap((group) => {
    const { construct, fidelity: carried, parts, wells: own, lines } = group;
    const { layers } = construct;
    const { figures, asked } = carried;
    const well = constructs.length > 1 ? own[0] : undefined;
    if (lines !== undefined) return gateLines(lines.asked, layers, well);
    const names = parts.map(({ name }) => name);
    return memory.recall(
      'gate fidelity',
      (id) => [names, id(layers), id(figures), id(asked), well],
      () => gateFidelity({ parts: names, layers, figures, asked, well }),
    );
  });
  const requests = wellJobs.map(({ well, job }, i) => ({ well, job, layers: wells[i].construct.layers }));
  return [...findings, ...gateUnprinted(program, requests)];
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
    const values: { [Key in StrandNumber]?: number } = {};
    for (const [key, column] of columns) {
      if (!Number.isNaN(column[id])) values[key] = Number(column[id].toPrecision(5));
    }
    return values;
  };
}
