import { remarks } from './code-group.ts';

export const gateBoundsCodes = remarks('Gate bounds', {
  'strand-outside-machine': [
    'A strand lies beyond the reach of the machine.',
    'The axis would run into its end and the rest of the print would be shifted.',
    'Move the construct or the vessel, or make the part smaller, by what is said.',
  ],
  'travel-outside-machine': [
    "A travel, a lift or a tool's offset leads beyond the reach of the machine.",
    'The axis would run into its end and the rest of the print would be shifted.',
    'Move the construct, or lower hop, safeZ or the offset of the tool.',
  ],
  'out-of-reach': [
    'The file moves an axis beyond its reach.',
    'The axis would run into its end and lose its place.',
    'Choose the printer that the file was written for, or move the construct.',
  ],
  'below-surface': [
    'The file moves the needle below the surface that is printed on.',
    'The needle would be bent, or the vessel broken.',
    'Check the height of the bed and of the vessel in the file.',
  ],
  'own-lines-out-of-reach': [
    'Lines of the profile between the strands move an axis beyond its reach.',
    'Start, end, tool and lamp lines move the machine as any other line does.',
    'Correct these lines or the safeZ of the profile.',
  ],
  'own-lines-below-surface': [
    'Lines of the profile between the strands move the needle below the surface that is printed on.',
    'The needle would be bent, or the vessel broken.',
    'Correct these lines or the safeZ of the profile.',
  ],
  'position-out-of-range': [
    'The file goes further than 2.1 m from the origin.',
    'Such places cannot be kept in nanometres, and no bioprinter reaches them.',
    'Look for a slip in the unit of the file.',
  ],
});

export const gateVesselCodes = remarks('Gate vessel', {
  'branch-outside': [
    'A line runs through the wall of the vessel.',
    'The needle would run into the wall.',
    'Take a wider vessel, move the part, or check the unit of the file.',
  ],
  'needle-below-floor': [
    'The needle would go below the floor of the vessel.',
    'It would be bent, or the vessel broken.',
    'Check the layer heights and the floor of the vessel.',
  ],
  'hub-below-floor': [
    'The hub of the needle would go below the floor of the vessel.',
    'The head would press on the vessel.',
    'Check the length of the needle and the floor of the vessel.',
  ],
  'idle-needle-below-floor': [
    'The needle of an idle tool would go below the floor of the vessel.',
    'It would be bent, or the vessel broken, while another tool prints.',
    'Let the idle tool lift further, or fit a shorter needle on it.',
  ],
  'idle-hub-below-floor': [
    'The hub of an idle tool would go below the floor of the vessel.',
    'The idle head would press on the vessel.',
    'Let the idle tool lift further.',
  ],
  'needle-close-to-wall': [
    'The needle passes the wall of a well more closely than is safe.',
    'A plate that is not quite in place, or a bent needle, then meets the wall.',
    'Move the construct to the middle of the well, or make it smaller.',
  ],
  'hub-close-to-wall': [
    'The hub of the needle passes the wall of a well more closely than is safe.',
    'A plate that is not quite in place then meets the wall.',
    'Use a longer needle, or make the construct smaller.',
  ],
  'idle-needle-close-to-wall': [
    'The needle of an idle tool passes the wall of a well more closely than is safe.',
    'A plate that is not quite in place then meets the wall.',
    'Let the idle tool lift further, or move the construct.',
  ],
  'idle-hub-close-to-wall': [
    'The hub of an idle tool passes the wall of a well more closely than is safe.',
    'A plate that is not quite in place then meets the wall.',
    'Let the idle tool lift further, or move the construct.',
  ],
  'needle-crosses-rim': [
    'The needle leaves a well below its rim.',
    'It would be bent and drag the vessel along.',
    'Lift higher between wells.',
  ],
  'hub-crosses-rim': [
    'The hub of the needle leaves a well below its rim.',
    'The head would drag the vessel along.',
    'Lift higher between wells.',
  ],
  'idle-needle-crosses-rim': [
    'The needle of an idle tool leaves a well below its rim.',
    'It would be bent and drag the vessel along.',
    'Lift higher between wells, or let the idle tool lift further.',
  ],
  'idle-hub-crosses-rim': [
    'The hub of an idle tool leaves a well below its rim.',
    'The idle head would drag the vessel along.',
    'Lift higher between wells, or let the idle tool lift further.',
  ],
  'idle-needle-meets-vessel': [
    'The needle of an idle tool meets the wall of a well, below its rim.',
    'It would be bent and drag the vessel along.',
    'Let the idle tool lift further, fit a shorter needle, or take it off.',
  ],
  'idle-hub-meets-vessel': [
    'The hub of an idle tool meets the wall of a well, below its rim.',
    'The idle head would drag the vessel along.',
    'Let the idle tool lift further, fit a shorter needle, or take it off.',
  ],
  'needle-meets-wall': [
    'The needle meets the wall of a well.',
    'It would be bent and drag the vessel along.',
    'Move the construct or make it smaller, or choose a wider well.',
  ],
  'hub-meets-wall': [
    'The hub of the needle meets the wall of a well.',
    'The head would drag the vessel along.',
    'Use the longer needle that the finding names; where none passes, make the construct smaller, or take a wider well or a vessel with lower walls.',
  ],
  'idle-needle-meets-wall': [
    'The needle of an idle tool meets the wall of a well.',
    'It would be bent and drag the vessel along.',
    'Let the idle tool lift further, or make the construct smaller.',
  ],
  'idle-hub-meets-wall': [
    'The hub of an idle tool meets the wall of a well.',
    'The head would drag the vessel along.',
    'Let the idle tool lift further, or make the construct smaller.',
  ],
  'needle-in-wall': [
    'A file leads the needle into the wall of a well.',
    'It would be bent and drag the vessel along.',
    'Make the part smaller, or lift higher between wells.',
  ],
  'hub-in-wall': [
    'A file leads the hub of the needle into the wall of a well.',
    'The head would drag the vessel along.',
    'Use a longer needle, make the part smaller, or lift higher between wells.',
  ],
  'own-lines-needle-in-wall': [
    'Lines of the profile between the strands lead the needle into the wall of a well.',
    'It would be bent and drag the vessel along.',
    'Correct these lines or the safeZ of the profile.',
  ],
  'own-lines-hub-in-wall': [
    'Lines of the profile between the strands lead the hub of the needle into the wall of a well.',
    'The head would drag the vessel along.',
    'Correct these lines or the safeZ of the profile.',
  ],
  'strand-off-vessel': [
    'Strands reach beyond the edge of the vessel.',
    'Their ink has nothing to lie on.',
    'Move the construct, or make it smaller.',
  ],
  'strand-meets-wall': [
    'Strands reach into the wall of a well.',
    'Their ink has no room there and is pushed aside.',
    'Move the construct, make it smaller, or use a wider well.',
  ],
  'origin-outside-wells': [
    'The start block calls the place of the needle the origin, and the vessel has no floor there.',
    'The operator cannot touch the needle off where the file begins.',
    'Give vessel.a1, use a dish, or correct the frame of the profile.',
  ],
  'sideways-before-rise': [
    'The first motion of a file is not a rise.',
    'The needle is dragged through whatever stands beside it.',
    'Let the file rise first, or lift the needle manually before the start.',
  ],
  'own-lines-sideways-before-rise': [
    "The first motion of the profile's lines is not a rise.",
    'The needle is dragged through whatever stands beside it.',
    'Let the start lines of the profile rise first.',
  ],
});

export const gateCollisionCodes = remarks('Gate collision', {
  'needle-drags-over-strands': [
    'A needle without ink is moved through strands that are printed.',
    'It takes the soft strands with it.',
    'Give the job a hop.',
  ],
  'needle-through-strands': [
    'A needle runs into a strand that was printed before.',
    'The strand is cut, and the needle is blocked.',
    'Print the lower strands first, give a hop, or take a thinner needle.',
  ],
  'hub-through-strands': [
    'The hub of a needle runs into what is printed.',
    'The construct is crushed.',
    'Use a longer needle, or print the lower strands first.',
  ],
  'idle-needle-through-strands': [
    'The needle of an idle tool runs into what is printed.',
    'The construct is cut by a tool that prints nothing.',
    'Let the idle tool lift further, or fit a shorter needle on it.',
  ],
  'idle-hub-through-strands': [
    'The hub of an idle tool runs into what is printed.',
    'The construct is crushed by a tool that prints nothing.',
    'Let the idle tool lift further.',
  ],
});
