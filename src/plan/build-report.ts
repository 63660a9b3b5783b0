import { doseLedgers } from '../check/gates/gate-dose.ts';
import type { PhysicsContext } from '../check/physics/physics-context.ts';
import type { Finding } from '../finding/finding.ts';
import { surviveFlow } from '../ink/viability.ts';
import type { MachineRun } from '../machine/run-file.ts';
import { lengthOfNodes } from '../network/resample.ts';
import { handednessOf } from '../printer/handedness.ts';
import type { Program } from '../program/program.ts';
import { plannedFlow } from '../program/step.ts';
import type { Report } from '../record/report.ts';
import type { GateId } from './gates.ts';
import type { PlanInput, PlanPart } from './inputs/plan-input.ts';
import type { PlannedWells } from './plan-wells.ts';
import type { GcodeParts } from './write-plan-gcode.ts';

export interface ReportInput {
  readonly input: PlanInput;
  readonly program: Program;
  readonly wells: PlannedWells;
  readonly physics: PhysicsContext;
  readonly run: MachineRun;
  readonly findings: readonly Finding[];
  readonly allow: readonly GateId[];
  readonly written: GcodeParts | null;
}

/** The plan in numbers, as `--report` writes it; `gcode.file` is filled in by whoever writes the file. */
export function buildReport(reported: ReportInput): Report {
  const { input, program, wells, physics, run, findings, allow, written } = reported;
  const { job, profile, hashes } = input;
  const [{ construct, fills }] = wells.constructs;
  const { layers } = construct;
  const doses = dosesByLayer(physics);
  return {
    version: input.version,
    job: { name: job.name, sha256: hashes['job'] },
    printer: {
      id: profile.id,
      name: profile.name,
      dialect: profile.dialect,
      handedness: handednessOf(profile, input.letterF),
      place: [...program.header.place],
    },
    vessel: {
      id: program.header.vessel,
      wells: [...program.header.wells],
      ...(input.vessel?.floorMargin === undefined ? {} : { floorMarginMm: input.vessel.floorMargin }),
    },
    wells: program.header.wells.map((well) => conditionOf(wells, well)),
    meshes: meshesOf(wells, hashes),
    parts: fills.map((fill) => ({ ...fill })),
    ...linesOf(wells),
    layers: layers.map(({ index, top, height, inks }, l) => ({
      index,
      z: top,
      height,
      inks: { ...inks },
      doseMjCm2: doses.get(index) ?? {},
      parts: partsOnLayer(wells.constructs[0], l),
    })),
    totals: totalsOf(reported),
    deposits: depositsOf(program, physics, run),
    notModelled: run.notModelled.map((each) => ({ ...each })),
    flow: flowOf(physics),
    findings: findings.map((finding) => ({ ...finding, where: { ...finding.where } }) as Report['findings'][number]),
    limits: { ...job.limits },
    allowed: [...allow],
    gcode: written && { file: '', sha256: written.sha256, lines: written.lines, bytes: written.bytes.length },
  };
}

function totalsOf({ input, program, wells, run }: ReportInput): Report['totals'] {
  const { deposits, inks, ...totals } = program.header.totals;
  const { dwellingS, changingS } = run;
  return {
    ...totals,
    inks: Object.fromEntries(
      Object.entries(inks).map(([ink, { volumeUl: plannedUl, lengthMm, strands }]) => {
        const { laidUl: volumeUl, besideUl: wasteUl, rampsUl, restUl, lagsUl } = deposits[ink];
        const cells = ((input.job.inks[ink].cells?.density ?? 0) * volumeUl) / 1000;
        const laid = { volumeUl, plannedUl, rampsUl, restUl, lagsUl, wasteUl };
        return [ink, { ...laid, lengthMm, strands, cells, ...meanPorosity(wells, ink) }];
      }),
    ),
    layers: program.header.layers,
    dwellingS,
    changingS,
  };
}

/** Of each strand that a valve lays: a plunger lays what is planned. */
function depositsOf(
  { steps }: Program,
  { tools }: PhysicsContext,
  { depositUl, openS }: MachineRun,
): Report['deposits'] {
  const columns: Report['deposits'] = { strand: [], plannedUl: [], laidUl: [], openS: [] };
  const short = (value: number) => Number(value.toPrecision(5));
  for (const step of steps) {
    if (step.kind !== 'strand' || tools.get(step.tool)?.tool.dispenser.by === 'plunger') continue;
    columns.strand.push(step.id);
    columns.plannedUl.push(short(step.volumeUl));
    columns.laidUl.push(short(Number.isNaN(depositUl[step.id]) ? step.volumeUl : depositUl[step.id]));
    columns.openS.push(short(openS[step.id]));
  }
  return columns;
}

/** Light that each layer has gathered by the end, mJ/cm², by well; wells without light of known irradiance are left out. */
function dosesByLayer(physics: PhysicsContext): ReadonlyMap<number, Record<string, number>> {
  const doses = new Map<number, Record<string, number>>();
  for (const { well, layers, doses: own, flashes } of doseLedgers(physics)) {
    if (flashes.length === 0) continue;
    layers.forEach((layer, i) => {
      const known = doses.get(layer) ?? {};
      doses.set(layer, { ...known, [well]: own[i] });
    });
  }
  return doses;
}

function partsOnLayer({ parts, fidelity }: PlannedWells['constructs'][number], layer: number) {
  return Object.fromEntries(
    fidelity.figures[layer].parts.map(({ sectionMm2, lostMm2, outsideMm2, inkUl }, i) => [
      parts[i].name,
      { sectionMm2, lostMm2, outsideMm2, inkUl },
    ]),
  );
}

function conditionOf({ wells }: PlannedWells, well: string): Report['wells'][number] {
  const condition = wells.find((plan) => plan.well === well)?.condition;
  return { well, condition: condition?.number ?? 1, settings: { ...condition?.settings } };
}

/** Of a job that prints lines in space: its branches, and what became of them. */
function linesOf({ constructs: [{ lines }] }: PlannedWells): Pick<Report, 'lines'> {
  if (lines === undefined) return {};
  const { asked, plan, branches } = lines;
  return {
    lines: {
      branches: asked.map(({ part, branch, ink, points }) => ({ part, branch, ink, lengthMm: lengthOfNodes(points) })),
      strands: plan.lines.map(({ nodes, overlapMm: [begin, end] }, i) => ({
        branches: [...branches[i]],
        lengthMm: lengthOfNodes(nodes),
        overlapMm: [begin, end] as [number, number],
      })),
      lengthMm: plan.lengthMm,
      printedMm: plan.lines.reduce((sum, { nodes }) => sum + lengthOfNodes(nodes), 0),
      overlapMm: plan.overlapMm,
      reachedMm: plan.reachedMm,
      joints: plan.meetings.joints.length,
      inkChanges: plan.swaps,
    },
  };
}

/** Every part of every well once for each shape it is printed in; its wells where not all of them print it so. */
function meshesOf({ constructs }: PlannedWells, hashes: PlanInput['hashes']): Report['meshes'] {
  const found = new Map<string, { part: PlanPart; wells: string[] }>();
  for (const { parts, wells, lines } of constructs) {
    for (const part of lines === undefined ? parts : []) {
      const key = JSON.stringify([part.name, part.file, part.report.bounds]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { part, wells: [...wells] });
      else known.wells.push(...wells);
    }
  }
  const all = constructs.reduce((sum, { wells }) => sum + wells.length, 0);
  return [...found.values()].map(({ part: { name, file, report, sha256 }, wells }) => ({
    part: name,
    file,
    sha256: sha256 ?? hashes[`mesh:${name}`],
    triangles: report.triangles,
    watertight: report.watertight,
    volumeMm3: report.volumeMm3,
    repairs: [...report.repairs],
    ...(wells.length < all ? { wells } : {}),
  }));
}

/** Porosity of an ink over the layers of all wells, weighed by its volume of region. */
function meanPorosity(
  { wells }: PlannedWells,
  ink: string,
): { porosity: number | null; geometricPorosity: number | null } {
  let volume = 0;
  let voids = 0;
  let geometricVoids = 0;
  for (const { height, inks } of wells.flatMap(({ construct }) => construct.layers)) {
    const own = Object.hasOwn(inks, ink) ? inks[ink] : undefined;
    if (own === undefined || own.porosity === null || own.geometricPorosity === null) continue;
    volume += own.areaMm2 * height;
    voids += own.areaMm2 * height * own.porosity;
    geometricVoids += own.areaMm2 * height * own.geometricPorosity;
  }
  if (volume === 0) return { porosity: null, geometricPorosity: null };
  return { porosity: voids / volume, geometricPorosity: geometricVoids / volume };
}

/** By ink: what its hardest strand asks of tool and cells. */
function flowOf(physics: PhysicsContext): Report['flow'] {
  const flows: Report['flow'] = {};
  for (const [id, loaded] of physics.tools) {
    const strands = physics.strands.filter((step) => step.tool === id && step.flow > 0);
    if (loaded.flow === null || strands.length === 0) continue;
    const hardest = strands.reduce((a, b) => (b.flow > a.flow ? b : a));
    const flow = loaded.flow.through(hardest.flow);
    const survival = loaded.cellLaw && loaded.cells ? surviveFlow(loaded.cellLaw, flow) : null;
    const atLoading = loaded.cells?.viability ?? 1;
    flows[loaded.ink] = {
      tool: id,
      material: loaded.material.id,
      flowUlS: hardest.flow,
      plannedFlowUlS: plannedFlow(hardest),
      widthMm: hardest.strand.width,
      pressureKpa: flow.pressureKpa,
      pressureBandKpa: [...flow.band],
      wallShearPa: flow.wallShearPa,
      shearRate: flow.shearRate,
      residenceS: flow.residenceS,
      flags: [...flow.flags],
      viability: survival && {
        // Only strands with a law have a survival.
        line: loaded.cellLaw!.line,
        fraction: survival.viability * atLoading,
        band: [survival.band[0] * atLoading, survival.band[1] * atLoading],
        extrapolated: survival.extrapolated,
      },
    };
  }
  return flows;
}
