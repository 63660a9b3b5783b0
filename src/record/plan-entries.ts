import type { Finding } from '../finding/finding.ts';
import type { Ink } from '../ink/ink.ts';
import type { Job } from '../job/job.ts';
import type { Profile } from '../printer/profile.ts';
import type { Program, ProgramTool } from '../program/program.ts';
import { withBaseNames } from './base-names.ts';
import type { RecordKind } from './batch-record.ts';
import type { Report } from './report.ts';

export interface PlanForRecord {
  readonly job: Job;
  readonly profile: Profile;
  readonly inks: Readonly<Record<string, Ink>>;
  readonly hashes: Readonly<Record<string, string>>;
  readonly program: Program;
  readonly report: Report;
  readonly findings: readonly Finding[];
  readonly allowed: readonly string[];
  /** Paths of this machine that may stand in a sentence: only their base names go on the record. */
  readonly files?: readonly string[] | undefined;
}

export type EntryDraft = readonly [kind: RecordKind, data: Readonly<Record<string, unknown>>];

/**
 * What planning writes into a batch record, group by group. Facts that only the operator knows (lots, expiry,
 * passage, incubator times) stand there as null, so that their absence shows.
 */
export function planEntries(plan: PlanForRecord): EntryDraft[] {
  return withBaseNames(entriesOf(plan), plan.files ?? []);
}

function entriesOf(plan: PlanForRecord): EntryDraft[] {
  const { job, profile, program, report } = plan;
  return [
    [
      'identity',
      { record: report.job.name, planner: `bioweft ${report.version}`, operator: null, reviewer: null, site: null },
    ],
    [
      'design',
      {
        job: report.job,
        meshes: report.meshes,
        layers: report.totals.layers,
        vessel: report.vessel,
        wells: report.wells,
        hashes: plan.hashes,
      },
    ],
    ...program.header.tools.map((loaded): EntryDraft => ['material', material(plan, loaded)]),
    ...program.header.tools
      .filter(({ ink }) => job.inks[ink].cells !== undefined)
      .map(({ ink }): EntryDraft => ['cells', cells(plan, ink)]),
    [
      'machine',
      {
        printer: profile.id,
        name: profile.name,
        dialect: profile.dialect,
        handedness: report.printer.handedness ?? 'unconfirmed',
        serial: null,
        firmware: null,
        calibrated: null,
        tools: program.header.tools,
      },
    ],
    [
      'parameters',
      {
        layers: job.layers,
        parts: job.parts,
        speed: job.speed,
        flow: report.flow,
        totals: report.totals,
        limits: job.limits,
      },
    ],
    ['environment', { temperatureC: null, humidity: null, co2: null, cabinet: null }],
    ['crosslink', { steps: job.crosslink }],
    ...plan.allowed.map((gate): EntryDraft => ['override', { gate, findings: findingsOf(plan, gate), reason: null }]),
    ...plan.findings
      .filter(({ severity }) => severity !== 'note')
      .map((finding): EntryDraft => ['finding', { ...finding }]),
    ['output', { gcode: report.gcode }],
  ];
}

function material({ job, inks, report, findings }: PlanForRecord, loaded: ProgramTool): Record<string, unknown> {
  const { ink: key, tool, nozzle, pressure, temperature } = loaded;
  const ink = inks[key];
  return {
    key,
    ink: ink.id,
    name: ink.name,
    kind: ink.kind,
    tool,
    nozzle,
    pressureKpa: pressure,
    temperatureC: temperature,
    loadUl: job.inks[key].load ?? null,
    printedUl: report.totals.inks[key]?.volumeUl ?? 0,
    plannedUl: report.totals.inks[key]?.plannedUl ?? 0,
    rheology: ink.rheology,
    calibration: findings.find(({ code, where }) => code === 'calibration-used' && where.ink === key)?.what ?? null,
    sources: ink.provenance,
    supplier: null,
    lot: job.inks[key].lot ?? null,
    expiry: null,
    sterility: null,
    preparedAt: null,
  };
}

function cells({ job, report }: PlanForRecord, key: string): Record<string, unknown> {
  // Only inks with cells are listed here.
  const { line, density, viability } = job.inks[key].cells!;
  const alive = report.flow[key]?.viability ?? null;
  const planned = report.totals.inks[key]?.cells ?? 0;
  const unknown = { passage: null, donor: null, viabilityMethod: null, leftIncubatorAt: null };
  const limitMin = job.limits.timeOnCells ?? null;
  return {
    ink: key,
    line,
    densityPerMl: density,
    viabilityAtLoading: viability,
    planned,
    predicted: alive,
    limitMin,
    ...unknown,
  };
}

function findingsOf({ findings }: PlanForRecord, gate: string): readonly string[] {
  return findings.filter((finding) => finding.gate === gate).map(({ what }) => what);
}
