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
import type { PhysicsContext } from '../check/physics/physics-context.ts';
import { spaceSettings } from '../check/space/space-settings.ts';
import type { Finding, Judgement } from '../finding/finding.ts';
import { placeOf } from '../job/place.ts';
import type { Memory } from '../memory/memory.ts';
import type { Program } from '../program/program.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import type { PlanInput } from './inputs/plan-input.ts';
import type { PlannedWells } from './plan-wells.ts';

/** What gates may look at: a program, its run, and what was asked for. */
export interface Given {
  readonly input: PlanInput;
  readonly program: Program;
  readonly wells: PlannedWells;
  readonly vessel: PlacedVessel;
  readonly physics: PhysicsContext;
}

/** A gate, and all that it looks at where that is less than everything: what has not changed is not judged again. */
export interface Gate {
  readonly judge: (given: Given, memory: Memory) => readonly Judgement[];
  readonly from?: (given: Given, known: Known) => unknown;
}

/** Numbers that stand for the content of what gates look at. */
export interface Known {
  /** Of where the program leads its needles. */
  readonly path: () => number;
  /** Of data that are made anew for each plan. */
  readonly data: (of: object) => number;
}

const settingsIn = ({ input: { job }, program, vessel }: Given) => spaceSettings(job, program, vessel);

/** All that gates of space look at: where needles go and what stands there, and the keys that they may propose. */
function inSpace(given: Given, { path, data }: Known): unknown {
  return [path(), data(given.input.profile), data(given.vessel), data(settingsIn(given))];
}

/** Each gate before the file is written, by its name and in the order in which they speak. */
const table = {
  mesh: { judge: ({ wells }) => gateMesh(slicedParts(wells)) },
  bounds: {
    judge: (given) => gateBounds(given.program, given.input.profile, given.vessel, settingsIn(given)),
    from: inSpace,
  },
  vessel: {
    judge: (given) => gateVessel(given.program, given.input.profile, given.vessel, settingsIn(given)),
    from: inSpace,
  },
  collision: {
    judge: (given) => gateCollision(given.program, given.input.profile, settingsIn(given)),
    from: inSpace,
  },
  temperature: { judge: ({ program, input: { profile }, wells }) => gateTemperature(program, profile, wells.tools) },
  flow: { judge: ({ physics }) => [...gateFlow(physics), ...gateDeposit(physics)] },
  viability: { judge: ({ physics }) => gateViability(physics) },
  supply: { judge: ({ physics }) => gateSupply(physics) },
  time: { judge: ({ physics }) => gateTime(physics) },
  dose: { judge: ({ physics }) => gateDose(physics) },
  overhang: {
    // A bath carries what hangs in it.
    judge: ({ physics: { strands, tools }, input: { bath, job } }) =>
      bath === undefined ? gateOverhang({ strands, tools, placeZ: placeOf(job).z }) : [],
    from: ({ physics: { tools }, input: { bath, job } }, { path, data }) => [
      bath === undefined,
      placeOf(job).z,
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
} satisfies Readonly<Record<string, Gate>>;

/** `readback` judges the file itself. */
export type GateId = keyof typeof table | 'readback';

export const gates: Readonly<Record<Exclude<GateId, 'readback'>, Gate>> = table;

export const gateIds: readonly GateId[] = [...(Object.keys(table) as (keyof typeof table)[]), 'readback'];

/** What a gate said, with its name. */
export function inGate(gate: GateId, said: readonly Judgement[]): Finding[] {
  return said.map((judgement) => ({ gate, ...judgement }));
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

function fidelity(program: Program, { constructs, wells, wellJobs }: PlannedWells, memory: Memory): Judgement[] {
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
