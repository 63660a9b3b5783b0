import { remarks } from './code-group.ts';

export const gateOverhangCodes = remarks('Gate overhang', {
  'strand-without-support': [
    'A strand hangs further than its ink spans.',
    'It sags or falls.',
    'Lay a strand below it first, take a denser pattern, or print into a bath.',
  ],
  'layer-without-support': [
    'A layer lies on nothing.',
    'It falls.',
    'Lay a support below it, or print it the other way up.',
  ],
  'span-not-known': [
    'A strand hangs, and how far its ink spans is unknown.',
    'Whether it sags cannot be said.',
    'Print a gap test and enter the span in the ink.',
  ],
});

export const gateBathCodes = remarks('Gate bath', {
  'bath-without-vessel': [
    'A job prints into a bath, and no vessel with walls holds it.',
    'The bath would run off.',
    'Name a dish or a plate under vessel.',
  ],
  'bath-temperature': [
    'The bed is too warm or too cold for the bath.',
    'Outside its window it melts or sets, and carries nothing.',
    'Set the bed to the temperature that is given, or take another bath.',
  ],
  'bath-yield-unknown': [
    'The yield stress of the bath is not in the library.',
    'How far a needle bends in it cannot be said.',
    'Take a flow curve of the bath, and write it into an ink file of your own.',
  ],
  'bath-too-shallow': [
    'The highest strand lies above the bath.',
    'It would lie bare, without what carries it.',
    'Fill the bath to the depth that is given (bath.depth).',
  ],
  'bath-overflows': [
    'With ink and needles in it the bath rises above the rim.',
    'It runs into the neighbouring well, or over the machine.',
    'Fill less, as is said, or take a deeper vessel.',
  ],
  'bath-needle-short': [
    'A needle stands deeper in the bath than it is long.',
    'Its hub would dip in and drag the bath along.',
    'Take a needle of the length that is given.',
  ],
  'bath-fill': ['How much of the bath belongs into a well.', 'Ink and needles take room in it.', 'Fill in that much.'],
  'needle-bends': [
    'The tip of a needle stays behind its way in the bath.',
    'A bath that yields late holds a thin needle back.',
    'Take a thicker or shorter needle, or a bath that yields sooner.',
  ],
});

export const gateFidelityCodes = remarks('Gate fidelity', {
  'part-without-strand': [
    'A part holds no strand on any layer.',
    'It would be missing.',
    'Take a narrower strand or a finer layer, or look at what covers it.',
  ],
  'body-without-strand': [
    'A body of a mesh holds no strand.',
    'It would be missing.',
    'Take a narrower strand, or remove the body from the mesh.',
  ],
  'area-lost': [
    'No strand reaches a share of a body.',
    'That tissue would be missing.',
    'Take a narrower strand, another pattern than a spiral, or thinWalls, as is said.',
  ],
  'tip-left-out': [
    'A tip thinner than a strand stays empty.',
    'The body ends a little sooner than its model.',
    'Take a narrower strand if the tip matters.',
  ],
  'ink-outside': [
    'Strands cover room beyond the border of a body.',
    'The tissue is larger there than its model.',
    'Take a narrower strand.',
  ],
  'ink-too-much': [
    'A body gets more ink than its volume.',
    'Ink swells out of it.',
    'Take fewer contours, a wider spacing or a narrower strand.',
  ],
  'line-lost': [
    'A part of a branch is not printed.',
    'The network would be interrupted.',
    'Smooth the branch there, or take a finer needle.',
  ],
  'line-width': [
    'A branch is printed wider or narrower than asked.',
    'Its lumen has another width.',
    'Let its radius change more evenly.',
  ],
  'line-outside': ['A strand lies where the job has no line.', 'A plan must not add lines.', 'Report the job.'],
  'well-without-strand': [
    'A well that the job names gets no strand.',
    'It would stay empty.',
    'Leave it out, or change the settings of that well.',
  ],
  'ink-without-strand': [
    'No strand is laid of an ink that a part is made of.',
    'The part would lack that ink.',
    'Give it room for a strand, or take it out of the parts.',
  ],
  'strands-missing': [
    'The program lays fewer strands than were planned.',
    'Tissue would be missing.',
    'Report the job.',
  ],
});

export const gateMeshCodes = remarks('Gate mesh', {
  'mesh-cancels': [
    'Faces stand in the file twice, once each way.',
    'What they enclose has no volume, and is not printed.',
    'Export the part as a solid body.',
  ],
  'mesh-opening': [
    'An opening was closed by a guess.',
    'What is printed there is not what was modelled.',
    'Close the opening in the model.',
  ],
  'mesh-ends-closed': [
    'Flat openings were closed.',
    'Their rims are flat, so that one way to close them is given.',
    'Nothing, or close them in the model.',
  ],
  'mesh-lumen': [
    'A surface of open ends without a wall is printed as its lumen, filled.',
    'A vessel may have been meant as a wall.',
    'Where a wall is meant, give shell.',
  ],
  'mesh-hole-alone': [
    'Layers have holes that lie in nothing or in each other.',
    'A surface around them is lost or inside out.',
    'Repair the mesh and export it again.',
  ],
  'mesh-gap': [
    'A wide gap was closed while slicing.',
    'The outline there is a guess.',
    'Repair the mesh and export it again.',
  ],
  'mesh-piece-lost': [
    'Pieces of the surface found nothing to close with.',
    'What they enclose is not printed.',
    'Repair the mesh and export it again.',
  ],
  'mesh-repaired': [
    'A mesh was repaired while it was read or sliced.',
    'The result is probably what was meant.',
    'Look at the layers in the viewer.',
  ],
  'mesh-open': [
    'A mesh is not watertight.',
    'Gaps are closed layer by layer.',
    'Repair the model, or look at the layers in the viewer.',
  ],
  'mesh-left-out': [
    'A part of a file was left out.',
    'It was not meant to be printed, or cannot be.',
    'Read why, and export the file again where it was meant.',
  ],
  'mesh-fixed': [
    'A mesh that did not slice well was looked at again and repaired.',
    'The repair is reported.',
    'Look at the layers in the viewer.',
  ],
  'unit-doubtful': [
    'The size of a part looks as if its unit were another one.',
    'A part of the wrong unit is a thousand times too large or small.',
    'Set the units of the part, or ignore this where the size is right.',
  ],
  'wall-thin': [
    'A wall of a part is thinner than the strand.',
    'It is laid narrower, or left out.',
    'Take a finer needle, or thicken the wall.',
  ],
  'wall-lost': [
    'A wall of a part is so thin that no strand fits.',
    'It would be missing.',
    'Take a finer needle, or thicken the wall.',
  ],
  'branch-crossing': [
    'A branch runs through another without a joint.',
    'Two vessels would be merged.',
    'Move one of them aside, or let them join at a point.',
  ],
});
