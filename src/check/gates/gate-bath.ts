import type { Judgement } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import { yieldStress } from '../../ink/flow/rheology.ts';
import type { Ink } from '../../ink/ink.ts';
import { boxOfStrand } from '../../laydown/strand-geometry.ts';
import type { Program, ProgramTool } from '../../program/program.ts';
import { openingAt } from '../../vessel/opening.ts';
import type { PlacedVessel, PlacedWell } from '../../vessel/place-vessel.ts';
import { needlePieces } from '../space/head-bodies.ts';

/** The support bath of a print: what it is made of, and how deep it stands in each well before printing, mm. */
export interface Bath {
  readonly material: Ink;
  readonly depth: number;
  /** Of the bed, °C, where the job sets it. */
  readonly bedTemperature?: number | undefined;
}

/**
 * Least and most that a needle may bend. Lateral force of a plastic body on a cylinder, per length, diameter and shear
 * strength: exact for a smooth and a rough one that moves slowly. Young's modulus, Pa, of half-hard AISI 304 steel.
 */
const bands = [
  { bearing: 9.20117, modulus: 203e9 },
  { bearing: 11.94, modulus: 190e9 },
] as const;
const bandSource =
  'Lateral bearing factor 9.20 (smooth) to 11.94 (rough): Lateral translation of a circular pile in cohesive soil: exact plasticity solution, Géotechnique 2026, abstract (ora.ox.ac.uk uuid 810fc058-bf29-4bba-94a5-f710ce36c17f). Steel, 190 to 203 GPa: AISI 304, half hard (data.grantadesign.com/materialuniversemetals).';

/**
 * Judges a print into a bath: strands under its surface, the bath within the vessel with ink and needle in it, hubs above
 * it. Says how high to fill it, and how far a fine needle bends in it.
 */
export function gateBath(bath: Bath | null, program: Program, vessel: PlacedVessel): Judgement[] {
  if (bath === null) return [];
  // A slide has a place to print on, and nothing around it.
  if (vessel.wells.every(({ inside }) => (inside.at(-1)?.top ?? 0) <= 0)) {
    return [
      {
        code: 'bath-without-vessel',
        severity: 'refuse',
        where: {},
        what: 'The job prints into a bath, and no vessel with walls holds it.',
        fix: 'Name a dish or a plate under vessel:.',
      },
    ];
  }
  const wells = program.header.wells.flatMap((name) => {
    const well = vessel.wells.find((each) => each.name === name);
    return well === undefined ? [] : judgeWell(bath, program, well);
  });
  return [...judgeMaterial(bath), ...wells];
}

/** What holds for the bath in every well: whether it stays one at the temperature of the bed, and what is not known of it. */
function judgeMaterial({ material, bedTemperature }: Bath): Judgement[] {
  const findings: Judgement[] = [];
  const [low, high] = material.temperature;
  if (bedTemperature !== undefined && (bedTemperature < low || bedTemperature > high)) {
    const value = bedTemperature < low ? low : high;
    findings.push({
      code: 'bath-temperature',
      severity: 'refuse',
      where: {},
      what: `The bed stands at ${short(bedTemperature)} °C, and ${material.name} is a bath at ${short(low)} to ${short(high)} °C.`,
      fix: `Set the bed to ${short(value)} °C, or take another bath.`,
      changes: [{ what: `The bed at ${short(value)} °C`, path: ['bedTemperature'], value }],
      numbers: { bedCelsius: bedTemperature, lowCelsius: low, highCelsius: high },
    });
  }
  if (material.rheology === null) {
    findings.push({
      code: 'bath-yield-unknown',
      severity: 'note',
      where: {},
      what: `How far needles bend in ${material.name} is unknown: its yield stress is not in the library.`,
      ...(material.measure === undefined ? {} : { fix: material.measure }),
    });
  }
  return findings;
}

/** Lowest tip, highest strand (mm above the floor of the well), and ink, µL. */
function extentOf(
  { steps }: Program,
  { name, floor }: PlacedWell,
): { low: number; high: number; inkUl: number; tools: Set<string> } {
  const extent = { low: Infinity, high: -Infinity, inkUl: 0, tools: new Set<string>() };
  for (const step of steps) {
    if (step.kind !== 'strand' || step.well !== name) continue;
    const { minZ, maxZ } = boxOfStrand(step.strand);
    extent.low = Math.min(extent.low, (step.zNm + minZ) / 1e6 - floor);
    extent.high = Math.max(extent.high, (step.zNm + maxZ) / 1e6 - floor);
    extent.inkUl += step.volumeUl;
    extent.tools.add(step.tool);
  }
  return extent;
}

function judgeWell({ material, depth }: Bath, program: Program, well: PlacedWell): Judgement[] {
  const { low, high, inkUl, tools } = extentOf(program, well);
  if (tools.size === 0) return [];
  const needles = program.header.tools.filter(({ tool }) => tools.has(tool));
  const thickest = needles.reduce((a, b) => (b.nozzle.outer > a.nozzle.outer ? b : a));
  const rim = well.inside[well.inside.length - 1].top;
  const filledUl = volumeTo(well, depth);
  const needleUl = needleVolume(thickest, Math.max(0, depth - low));
  const level = levelOf(well, filledUl + inkUl + needleUl);
  const where = { well: well.name };
  const base = { severity: 'refuse', where } as const;
  const findings: Judgement[] = [];
  const [least, most] = [up(high), down(depthThatHolds(well, rim, inkUl + needleVolume(thickest, rim - low)))];
  // Where no depth covers the strands and stays below the rim, only another vessel helps.
  const helps = (fix: string, value: number) =>
    least <= most
      ? { fix, changes: [{ what: `A bath of ${value} mm`, path: ['bath', 'depth'], value }] }
      : {
          fix: `The strands need a bath of ${least} mm, and this vessel holds one of ${most} mm with ink and needle in it: take a vessel ${up(rim + least - most)} mm deep, or place the construct lower (place.z).`,
        };
  if (high > depth) {
    findings.push({
      ...base,
      code: 'bath-too-shallow',
      what: `The highest strand lies ${short(high)} mm above the floor, and the bath is ${short(depth)} mm deep: it would lie bare.`,
      ...helps(`Fill the bath to ${least} mm at least (bath.depth).`, least),
      numbers: { highestMm: high, depthMm: depth },
    });
  }
  if (level > rim) {
    findings.push({
      ...base,
      code: 'bath-overflows',
      what: `With ${short(inkUl)} µL of ink and ${short(needleUl)} µL of needle in it the bath rises above the rim at ${short(rim)} mm.`,
      ...helps(`Fill it to ${most} mm at most (bath.depth), or take a deeper vessel.`, most),
      numbers: { levelMm: level, rimMm: rim, inkUl, needleUl },
    });
  }
  for (const tool of needles) findings.push(...judgeNeedle(material, tool, Math.min(level, rim), low, base));
  findings.push({
    code: 'bath-fill',
    severity: 'note',
    where,
    what: `Fill ${short(filledUl / 1000)} mL of ${material.name} into well ${well.name}, to ${short(depth)} mm above its floor; at the end it stands at ${short(Math.min(level, rim))} mm.`,
    numbers: { fillMl: filledUl / 1000, depthMm: depth, levelMm: level },
  });
  return findings;
}

function judgeNeedle(
  material: Ink,
  { tool, ink, nozzle }: ProgramTool,
  level: number,
  low: number,
  base: Pick<Judgement, 'where'>,
): Judgement[] {
  const immersed = level - low;
  const where = { ...base.where, tool };
  if (immersed > nozzle.length) {
    const what = `The needle of ${tool} is ${short(nozzle.length)} mm long and stands up to ${short(immersed)} mm in the bath: its hub would dip in.`;
    const value = up(immersed);
    const change = { what: `A needle of ${value} mm`, path: ['inks', ink, 'nozzle', 'length'], value };
    return [
      {
        code: 'bath-needle-short',
        severity: 'refuse',
        where,
        what,
        fix: `Take a needle of ${value} mm at least.`,
        changes: [change],
        numbers: { immersedMm: immersed, lengthMm: nozzle.length },
      },
    ];
  }
  const law = material.rheology?.law;
  const stress = law === undefined ? 0 : yieldStress(law);
  // Tapered tips are of plastic, and stiffer than they are thin.
  if (stress === 0 || immersed <= 0 || nozzle.inlet !== undefined) return [];
  const [least, most] = bands.map(({ bearing, modulus }) => tipDeflection(bearing * stress, modulus, nozzle, immersed));
  const far = most > 0.5 * nozzle.inner;
  return [
    {
      code: 'needle-bends',
      severity: far ? 'warn' : 'note',
      where,
      what: `In a bath that yields at ${short(stress)} Pa the tip of ${nozzle.label} stays ${Math.round(1000 * least)} to ${Math.round(1000 * most)} µm behind its way, with ${short(immersed)} of ${short(nozzle.length)} mm immersed.`,
      ...(far ? { fix: 'Take a thicker or shorter needle, or a bath that yields sooner.' } : {}),
      numbers: { leastMm: least, mostMm: most, yieldPa: stress, immersedMm: immersed },
      source: bandSource,
    },
  ];
}

/**
 * How far the tip of a cannula stays behind under an even load over its immersed end, mm; `load`: N/m² across it,
 * `modulus`: Pa. A cantilever from the hub (Euler and Bernoulli).
 */
export function tipDeflection(
  load: number,
  modulus: number,
  { inner, outer, length }: Pick<ProgramTool['nozzle'], 'inner' | 'outer' | 'length'>,
  immersed: number,
): number {
  const [L, a] = [length / 1000, (length - immersed) / 1000];
  const inertia = (Math.PI / 64) * ((outer / 1000) ** 4 - (inner / 1000) ** 4);
  const perLength = load * (outer / 1000);
  return (1000 * perLength * (0.75 * L ** 4 - (L * a ** 3 - a ** 4 / 4))) / (6 * modulus * inertia);
}

/** Volume of the lowest `height` mm of a needle, µL. */
function needleVolume({ nozzle }: ProgramTool, height: number): number {
  let sum = 0;
  for (const { from, to, diameter, topDiameter } of needlePieces(nozzle)) {
    const long = Math.min(to, height) - from;
    if (long <= 0) continue;
    const [a, b] = [diameter / 2, (diameter + ((topDiameter - diameter) * long) / (to - from)) / 2];
    sum += (Math.PI / 3) * long * (a * a + a * b + b * b);
  }
  return sum;
}

const slices = 200;

/** Volume of a well from its floor to a height, µL. */
function volumeTo({ inside }: PlacedWell, height: number): number {
  let sum = 0;
  for (const section of inside) {
    const top = Math.min(section.top, height);
    if (top <= section.bottom) continue;
    const step = (top - section.bottom) / slices;
    for (let k = 0; k < slices; k++) {
      const { halfX, halfY, corner, circle } = openingAt(section, section.bottom + (k + 0.5) * step);
      sum += step * Math.min(4 * halfX * halfY - (4 - Math.PI) * corner ** 2, Math.PI * circle ** 2);
    }
  }
  return sum;
}

/** The height to which a volume fills a well, mm; beyond its rim as if its walls went on upright. */
function levelOf(well: PlacedWell, volumeUl: number): number {
  const rim = well.inside[well.inside.length - 1].top;
  const whole = volumeTo(well, rim);
  if (volumeUl > whole) return rim + (volumeUl - whole) / ((whole - volumeTo(well, 0.99 * rim)) / (0.01 * rim));
  let [low, high] = [0, rim];
  for (let k = 0; k < 50; k++) {
    const middle = (low + high) / 2;
    if (volumeTo(well, middle) < volumeUl) low = middle;
    else high = middle;
  }
  return high;
}

const depthThatHolds = (well: PlacedWell, rim: number, moreUl: number): number =>
  levelOf(well, Math.max(0, volumeTo(well, rim) - moreUl));

/** The next tenth above. */
const up = (value: number): number => Math.ceil(value * 10 + 1e-9) / 10;
const down = (value: number): number => Math.floor(value * 10) / 10;
