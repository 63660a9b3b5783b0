import { remarks } from './code-group.ts';

export const gateTemperatureCodes = remarks('Gate temperature', {
  'tool-out-of-range': [
    'A tool is asked for a temperature that it does not hold.',
    'The ink would be printed at another one.',
    'Use a tool that reaches it, or another temperature.',
  ],
  'tool-cannot-heat': [
    'An ink needs to be warm on a tool that cannot heat.',
    'It would be too thick, or not flow.',
    'Use a tool that heats.',
  ],
  'tool-cannot-cool': [
    'An ink needs to be cool on a tool that cannot cool.',
    'It would set or thin out in the cartridge.',
    'Use a tool that cools.',
  ],
  'cold-extrusion': [
    'A melt is pushed below the temperature at which it flows.',
    'The needle is blocked, and the syringe may break.',
    'Set the temperature of the ink within its window, on a tool that reaches it.',
  ],
  'ink-outside-window': [
    'An ink is held outside its window.',
    'It may set, melt or be damaged.',
    'Set its temperature within the window.',
  ],
  'ink-not-controlled': [
    'Nothing controls the temperature of an ink that does not suit a room.',
    'It would be printed at the temperature of the room.',
    'Use a tool with a temperature, or bring the cartridge to it by other means.',
  ],
  'ink-not-for-cells': [
    'Cells are loaded in an ink that is not for living cells.',
    'Its temperatures kill them.',
    'Load the cells in a bioink.',
  ],
  'cells-outside-window': [
    'Cells would be held at a temperature that they do not stand.',
    'They die in the cartridge.',
    'Set the temperature of the ink within the window of the cells.',
  ],
  'bed-out-of-range': [
    'The bed is asked for a temperature that it does not hold.',
    'The construct would lie at another one.',
    'Set bedTemperature within the range, or leave it out.',
  ],
  'bed-outside-cell-window': [
    'The bed has a temperature that the cells do not stand.',
    'They die after they were printed.',
    'Set bedTemperature within the window of the cells.',
  ],
  'bed-outside-ink-window': [
    "The bed has a temperature outside an ink's window.",
    'The strand may run or melt again.',
    'Set bedTemperature within the window of the ink.',
  ],
  'melt-beside-cells': [
    'A melt is laid beside living cells.',
    'Its heat may kill them.',
    'Print it first, and let each layer cool (layerDwell).',
  ],
  'hot-strand-beside-cells': [
    'Cells are laid beside a melt before it has cooled.',
    'The dose of heat on them is given.',
    'Set layerDwell, or print the melt of each layer last.',
  ],
  'heater-without-ink': [
    'The program heats a tool that holds no ink of the job.',
    'What is left in it may burn or run.',
    'Take the temperature out.',
  ],
  'flow-before-temperature': [
    'Ink flows before its temperature is reached.',
    'The first strands are printed too cold or too warm.',
    'Wait for the temperature first.',
  ],
  'wait-depends-on-room': [
    'A tool that only heats waits for a temperature near that of the room.',
    'In a warmer room the wait never ends.',
    'See that the room is cooler, or set a higher temperature.',
  ],
  'temperature-not-awaited': [
    'No command is known with which this printer waits for a temperature.',
    'The print pauses until the operator has seen it.',
    'Bring everything to temperature before the start.',
  ],
  'heater-stays-on': [
    'No command is known that ends a temperature control on this printer.',
    'It continues after the print.',
    'Switch it off at the machine.',
  ],
  'temperature-by-other-means': [
    'The job asks for a temperature that this printer does not control.',
    'The file cannot set it.',
    'Bring it there by other means, or choose another printer.',
  ],
  'temperature-out-of-range': [
    'A file sets a temperature beyond what a heater or cooler holds.',
    'It is not reached, and a wait for it never ends.',
    'Correct the temperature, or choose the printer that the file was written for.',
  ],
  'temperature-not-controlled': [
    'A file sets a temperature of what the printer does not control.',
    'The line is refused or ignored.',
    'Take the line out, or choose the printer that the file was written for.',
  ],
});

export const gateSupplyCodes = remarks('Gate supply', {
  'supply-to-load': [
    'How much of an ink has to be loaded.',
    'Prime, purge, dead volume and all wells are counted.',
    'Load at least that much.',
  ],
  'supply-short': [
    'An ink or its cells run out before the end.',
    'The print would end in the middle of a strand.',
    'Load what is said, or print fewer wells.',
  ],
  'supply-tight': ['An ink just suffices.', 'A bubble or a purge more, and it runs out.', 'Load a little more.'],
  'barrel-too-small': [
    'The barrel of a tool cannot push so much.',
    'The plunger would reach its end before the print does.',
    'Print fewer wells at a time, or mount a larger syringe.',
  ],
});

export const gateTimeCodes = remarks('Gate time', {
  'cells-outside-too-long': [
    'Cells wait outside the incubator longer than the job allows.',
    'They die of cold, drying and lack of gas.',
    'Print fewer wells at a time, or faster.',
  ],
  'cells-outside-long': [
    'Cells wait outside the incubator for longer than is usual.',
    'No binding limit holds for them, and many lines suffer.',
    'Print fewer wells at a time, or give limits.timeOnCells.',
  ],
  'pot-life-over': [
    'An ink is used for longer than it stays usable after mixing.',
    'It sets in the cartridge.',
    'Mix fresh ink during the print, or print fewer wells.',
  ],
  'cells-settle': [
    'Cells sink in the cartridge during the print.',
    'The first strands hold more cells than the last.',
    'Mix the cartridge during the print, or take a thicker ink.',
  ],
});

export const gateDoseCodes = remarks('Gate dose', {
  'dose-too-high': [
    'A layer gathers more light than allowed.',
    'Light and radicals damage cells.',
    'Give shorter or fewer cures.',
  ],
  'irradiance-unknown': [
    'The irradiance of a lamp is unknown.',
    'No dose can be given.',
    'Measure it at the construct and write photo.irradiance.',
  ],
});
