import { type LineTable, noAction } from '../line-table.ts';

const source = 'Duet3D/RepRapFirmware@014f1f1 src/GCodes/GCodes2.cpp, HandleMcode';

/** RepRapFirmware 3. */
export const rrfLines: LineTable = {
  firmware: 'RepRapFirmware',
  modelled: 'G0-G4 G17-G21 G90-G92 M82 M83 M104 M109 M116 M140 M141 M190 M191 M226 M568',
  harmless: [
    { codes: 'M117', where: 'anywhere', what: 'shows a text on the display', source },
    { codes: 'M118', words: noAction, where: 'anywhere', what: 'shows a text to the host', source },
    {
      codes: 'M27 M105 M114 M119 M408 M409',
      where: 'anywhere',
      what: 'reports the print, temperatures, the place or the state',
      source,
    },
    { codes: 'M115', words: /^$/, where: 'anywhere', what: 'reports the version of the firmware', source },
    { codes: 'M73', where: 'anywhere', what: 'notes the print times of a slicer', source },
    { codes: 'M102', where: 'anywhere', what: 'is ignored', source },
    { codes: 'M300', where: 'between strands', what: 'beeps', source },
    { codes: 'M400', where: 'between strands', what: 'waits for the motion to end', source },
    { codes: 'M220 M221', words: /^S100(\.0*)?$/, where: 'anywhere', what: 'sets a factor of 100 %', source },
    { codes: 'M17', where: 'before the first strand', what: 'switches the motors on', source },
    { codes: 'M18 M84', where: 'after the last motion', what: 'switches the motors off', source },
  ],
  open: [
    {
      codes: 'IF ELIF ELSE WHILE BREAK CONTINUE ABORT SKIP VAR GLOBAL SET ECHO',
      could: 'run other lines',
      what: 'is a condition, a loop, a variable or an output of its own language',
    },
    { codes: 'M0 M1 M2', could: 'stop', what: 'ends the print' },
    { codes: 'G10', could: 'move', what: 'sets the offset of a tool or of a work system, or draws the plunger back' },
    {
      codes: 'X Y Z E F I J R',
      could: 'be left out',
      what: 'begins no command but on a RepRapFirmware that is set to CNC or laser (M453, M452)',
    },
    { codes: 'M118', could: 'stop', what: 'asks the host to act: a sender pauses or ends the print' },
    { codes: 'M120 M121', could: 'move', what: 'stores modes, or goes back to stored ones' },
    { codes: 'M206', could: 'move', what: 'shifts the axes' },
    { codes: 'M290', could: 'move', what: 'shifts the height while the machine prints' },
  ],
  // Letters are made capitals (StringParser.cpp, DecodeCommand and Seen).
  capitalsOnly: false,
  // Only machines that are set to CNC skip them (StringParser.cpp, parsingBracketedComment).
  brackets: false,
  // Returns in a file are left out (StringParser.cpp, Put).
  returnEnds: false,
};
