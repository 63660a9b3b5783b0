import type { Finding } from '../../finding/finding.ts';
import { digits } from '../../finding/number-words.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';
import { strandVolume } from '../../laydown/strand.ts';
import type { PartTask } from './layer-task.ts';

/** How much of a part is ink, contours included. */
export interface PartFill {
  readonly part: string;
  /** What there is to print: sections times layer heights, without what other parts cover. */
  readonly volumeMm3: number;
  readonly inkMm3: number;
  /** Ink that is not the lattice's: contours and the strands of thin places. */
  readonly besideLatticeMm3: number;
  /** 1 - ink / volume; null where there is nothing to print. */
  readonly porosity: number | null;
  /** What the job asks for: that of the endless lattice; null where it asks for something else. */
  readonly asked: number | null;
}

/** Nothing is said of a part that is off by less. */
const tolerance = 0.05;

export function partFills(layers: readonly ConstructLayer[], parts: readonly PartTask[]): PartFill[] {
  const volumes = new Map<string, number>();
  const inks = new Map<string, number>();
  const beside = new Map<string, number>();
  const add = (to: Map<string, number>, part: string, amount: number) => to.set(part, (to.get(part) ?? 0) + amount);
  for (const { height, sections, strands } of layers) {
    for (const [part, areaMm2] of Object.entries(sections)) add(volumes, part, areaMm2 * height);
    for (const strand of strands) {
      const volume = strandVolume(strand);
      add(inks, strand.part, volume);
      if (strand.role !== 'lattice') add(beside, strand.part, volume);
    }
  }
  return parts.map(({ name: part, laydown }) => {
    const volumeMm3 = volumes.get(part) ?? 0;
    const inkMm3 = inks.get(part) ?? 0;
    return {
      part,
      volumeMm3,
      inkMm3,
      besideLatticeMm3: beside.get(part) ?? 0,
      porosity: volumeMm3 > 0 ? 1 - inkMm3 / volumeMm3 : null,
      asked: laydown.solid || laydown.cell !== undefined ? null : (laydown.porosity ?? null),
    };
  });
}

/** Warns of each part that comes out denser or emptier than the porosity that was asked for, and says what would meet it. */
export function offPorosity(fills: readonly PartFill[]): Finding[] {
  return fills.flatMap((fill): Finding[] => {
    const { part, porosity, asked, volumeMm3, inkMm3, besideLatticeMm3 } = fill;
    if (asked === null || porosity === null || inkMm3 === 0 || Math.abs(porosity - asked) <= tolerance) return [];
    const beside =
      besideLatticeMm3 > 0
        ? `, ${digits(besideLatticeMm3, 4)} µL of it beside the lattice (contours, thin places)`
        : '';
    return [
      {
        gate: 'plan',
        code: 'part-porosity',
        severity: 'warn',
        where: { part },
        what: `${part} asks for a porosity of ${asked}, which is that of the lattice; with its rim the part comes to ${porosity.toFixed(3)}: ${digits(inkMm3, 4)} µL of ink in ${digits(volumeMm3, 4)} mm³${beside}.`,
        fix: wayTo(fill, asked),
        numbers: { asked, porosity, volumeMm3, inkMm3, besideLatticeMm3 },
      },
    ];
  });
}

/** What to ask for so that the whole part comes to the porosity asked for; the ink of a lattice is in proportion to 1 - porosity. */
function wayTo({ volumeMm3, inkMm3, besideLatticeMm3 }: PartFill, asked: number): string {
  const lattice = inkMm3 - besideLatticeMm3;
  const wanted = (1 - asked) * volumeMm3 - besideLatticeMm3;
  const open = 1 - besideLatticeMm3 / volumeMm3;
  if (wanted <= 0) {
    return `The contours alone leave ${open.toFixed(3)}, so no lattice meets ${asked}: take fewer contours, or ask for what they leave room for.`;
  }
  const needed = lattice > 0 ? 1 - ((1 - asked) * wanted) / lattice : -1;
  if (needed > 0.99) {
    return `With these contours the lattice would have to be all but empty: take fewer contours; without any lattice the part comes to ${open.toFixed(3)}.`;
  }
  if (needed < 0) return 'The part is too small for such a lattice: take a finer strand, or solid fill.';
  const fewer = besideLatticeMm3 > 0 && wanted < lattice ? ', or take fewer contours' : '';
  return `Ask for a porosity of about ${needed.toFixed(2)}, that of a lattice that brings the whole part to ${asked}${fewer}.`;
}
