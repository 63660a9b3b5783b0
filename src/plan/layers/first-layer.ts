import type { Finding } from '../../finding/finding.ts';
import { latticeOf, sectionOnLayer } from '../../laydown/spacing/lattice.ts';
import { layerPorosity } from '../../laydown/spacing/porosity.ts';
import { resolveSpacing } from '../../laydown/spacing/resolve-spacing.ts';
import type { LayerTask } from './layer-task.ts';

/** Porosities that differ by less are not told apart. */
const tolerance = 0.005;

/** Says where a first layer of another height keeps the spacing of the layers above it, and what porosity that gives. */
export function firstLayerSpacing({ parts, plan, widths, spreads }: LayerTask): Finding[] {
  const [own] = plan.height;
  const [shared] = plan.zoneHeight;
  if (plan.count === 0 || own === shared) return [];
  return parts.flatMap((part): Finding[] => {
    const { name, laydown, crossSection, bounds, sequence } = part;
    const asked = laydown.porosity;
    if (asked === undefined || laydown.cell !== undefined) return [];
    const width = widths[sequence[0]];
    const lattice = (height: number) => latticeOf(laydown, crossSection, width, height, bounds, spreads[sequence[0]]);
    const { spacing } = resolveSpacing(laydown, lattice(shared), 0);
    const first = lattice(own);
    const porosity = layerPorosity(first.weave, sectionOnLayer(first, 0), spacing);
    if (Math.abs(porosity - asked) <= tolerance) return [];
    return [
      {
        gate: 'plan',
        code: 'first-layer-spacing',
        severity: 'note',
        where: { part: name, layer: 0 },
        what: `The first layer is ${own} mm high and keeps the spacing of the ${shared} mm layers above it, ${spacing.toFixed(4)} mm: its porosity is ${porosity.toFixed(3)} instead of ${asked}.`,
        numbers: { heightMm: own, layersMm: shared, spacingMm: spacing, porosity, asked },
      },
    ];
  });
}
