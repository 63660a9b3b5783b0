import type { Job, JobPart } from '../../job/job.ts';
import type { PlaneBounds } from '../../laydown/paths/plane-bounds.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import type { LayerPlan } from '../../slice/layer-plan.ts';

/**
 * All that planning some layers needs, as plain data: it crosses to a worker thread as it is, and the triangles lie in
 * shared memory.
 */
export interface LayerTask {
  readonly parts: readonly PartTask[];
  /** How the job asks for layers; `plan` follows from it and from the height of the construct. */
  readonly layers: Job['layers'];
  readonly plan: LayerPlan;
  /** About how many triangles are cut on each layer. */
  readonly cuts: Float64Array;
  /** Height of the construct, mm. */
  readonly heightMm: number;
  /** Bottom of the lowest layer above the floor, mm: what moves and the place of the job lift the construct by. */
  readonly liftMm: number;
  readonly simplifyNm: number;
  /** Keys of the inks, in the order of the job. */
  readonly inks: readonly string[];
  /** Width of each ink's strand as it lies, mm, and that over the width of its volume. */
  readonly widths: Readonly<Record<string, number>>;
  readonly spreads: Readonly<Record<string, number>>;
}

export interface PartTask {
  readonly mesh: Mesh;
  /** Added to the coordinates of the mesh: its move, and the frame of the construct. */
  readonly shiftMm: readonly [x: number, y: number, z: number];
  readonly name: string;
  /** Inks by layer, repeated. */
  readonly sequence: readonly string[];
  /** Inks by strand, repeated. */
  readonly alternate?: readonly string[] | undefined;
  readonly shell?: JobPart['shell'] | undefined;
  readonly precedence: number;
  readonly laydown: JobPart['laydown'];
  readonly contours: number;
  readonly crossSection?: JobPart['crossSection'] | undefined;
  readonly thinWalls: JobPart['thinWalls'];
  readonly bounds: PlaneBounds;
}
