/**
 * The core of bioweft without files, threads or clocks: the same in Node, in a worker and in a browser. Data files
 * (printers, inks, vessels) come in as parsed JSON, meshes as bytes; `bioweft` adds the loading from disk.
 */
export { checkGcode } from './check/foreign/check-gcode.ts';
export type { Finding, Place, Severity } from './finding/finding.ts';
export { InputError } from './finding/input-error.ts';
export { readGcode } from './gcode/reading/read-gcode.ts';
export type { GcodeReading } from './gcode/reading/reading.ts';
export { flowCurve, flowTable } from './ink/flow/flow-table.ts';
export { nozzleOf } from './ink/flow/nozzle.ts';
export type { Ink } from './ink/ink.ts';
export { parseInk } from './ink/parse-ink.ts';
export type { Job } from './job/job.ts';
export { parseJob, validateJob } from './job/parse-job.ts';
export { partSource } from './job/part-source.ts';
export { type PatternSample, samplePatterns } from './laydown/sample-patterns.ts';
export { type LaidAlong, laidAlong } from './machine/laid-along.ts';
export { type MachineRun, runFile } from './machine/run-file.ts';
export { writeStl } from './mesh/formats/stl/write-stl.ts';
export type { Mesh, MeshReport } from './mesh/mesh.ts';
export { type MeshFile, readMeshFile, readPart } from './mesh/read-part.ts';
export { readStl } from './mesh/read-stl.ts';
export { type GateId, gateIds } from './plan/gates.ts';
export { type GatherOptions, gatherInputs, type JobText } from './plan/gather-inputs.ts';
export { type GivenFiles, type GivenLibrary, givenFiles } from './plan/given-files.ts';
export type { InputFiles } from './plan/input-files.ts';
export type { PlanInput, PlanPart } from './plan/inputs/plan-input.ts';
export type { PlanOptions } from './plan/inputs/plan-options.ts';
export { type Draft, type Plan, plan } from './plan/plan.ts';
export { type PlanFacts, planFacts } from './plan/plan-facts.ts';
export { createPlanner, type Planner, type PlannerOptions } from './plan/planner.ts';
export { parseProfile } from './printer/parse-profile.ts';
export type { Profile } from './printer/profile.ts';
export type { Program } from './program/program.ts';
export type { Step } from './program/step.ts';
export { parseReport, type Report } from './record/report.ts';
export { generateScaffold, scaffolds } from './scaffold/scaffolds.ts';
export { readShape } from './shape/shape-mesh.ts';
export { parseVessel } from './vessel/parse-vessel.ts';
export type { Vessel } from './vessel/vessel.ts';
