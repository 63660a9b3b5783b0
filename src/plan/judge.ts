import { type PhysicsContext, physicsContext } from '../check/physics/physics-context.ts';
import { changing, type Finding, type JobSetting } from '../finding/finding.ts';
import { withRemark } from '../finding/sentence.ts';
import type { StrandNumber } from '../gcode/reading/reading.ts';
import type { StrandBio } from '../gcode/write/write-gcode.ts';
import type { Job } from '../job/job.ts';
import { partSource } from '../job/part-source.ts';
import { isOwnOfWells } from '../job/well-settings.ts';
import type { IdOf, Memory } from '../memory/memory.ts';
import type { Program } from '../program/program.ts';
import { type PathColumns, pathColumns, samePath } from '../program/program-path.ts';
import { type GateId, type Given, gates, inGate, type Known } from './gates.ts';
import type { PlanInput } from './inputs/plan-input.ts';
import type { PlannedWells } from './plan-wells.ts';

export interface JudgeInput extends Given {
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
    return inGate(name as GateId, found).map((finding) => allowed(finding, allow));
  });
}

/** Every entry of every well's schedule once: manual light is judged without its steps. */
function allCrosslinks({ wellJobs }: PlannedWells): PlanInput['job']['crosslink'] {
  const entries = wellJobs.flatMap(({ job }) => job.crosslink);
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** Findings without changes of what wells have for themselves: they would change nothing, and are no fix. */
export function withEffect(findings: readonly Finding[], job: Job, wells: PlannedWells): Finding[] {
  const places = allCrosslinks(wells).length === job.crosslink.length;
  const counts = ({ path }: JobSetting) => !isOwnOfWells(job, path) && (places || path[0] !== 'crosslink');
  return findings.map((finding) => {
    const { changes: all, ...rest } = finding;
    if (all === undefined) return finding;
    const changes = all.flatMap((change) => {
      const path = withPartNumber(speedAsGiven(change.path, job), job);
      return path !== null && [{ ...change, path }, ...(change.also ?? [])].every(counts) ? [{ ...change, path }] : [];
    });
    return { ...rest, ...changing(changes) };
  });
}

/** The speed of the only ink that has none of its own is that of the job, which would change nothing once it has one. */
function speedAsGiven(path: JobSetting['path'], { inks }: Job): JobSetting['path'] {
  const [list, ink, key] = path;
  if (list !== 'inks' || key !== 'speed' || inks[ink].speed !== undefined) return path;
  return Object.values(inks).filter(({ speed }) => speed === undefined).length === 1 ? ['speed'] : path;
}

/** Stations that know a part by its name only give that: the path with its number, or null where the name is not one part's. */
function withPartNumber(path: JobSetting['path'], job: Job): JobSetting['path'] | null {
  const [list, name, ...rest] = path;
  if (list !== 'parts' || typeof name !== 'string') return path;
  const places = [...job.parts.keys()].filter((i) => [job.parts[i].name, partSource(job.parts[i])].includes(name));
  return places.length === 1 ? [list, places[0], ...rest] : null;
}

/** A refusal that the user overrides stays on the record as a warning. */
export function allowed(finding: Finding, allow: readonly GateId[]): Finding {
  if (finding.severity !== 'refuse' || !allow.some((gate) => gate === finding.gate)) return finding;
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
