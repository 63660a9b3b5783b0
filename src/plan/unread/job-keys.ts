import { layerNumber } from '../../finding/layer-number.ts';
import { isLines, type Job, jobSchema } from '../../job/job.ts';
import { isSacrificial } from '../../program/tools/loaded-tool.ts';
import { type PlannedJob, sharedIf, type Unread, unreadIf } from './unread.ts';

/** Keys of the job itself that these wells have no use for. */
export function unreadOfJob(planned: PlannedJob): Unread[] {
  return [
    ...ofPlate(planned),
    ...ofTools(planned),
    ...ofLayers(planned),
    ...ofOrder(planned),
    ...ofLines(planned),
    ...ofLimits(planned),
  ];
}

const fallbacks = jobSchema.shape;
const defaultSpeed = fallbacks.speed.parse(undefined);
const defaultSeed = fallbacks.seed.parse(undefined);

function ofPlate({ job, vessel, wells, tools, conditions, overruns }: PlannedJob): Unread[] {
  const { at, speed, seed } = job;
  const byPlungers = tools.every(({ tool }) => tool.dispenser.by === 'plunger');
  return [
    ...unreadIf(
      at !== undefined && vessel.kind !== 'none',
      'at',
      'It says where the construct stands on the bare bed, and there is a vessel.',
      `Leave it out, or move the construct in its well: place: { x: …, y: … }.`,
    ),
    ...sharedIf(
      job.vessel?.order === 'layers' && wells === 1,
      'vessel.order',
      'Only one well is printed.',
      'Leave it out, or name more wells.',
    ),
    ...unreadIf(
      speed !== defaultSpeed && tools.every(({ ink }) => job.inks[ink].speed !== undefined),
      'speed',
      'Every ink has a speed of its own.',
      'Leave it out, or take the speeds of the inks out.',
    ),
    ...unreadIf(
      job.steady !== 'off' && byPlungers,
      'steady',
      'It is for ink that flows through a valve by time, and plungers drive all of it.',
      'Leave it out.',
    ),
    ...sharedIf(
      job.steady === 'overrun' && !byPlungers && !overruns && !job.parts.every(isLines),
      'steady',
      'No strand has room beyond its ends: closed ones have none, and the others end beside strands, walls or the reach of the machine.',
      'Write steady: speed, leave the contours out where strands may end at the rim, or leave it out.',
    ),
    ...unreadIf(
      seed !== defaultSeed && conditions < 2,
      'seed',
      'It shuffles the conditions of a sweep over the wells, and there is nothing to shuffle.',
      'Leave it out, or add a sweep.',
    ),
  ];
}

/** Needles that print nothing stand nowhere. */
function ofTools({ job, tools }: PlannedJob): Unread[] {
  const loaded = tools.map(({ tool }) => tool.id);
  return Object.keys(job.tools ?? {}).flatMap((id) =>
    unreadIf(
      !loaded.includes(id),
      `tools.${id}.offset`,
      `No ink of the job is in ${id}.`,
      'Take it out, or give an ink that tool.',
    ),
  );
}

function ofLayers({ job, layers, liftMm }: PlannedJob): Unread[] {
  const { zones } = job.layers;
  return [
    ...zones.flatMap((zone, i) =>
      unreadIf(
        !zonesUsed(job.layers, layers, liftMm).has(i),
        `layers.zones.${i}`,
        `No layer begins in the zone that ends at ${zone.until} mm.`,
        'Take it out, or put its limits within the part.',
      ),
    ),
    ...job.pauses.flatMap(({ beforeLayer }, i) =>
      unreadIf(
        !layers.some(({ index }) => layerNumber(index) === beforeLayer),
        `pauses.${i}.beforeLayer`,
        `There is no layer ${beforeLayer}: the layers are 1 to ${layers.length}, counted from the lowest.`,
        'Name a layer that is printed, or take the pause out.',
      ),
    ),
  ];
}

/** Zones in which at least one layer has its bottom; the first layer has none where its own height is given. */
function zonesUsed({ zones, first }: Job['layers'], layers: PlannedJob['layers'], liftMm: number): Set<number> {
  const used = new Set<number>();
  layers.forEach(({ top, height }, i) => {
    if (i === 0 && first !== undefined) return;
    const bottom = top - height - liftMm;
    used.add(zones.findIndex(({ until }) => bottom < until - 1e-6));
  });
  return used;
}

/** An order that the inks have anyway is no matter; where they never meet on a layer it cannot order them. */
function ofOrder({ job, tools, together }: PlannedJob): Unread[] {
  const printed = new Set(tools.map(({ ink }) => ink));
  const { inks, sacrificialFirst } = job.order;
  const missing = inks.findIndex((ink) => !printed.has(ink));
  const sacrificial = tools.filter(isSacrificial).length;
  const ordersInks = together.some((tools) => tools.filter(({ ink }) => inks.includes(ink)).length > 1);
  const ordersKinds = together.some((tools) => tools.some(isSacrificial) && !tools.every(isSacrificial));
  return [
    ...unreadIf(
      missing >= 0,
      `order.inks.${missing}`,
      `No part is printed with ${inks[missing]}.`,
      'Take it out of the list.',
    ),
    ...unreadIf(
      missing < 0 && inks.length === 1,
      'order.inks',
      'One ink alone has no order.',
      'Name the inks that come before and after it, or leave it out.',
    ),
    ...unreadIf(
      inks.length > 1 && !ordersInks,
      'order.inks',
      'It is for inks of one layer, and no layer holds two of these.',
      'Leave it out.',
    ),
    ...unreadIf(
      sacrificialFirst && (sacrificial === 0 || sacrificial === tools.length),
      'order.sacrificialFirst',
      sacrificial === 0 ? 'No ink that is printed is sacrificial.' : 'All inks that are printed are sacrificial.',
      'Leave it out.',
    ),
    ...unreadIf(
      sacrificialFirst && !ordersKinds,
      'order.sacrificialFirst',
      'It is for inks of one layer, and no layer holds a sacrificial one and another.',
      'Leave it out.',
    ),
  ];
}

/** What lines in space have no use for: their order is that in which no needle meets what is printed. */
function ofLines({ job }: PlannedJob): Unread[] {
  if (!job.parts.every(isLines)) return [];
  const { inks, sacrificialFirst } = job.order;
  const own = 'Strands in space are printed from below to above, whatever their ink.';
  const why = 'A strand in space ends where the next may begin: the needle cannot run over its end.';
  return [
    ...unreadIf(inks.length > 0, 'order.inks', own, 'Leave it out.'),
    ...unreadIf(sacrificialFirst, 'order.sacrificialFirst', own, 'Leave it out.'),
    ...unreadIf(job.steady === 'overrun', 'steady', why, 'Write steady: speed, or leave it out.'),
  ];
}

function ofLimits({ job, tools }: PlannedJob): Unread[] {
  const { limits, crosslink } = job;
  const cells = tools.some((tool) => tool.cells !== null);
  const fix = 'Give the inks their cells, or leave the limit out.';
  return [
    ...unreadIf(
      limits.viability !== undefined && !cells,
      'limits.viability',
      'No ink that is printed holds cells.',
      fix,
    ),
    ...unreadIf(
      limits.timeOnCells !== undefined && !cells,
      'limits.timeOnCells',
      'No ink that is printed holds cells.',
      fix,
    ),
    ...unreadIf(
      limits.dose !== undefined && !crosslink.some(({ photo }) => photo !== undefined),
      'limits.dose',
      'The job asks for no light.',
      'Leave it out, or add a crosslink entry with photo.',
    ),
  ];
}
