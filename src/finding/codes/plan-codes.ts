import { remarks } from './code-group.ts';

export const layerCodes = remarks('Planning: strands and layers', {
  'strand-narrowed': [
    'A wall too thin for its strand is laid narrower.',
    'The strand holds less ink than asked.',
    'Make the wall a little thicker, or use a finer nozzle.',
  ],
  'solid-not-filled': [
    'A solid fill leaves room without ink.',
    'The part is less dense than asked.',
    'Fill with parallel or concentric strands, or use a finer nozzle.',
  ],
  'gradient-ignored': [
    'A pattern cannot change its spacing along an axis.',
    'The gradient is not printed.',
    'Use a pattern that can.',
  ],
  'porosity-below-touching': [
    'A porosity is lower than strands that touch.',
    'It cannot be reached with this width and height.',
    'Ask for a higher porosity, for solid fill, or for a thinner strand.',
  ],
  'spacing-below-width': [
    'Strands stand closer than they are wide.',
    'They fuse.',
    'Choose solid fill, or a wider spacing.',
  ],
  'ink-above-room': [
    'The ink of a lattice takes more than its room.',
    'It swells out of the part.',
    'Choose a wider spacing, or solid fill.',
  ],
  'strand-thinner-than-layer': [
    'Strands are thinner than their layer is high.',
    'Each is laid above what should carry it.',
    'Lower the layers, or take wider strands.',
  ],
  'bottom-cut': [
    'The lowest slice of a part holds no strand and is cut off.',
    'The construct is that much lower.',
    'Take a finer nozzle or thinner layers if the tip matters.',
  ],
  'part-porosity': [
    'With its rim a part comes to another porosity than asked.',
    'The porosity that was asked for is that of the lattice.',
    'Change the spacing as is said, where the part was meant.',
  ],
  'region-area': [
    'The regions of a layer add up to more than its section.',
    'Two inks may overlap there.',
    'Look at the layer in the viewer, or move a part by a micrometre.',
  ],
  slivers: [
    'Pieces too narrow for a strand were left out where parts overlap.',
    'They are too small to print.',
    'Nothing, unless much is left out.',
  ],
  'section-below-strand': [
    'A section holds no strand and stays empty.',
    'A detail is missing on that layer.',
    'Take a finer nozzle if it matters.',
  ],
  'first-layer-spacing': [
    'The first layer is higher than the others and keeps their spacing.',
    'Its porosity differs.',
    'Give it the same height where that matters.',
  ],
  'height-rest': [
    'The layers do not add up to the height of the construct.',
    'The top is a little too high or too low.',
    'Take the layer height that is given.',
  ],
  'part-height': [
    'A part meets another within a layer, and whole layers give it more or less than its height.',
    'Up to half a layer more or less of it is printed, which is much of a thin part.',
    'Take the layers that are given: they end where the parts meet.',
  ],
  'lines-planned': ['How many strands the branches became.', 'Branches that overlap are printed once.', 'Nothing.'],
  'branch-oddity': [
    'A file of lines holds something odd that was understood.',
    'It is said how it was read.',
    'Correct the file where another thing was meant.',
  ],
  'setting-unused': [
    'A setting of the job changes nothing.',
    'What was meant by it is not done.',
    'Take it out, or set what it belongs to.',
  ],
  'at-renamed': ['A job uses an older key for the place of the construct.', 'It is still read.', 'Write place.'],
});

export const machineCodes = remarks('Planning: machine, light and place', {
  'speed-chosen': [
    'The job leaves the speed of an ink open: one was chosen, or none suits.',
    'Speed decides on pressure, shear and time.',
    'Give a speed where another is meant; where none suits, take a wider needle or a thinner ink.',
  ],
  'steady-speed': [
    'An ink is printed so slowly that constant pressure lays it evenly.',
    'While a machine speeds up and slows down, constant pressure lays too much.',
    'Set steady: off where speed matters more.',
  ],
  'handedness-unconfirmed': [
    'Which way the axes of a printer point was not read in a source.',
    'A construct that is not symmetric may come out mirrored.',
    'Print the letter F and confirm it.',
  ],
  'construct-mirrored': [
    'The construct is written mirrored because a letter F came out so.',
    'It comes out right on this printer.',
    'Print the letter again where the printer was changed.',
  ],
  'prime-by-hand': [
    'No free place is left for priming.',
    'The print pauses for manual priming.',
    'Give the profile a waste position, or make the construct smaller.',
  ],
  'layers-not-crosslinked': [
    'The last layers are printed after the last crosslinking.',
    'They stay soft.',
    'Add an entry at: end.',
  ],
  'light-shared': [
    'Wells ask for different light from a lamp that lights the whole plate.',
    'Every well gets the sum.',
    'Choose a lamp that lights one well, or print one condition at a time.',
  ],
  'lamp-too-weak': [
    'A lamp gives less light than the job asks for.',
    'The dose would be lower.',
    'Set the seconds that give the same dose.',
  ],
  'no-lamp': [
    'The printer has no lamp of that wavelength.',
    'The print pauses for manual light.',
    'Choose a printer with such a lamp, or another wavelength.',
  ],
});

export const calibrationCodes = remarks('Calibration', {
  'calibration-used': ['A calibration was used.', 'The plan rests on it.', 'Nothing.'],
  'calibration-foreign': [
    'A calibration was made with another needle or printer.',
    'It does not hold here.',
    'Calibrate with what is to be printed.',
  ],
  'calibration-other-lot': ['A calibration is of another lot.', 'Lots differ.', 'Calibrate the flow of this lot.'],
  'calibration-stale': ['A calibration is old.', 'Inks and needles change.', 'Calibrate again.'],
  'calibration-width': [
    'Strands came out wider or narrower than their volume gives.',
    'Pores and insets are planned with that width.',
    'Nothing.',
  ],
  'calibration-delivery': [
    'A plunger delivers more or less than it should.',
    'Its way is corrected; a large share points at a wrong bore.',
    'Check the bore in the profile, and calibrate again.',
  ],
  'calibration-far': [
    'Weighings lie far from the law of the library.',
    'Needle, pressure or concentration may be another one.',
    'Check what was written in the table.',
  ],
});
