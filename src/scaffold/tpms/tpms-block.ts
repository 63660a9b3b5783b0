import { designChoice, scaffoldKind } from '../scaffold.ts';
import { buildTpms, tpmsParameters } from './build-tpms.ts';
import { tpmsAccuracy, tpmsConflict, tpmsJob, tpmsNotes, tpmsWarnings } from './tpms-job.ts';

/** A block of a periodic surface. */
export const tpmsBlock = scaffoldKind({
  title: 'TPMS block',
  purpose:
    'A block of a triply periodic surface: smooth struts and one open network of pores, of a porosity that is held.',
  parameters: {
    width: { min: 2, max: 40, default: 8, unit: 'mm', what: 'along x', source: designChoice },
    depth: { min: 2, max: 40, default: 8, unit: 'mm', what: 'along y', source: designChoice },
    height: { min: 1, max: 40, default: 8, unit: 'mm', what: 'along z', source: designChoice },
    ...tpmsParameters,
  },
  conflict: (v) => tpmsConflict(v, v.width * v.depth * v.height),
  build: (v) => {
    const [x, y] = [v.width / 2, v.depth / 2];
    return buildTpms(
      {
        min: [-x, -y, 0],
        max: [x, y, v.height],
        inside: (px, py, pz) => Math.max(Math.abs(px) - x, Math.abs(py) - y, -pz, pz - v.height),
        volumeMm3: v.width * v.depth * v.height,
        along: (_x, _y, z) => z / v.height,
        meanAlong: 0.5,
      },
      v,
    );
  },
  accuracy: (v) => tpmsAccuracy(v),
  job: (v) => tpmsJob('TPMS block', v, Math.hypot(v.width, v.depth)),
  notes: tpmsNotes,
  warnings: tpmsWarnings,
});
