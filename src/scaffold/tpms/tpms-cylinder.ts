import { designChoice, scaffoldKind } from '../scaffold.ts';
import { buildTpms, tpmsParameters } from './build-tpms.ts';
import { tpmsAccuracy, tpmsConflict, tpmsJob, tpmsNotes, tpmsWarnings } from './tpms-job.ts';

/** A cylinder of a periodic surface. */
export const tpmsCylinder = scaffoldKind({
  title: 'TPMS cylinder',
  purpose: 'A plug of a triply periodic surface, for a drilled defect or a bioreactor.',
  parameters: {
    diameter: { min: 2, max: 40, default: 10, unit: 'mm', what: 'diameter', source: designChoice },
    height: { min: 1, max: 40, default: 6, unit: 'mm', what: 'height', source: designChoice },
    ...tpmsParameters,
    surface: { ...tpmsParameters.surface, default: 'diamond' },
    cell: { ...tpmsParameters.cell, default: 5 },
  },
  conflict: (v) => tpmsConflict(v, (Math.PI / 4) * v.diameter ** 2 * v.height),
  build: (v) => {
    const r = v.diameter / 2;
    return buildTpms(
      {
        min: [-r, -r, 0],
        max: [r, r, v.height],
        inside: (x, y, z) => Math.max(Math.hypot(x, y) - r, -z, z - v.height),
        volumeMm3: Math.PI * r * r * v.height,
        along: (x, y) => Math.hypot(x, y) / r,
        meanAlong: 2 / 3,
      },
      v,
    );
  },
  accuracy: (v) => tpmsAccuracy(v),
  job: (v) => tpmsJob('TPMS cylinder', v, v.diameter),
  notes: tpmsNotes,
  warnings: tpmsWarnings,
});
