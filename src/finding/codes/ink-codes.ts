import { remarks } from './code-group.ts';

export const gateFlowCodes = remarks('Gate flow', {
  'flow-law-missing': [
    'No flow law is known for an ink.',
    'Pressure, shear and survival cannot be predicted.',
    'Measure the ink with bioweft calibrate flow.',
  ],
  'flow-law-unverified': [
    'The flow law of an ink was not verified in its paper.',
    'Pressure and shear may be off.',
    'Calibrate the flow of your lot with the needle to be used.',
  ],
  'flow-law-outside': [
    'A flow law does not hold at the temperature that is asked for.',
    'The ink is another material there, such as a gel instead of a liquid.',
    'Print at a temperature within the range, or measure the ink.',
  ],
  'flow-law-one-temperature': [
    'An ink was measured at one temperature and is printed at another.',
    'Viscosity changes with temperature, by an amount that is unknown here.',
    'Print at that temperature, or measure the ink at yours.',
  ],
  'flow-law-extrapolated': [
    'A flow law is used beyond the temperatures at which it was measured.',
    "The prediction rests on the law's form alone.",
    'Measure the ink at the temperature to be used.',
  ],
  'flow-range-not-stated': [
    'A flow law does not say in which range it was measured.',
    'Whether this print lies inside is unknown.',
    'Calibrate the flow at the pressures to be used.',
  ],
  'flow-shear-outside': [
    "The needle's wall sees a shear beyond what the law was measured at.",
    'The law is extrapolated, and its band is widened.',
    'Calibrate at the pressures to be used, or take a needle or speed within the range.',
  ],
  'needle-unverified': [
    'The inner diameter of a gauge is not verified.',
    'Pressure goes with its third to fourth power.',
    'Measure the needle and write nozzle.inner, or take a gauge that is verified.',
  ],
  'flow-too-high': [
    'An ink would have to flow faster than its tool can push.',
    'The strand would come out too thin.',
    'Print slower, or with a narrower strand.',
  ],
  'flow-too-low': [
    'An ink would have to flow more slowly than its tool can push evenly.',
    'The strand would come in pulses.',
    'Print faster, or with a wider strand.',
  ],
  'pressure-too-high': [
    'The ink needs more pressure than the tool, the needle or the job allows.',
    'The strand would come out too thin, or not at all, and the syringe may come apart.',
    'Take a wider needle, another speed or a warmer ink: fixes that were tried are given.',
  ],
  'pressure-too-low': [
    'The ink needs less pressure than the tool can hold.',
    'The tool would lay too much.',
    'Take a thinner needle or a higher speed.',
  ],
  'pressure-near-limit': [
    'Within the tolerance of needle and ink the pressure may pass its limit.',
    'Another lot may not print.',
    'Calibrate the flow, or take the next wider needle.',
  ],
  'set-pressure-outside': [
    'The job sets a pressure that the tool may not have.',
    'The regulator cannot give it.',
    'Set a pressure within the range, or leave it out.',
  ],
  'below-start-pressure': [
    'The pressure that the job sets lies below the yield of the ink.',
    'Nothing would flow.',
    'Set the pressure that is given.',
  ],
  'pressure-off': [
    'At the pressure that the job sets the law gives another flow than is planned.',
    'Strands come out wider or narrower than planned.',
    'Set the pressure or the speed that is given, or calibrate.',
  ],
  'deposit-off-plan': [
    'A valve lays more or less than planned, because of ramps, lags and rests.',
    'Constant pressure lays more where the machine is slow.',
    'Set steady, or slow down, as is said.',
  ],
  'speed-beyond-machine': [
    'A strand needs a speed that the machine does not reach.',
    'Constant pressure lays too much there.',
    'Lower the pressure or the speed, or set steady.',
  ],
  'opening-too-short': [
    'A valve would open more briefly than it can dose.',
    'The dot would be missing.',
    'Lower the speed and pressure, or print larger dots.',
  ],
  'strand-drawn': [
    'Strands are thinner than the bore.',
    'The needle moves faster than the ink leaves it, and how far this ink can be drawn is unknown.',
    'Print a test line of that width, or take a finer needle.',
  ],
});

export const gateViabilityCodes = remarks('Gate viability', {
  'ink-kills-cells': [
    'Cells are loaded in an ink in which they do not survive.',
    'No cell would live after the print.',
    'Load the cells in a bioink, or remove them.',
  ],
  'hypotonic-solvent': [
    'The solvent of an ink is hypotonic.',
    'A part of the cells dies before printing begins.',
    'Dissolve the ink in an isotonic medium.',
  ],
  'viability-low': [
    'Fewer cells are predicted to live behind the needle than the job asks for.',
    'Shear in the needle damages cells.',
    'Take a wider or shorter needle, or a lower speed: fixes that were tried are given.',
  ],
  'viability-near-limit': [
    'Within its band the survival may fall below what the job asks for.',
    'Another lot may lose more.',
    'Take a wider needle or another speed.',
  ],
  'viability-extrapolated': [
    'A law of survival is used beyond the shear or time at which it was measured.',
    'The prediction is less certain than its number.',
    'Take a needle and speed within the range, or test the cells.',
  ],
  'cell-law-missing': [
    'No law of survival is known for a line of cells.',
    'Their survival cannot be predicted.',
    'Leave limits.viability out, or use a line with a law.',
  ],
  'viability-without-flow-law': [
    'Survival is asked for of an ink without a flow law.',
    'Its shear is unknown, and so is the survival.',
    'Measure the ink with bioweft calibrate flow.',
  ],
});
