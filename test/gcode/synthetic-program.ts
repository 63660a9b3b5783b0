import type { Strand, StrandRole } from '../../src/laydown/strand.ts';
import { strandLength } from '../../src/laydown/strand.ts';
import type { Profile } from '../../src/printer/profile.ts';
import type { Program } from '../../src/program/program.ts';
import type { Step, StrandStep } from '../../src/program/step.ts';

/** Small programs for the tests of the writer: strands on any printer, with everything that stands around them. */

export interface StrandSpec {
  /** Row of the profile's tools. */
  readonly tool: number;
  /** x y of each point, nm, relative to the middle of the bed. */
  readonly points: readonly number[];
  readonly rise?: readonly number[];
  readonly closed?: boolean;
  readonly area?: number;
  readonly speed?: number;
  readonly role?: StrandRole;
  readonly start?: Partial<StrandStep['start']>;
  readonly end?: Partial<StrandStep['end']>;
}

export interface ProgramSpec {
  readonly strands: readonly StrandSpec[];
  readonly before?: readonly Step[];
  readonly after?: readonly Step[];
}

const mm = 1_000_000;
const layerHeight = 0.2;

export function buildProgram(profile: Profile, spec: ProgramSpec): Program {
  const steps: Step[] = [...(spec.before ?? [])];
  let tool: string | null = null;
  spec.strands.forEach((strandSpec, id) => {
    const next = profile.tools[strandSpec.tool % profile.tools.length].id;
    if (next !== tool) steps.push({ kind: 'toolChange', from: tool, to: next });
    tool = next;
    if (id === 0) steps.push({ kind: 'layer', layer: 0, z: layerHeight, height: layerHeight });
    const step = strandStep(profile, strandSpec, id, next);
    steps.push(approach(step), step);
  });
  steps.push(...(spec.after ?? []));
  const inks: Record<string, { lengthMm: number; volumeUl: number; wasteUl: number; strands: number }> = {};
  return {
    header: {
      name: 'synthetic',
      printer: profile.id,
      vessel: 'none',
      wells: [],
      place: [],
      tools: profile.tools.slice(0, 2).map((each) => ({
        tool: each.id,
        ink: `ink-${each.id}`,
        material: 'alginate-i1g-4',
        kind: each.kind,
        nozzle: { inner: 0.21, outer: 0.413, length: 12.7, label: '27G' },
        pressure: 80,
        temperature: null,
      })),
      hashes: { job: 'ab12' },
      layers: 1,
      totals: {
        inks,
        strands: spec.strands.length,
        starts: 0,
        travelMm: 0,
        toolChanges: 0,
        deposits: {},
        timeS: 0,
        extrusionS: 0,
      },
    },
    steps,
    findings: [],
  };
}

function strandStep(profile: Profile, spec: StrandSpec, id: number, tool: string): StrandStep {
  const strand: Strand = {
    points: Int32Array.from(spec.points),
    ...(spec.rise ? { rise: Int32Array.from(spec.rise) } : {}),
    closed: spec.closed ?? false,
    role: spec.role ?? 'lattice',
    ink: `ink-${tool}`,
    part: 'part',
    width: 0.4,
    height: layerHeight,
    area: spec.area ?? 0.0714,
  };
  const lengthMm = strandLength(strand);
  const speed = spec.speed ?? 8;
  const [xNm, yNm] = middle(profile);
  return {
    kind: 'strand',
    id,
    strand,
    xNm,
    yNm,
    zNm: layerHeight * mm,
    tool,
    layer: 0,
    well: '-',
    speed,
    flow: strand.area * speed,
    volumeUl: strand.area * lengthMm,
    lengthMm,
    start: { preflow: 0, prime: 0, ...spec.start },
    end: { postflow: 0, coast: 0, relax: 0, ...spec.end },
  };
}

function approach({ strand, xNm, yNm, zNm }: StrandStep): Step {
  const [x, y, z] = [strand.points[0] + xNm, strand.points[1] + yNm, zNm + (strand.rise?.[0] ?? 0)];
  return { kind: 'travel', points: Int32Array.from([x, y, 5 * mm, x, y, z]), speed: 40, why: 'hop' };
}

function middle({ bed }: Profile): [number, number] {
  return [Math.round(((bed.x[0] + bed.x[1]) / 2) * mm), Math.round(((bed.y[0] + bed.y[1]) / 2) * mm)];
}

export function writtenBytes(chunks: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat([...chunks]);
}

/** The lines without comments. */
export function commands(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
}
