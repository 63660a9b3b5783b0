import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { floatsAt, intsAt } from '../../../kernel/kernel.ts';
import type { Asked } from '../asked.ts';
import type { MapAddress } from './cell-map.ts';

/**
 * Cells near enough to a strand where the spacing asked for changes from place to place: each piece of strand, cut to
 * the finest spacing or half a strand, reaches as far as the spacing asked for around it. `axis` and its rim radius in
 * turned nm.
 */
export function localReach(
  kernel: FidelityKernel,
  { gradient, width }: Asked,
  [axisU, axisV, wayNm]: readonly [number, number, number],
): MapAddress {
  const reached = kernel.emptyMap();
  if (gradient === undefined) return reached;
  const { along, from, to } = gradient;
  const [piecesAt, numbers] = intsAt(kernel, kernel.piecesLookedAt(), 2);
  const pieces = floatsAt(kernel, piecesAt, numbers);
  const finestNm = Math.max(Math.min(from, to), width / 2) * 1e6;
  const at = (distanceNm: number) => from + (to - from) * Math.min(1, Math.max(0, distanceNm / wayNm));
  const spacing = (u: number, v: number, slackNm: number) => {
    const distance = along === 'radius' ? Math.hypot(u - axisU, v - axisV) : kernel.distanceToRim(u, v);
    return Math.max(at(distance - slackNm), at(distance + slackNm));
  };
  for (let i = 0; i < pieces.length; i += 6) {
    const au = pieces[i];
    const av = pieces[i + 1];
    const bu = pieces[i + 2];
    const bv = pieces[i + 3];
    const steps = Math.max(1, Math.ceil(Math.hypot(bu - au, bv - av) / finestNm));
    for (let k = 0; k < steps; k++) {
      const s = k / steps;
      const t = (k + 1) / steps;
      const cu = au + (bu - au) * s;
      const cv = av + (bv - av) * s;
      const du = au + (bu - au) * t;
      const dv = av + (bv - av) * t;
      const local = spacing((cu + du) / 2, (cv + dv) / 2, finestNm);
      kernel.stroke(reached, cu, cv, du, dv, (local + width / 2) * 1e6);
    }
  }
  return reached;
}
