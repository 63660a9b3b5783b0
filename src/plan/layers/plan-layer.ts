import type { Finding } from '../../finding/finding.ts';
import { layerNumber } from '../../finding/layer-number.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';
import { type LayDownResult, layDown } from '../../laydown/lay-down.ts';
import type { LayDownInput } from '../../laydown/lay-down-input.ts';
import { lastPoint } from '../../laydown/order/print-order.ts';
import type { IdOf, Memory } from '../../memory/memory.ts';
import { isExact, type PartOnLayer, type PartRegion, partition } from '../../region/partition.ts';
import type { Polygons } from '../../region/polygons.ts';
import type { Outline } from '../../slice/outline.ts';
import { simplifyOutline } from '../../slice/simplify-outline.ts';
import { type FilledRegion, inksOnLayer, roomOnLayer, sectionsOnLayer } from './layer-inks.ts';
import type { LayerTask, PartTask } from './layer-task.ts';

export interface PlannedLayer {
  readonly layer: ConstructLayer;
  readonly findings: readonly Finding[];
}

/** A layer, and what was left out of the sections that it was planned from. */
export interface LayerWithLosses extends PlannedLayer {
  /** Of each part, the area of holes that lie in nothing, with all that lies in them. */
  readonly lostMm2: readonly number[];
}

/** Pieces left of a carved part are dropped below this fraction of a strand's width: no strand fits into them. */
const sliverFraction = 0.5;

/**
 * One layer of all parts: sections to regions to strands. `sections` holds one outline a part, in their order, as cut.
 * Depends on nothing but its arguments, so layers may be planned in any order and on any thread.
 */
export function planLayer(
  task: LayerTask,
  index: number,
  sections: readonly Outline[],
  polygons: Polygons,
  memory: Memory,
): LayerWithLosses {
  const given = task.parts.map((part, i) => onLayer(task, part, index, sections[i], memory));
  const parts = memory.recall(
    'regions',
    (id) => [index, given.map((part) => ({ ...part, outline: id(part.outline) }))],
    () => partition(given, index, polygons),
  );
  const findings: Finding[] = [];
  if (!isExact(parts)) findings.push(areaMismatch(index, parts.areaErrorMm2, parts.unionMm2));
  if (parts.sliverMm2 > 0) findings.push(sliversLeft(index, parts.sliverMm2));
  const filled = fillRegions(task, index, parts.regions, polygons, memory);
  findings.push(...filled.flatMap(({ result }) => result.findings));
  for (const { region, result } of filled) {
    if (result.strands.length === 0) findings.push(tooSmall(region, task.widths[region.ink]));
  }
  const strands = task.inks.flatMap((ink) =>
    filled.flatMap(({ result }) => result.strands.filter((strand) => strand.ink === ink)),
  );
  const { top, height } = task.plan;
  return {
    layer: {
      index,
      top: wholeNm(task.liftMm + top[index]),
      height: height[index],
      strands,
      inks: inksOnLayer(filled, strands),
      sections: sectionsOnLayer(filled),
      overlapping: parts.overlapping,
      covered: parts.covered,
      room: roomOnLayer(filled),
    },
    findings,
    lostMm2: parts.lostMm2,
  };
}

function onLayer(task: LayerTask, part: PartTask, index: number, section: Outline, memory: Memory): PartOnLayer {
  const ink = part.sequence[index % part.sequence.length];
  const isCarved = task.parts.length > 1 || part.shell !== undefined;
  return {
    part: part.name,
    ink,
    outline: memory.recall(
      'simplified',
      (id) => [id(section), task.simplifyNm],
      () => simplifyOutline(section, task.simplifyNm),
    ),
    precedence: part.precedence,
    shell: part.shell && { ink: part.shell.ink, thicknessMm: part.shell.thickness },
    // What nothing carves leaves no slivers, whatever its strands are.
    narrowestMm: isCarved ? sliverFraction * task.widths[ink] : 0,
  };
}

/** Sums of heights in mm, without the noise of floating point. */
const wholeNm = (mm: number): number => Math.round(mm * 1e6) / 1e6;

function fillRegions(
  task: LayerTask,
  index: number,
  regions: readonly PartRegion[],
  polygons: Polygons,
  memory: Memory,
): FilledRegion[] {
  const ordered = [...regions].sort((a, b) => task.inks.indexOf(a.ink) - task.inks.indexOf(b.ink));
  let startAt: readonly [number, number] | undefined;
  return ordered.map((region) => {
    const result = fillRegion(task, index, region, polygons, memory, startAt);
    startAt = lastPoint(result.strands) ?? startAt;
    return { region, result };
  });
}

function fillRegion(
  task: LayerTask,
  index: number,
  region: PartRegion,
  polygons: Polygons,
  memory: Memory,
  startAt: readonly [number, number] | undefined,
): LayDownResult {
  const part = task.parts[region.partIndex];
  const { plan } = task;
  const width = task.widths[region.ink];
  const input: LayDownInput = {
    outline: region.outline,
    settings: part.laydown,
    contours: part.contours,
    width,
    spread: task.spreads[region.ink],
    height: plan.height[index],
    crossSection: part.crossSection,
    thinWalls: part.thinWalls === 'on',
    ink: region.ink,
    alternate: region.role === 'shell' ? undefined : part.alternate,
    part: region.part,
    layer: {
      index,
      count: plan.count,
      top: plan.top[index],
      constructHeight: task.heightMm,
      zoneHeight: plan.zoneHeight[index],
    },
    partBounds: part.bounds,
    polygons,
    memory,
    startAt,
  };
  return memory.recall('strands', filledFrom(input), () => filledBy(input, part));
}

/** All that the strands of a region are made from. */
function filledFrom({ outline, polygons: _, memory: __, ...given }: LayDownInput): (id: IdOf) => unknown {
  return (id) => [id(outline), given];
}

function filledBy(input: LayDownInput, part: PartTask): LayDownResult {
  const { outline, width, polygons } = input;
  const result = layDown(input);
  if (result.strands.length > 0 || part.laydown.minLength !== undefined) return result;
  // A tip or twig between the lines of the lattice, or hardly wider than a strand: where a strand fits, one is laid.
  if (polygons.inset(outline, (width / 2) * 1e6).ringEnds.length === 0) return result;
  const settings = { ...part.laydown, minLength: 0 };
  // Other settings of the lattice would have brought a line there.
  return { ...layDown({ ...input, settings, contours: Math.max(1, part.contours) }), room: result.room };
}

function areaMismatch(layer: number, errorMm2: number, unionMm2: number): Finding {
  return {
    gate: 'plan',
    code: 'region-area',
    severity: 'warn',
    where: { layer },
    what: `The regions of layer ${layerNumber(layer)} add up to ${errorMm2.toExponential(2)} mm² more than its section of ${unionMm2.toFixed(4)} mm².`,
    fix: 'Look at this layer in the viewer; moving a part by a micrometre usually fixes it.',
    numbers: { errorMm2, unionMm2 },
  };
}

function sliversLeft(layer: number, sliverMm2: number): Finding {
  return {
    gate: 'plan',
    code: 'slivers',
    severity: 'note',
    where: { layer },
    what: `Left out ${sliverMm2.toFixed(6)} mm² in pieces too narrow for a strand where parts overlap.`,
    numbers: { sliverMm2 },
  };
}

function tooSmall(region: PartRegion, widthMm: number): Finding {
  const { part, ink, layer, areaMm2 } = region;
  return {
    gate: 'plan',
    code: 'section-below-strand',
    severity: 'note',
    where: { part, ink, layer },
    what: `The section of ${areaMm2.toFixed(4)} mm² holds no strand ${widthMm} mm wide and stays empty.`,
    fix: 'Take a finer nozzle if this detail matters.',
    numbers: { areaMm2, widthMm },
  };
}
