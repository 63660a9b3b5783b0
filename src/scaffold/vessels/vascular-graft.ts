import { circleAccuracy, columnParts, level, roundPlan } from '../columns/rounds.ts';
import { designChoice, scaffoldKind } from '../scaffold.ts';
import { warned } from '../warned.ts';
import { graftJob, graftParts } from './graft-walls.ts';

/** A vessel of two layers, upright. */
export const vascularGraft = scaffoldKind({
  title: 'Vascular graft',
  purpose:
    'An upright vessel of two nested tubes: an inner layer with endothelial cells, an outer one with fibroblasts.',
  parameters: {
    bore: { min: 1, max: 30, default: 4, unit: 'mm', what: 'inner diameter of the vessel', source: designChoice },
    intima: { min: 0.2, max: 5, default: 0.5, unit: 'mm', what: 'thickness of the inner layer', source: designChoice },
    media: { min: 0.2, max: 5, default: 0.5, unit: 'mm', what: 'thickness of the outer layer', source: designChoice },
    length: { min: 1, max: 60, default: 20, unit: 'mm', what: 'length, printed upright', source: designChoice },
    core: {
      choices: ['none', 'sacrificial'],
      default: 'none',
      what: 'sacrificial fills the bore with a core that holds the wall up and is washed out cold',
      source: designChoice,
    },
  },
  build: ({ bore, intima, media, length, core }) => {
    const plan = roundPlan([bore / 2, bore / 2 + intima, bore / 2 + intima + media]);
    const first = core === 'none' ? 0 : 1;
    return columnParts(
      { plan, floors: [level(0), level(length)], labelOf: (ring) => Number(ring) + first },
      graftParts(core),
    );
  },
  accuracy: ({ bore, intima, media }) => circleAccuracy(bore / 2 + intima + media),
  job: ({ core }) => graftJob('vascular graft', 'two nested tubes, each wall two closed rings of strand.', core),
  notes: [
    'Each wall is two strands thick: closed rings laid side by side, so no layer has a seam across the wall. The walls of the defaults are 1 mm together on a bore of 4 mm, a bench size; a clinical one is 3 mm bore, 0.5 mm wall, 50 mm long.',
    'A soft wall of 20 mm needs something to hold it up: print into a support bath, or add the sacrificial core with `--core sacrificial`.',
  ],
  warnings: {
    viability: warned.survival,
  },
});
