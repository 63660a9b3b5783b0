import type { LineTable } from '../line-table.ts';

const source = 'gnea/grbl@0b5604b grbl/gcode.c';

/** With axis words behind them GRBL moves by these, as by the last motion; with S or F they set what those say. */
const alone = /^$/;

/** GRBL 1.1. */
export const grblLines: LineTable = {
  firmware: 'GRBL',
  modelled: 'G0-G4 G17-G21 G53 G80 G90 G91 G91.1 G92 G92.1 G93 G94 M0 F',
  harmless: [
    {
      codes: 'G40',
      words: alone,
      where: 'anywhere',
      what: 'switches off what GRBL never has on, the radius of a tool',
      source,
    },
    {
      codes: 'G61',
      words: alone,
      where: 'anywhere',
      what: 'sets the only way of following a path that GRBL has',
      source,
    },
    {
      codes: 'G54',
      words: alone,
      where: 'before the first strand',
      what: 'selects the work system that GRBL starts in',
      source,
    },
    { codes: 'M1', words: alone, where: 'anywhere', what: 'is ignored', source },
    {
      codes: 'M2 M30',
      words: alone,
      where: 'after the last motion',
      what: 'waits, switches the outputs off and resets modes',
      source,
    },
  ],
  open: [
    { codes: 'G28 G30', could: 'move', what: 'goes to a place that is stored in the machine' },
    { codes: 'G28.1 G30.1', could: 'change settings', what: 'stores the place in the machine' },
    { codes: 'G10', could: 'move', what: 'stores the origin of a work system' },
    { codes: 'M2 M30', could: 'stop', what: 'ends the program: it switches the outputs off and resets modes' },
    {
      codes: 'G40 G61 M1',
      could: 'move',
      what: 'with words behind it goes on with the last motion, or sets what they say',
    },
    { codes: 'S', could: 'switch an output', what: 'sets the duty cycle of the spindle output, which may be a lamp' },
    { codes: 'T', could: 'stop', what: 'names a tool, which GRBL does not change' },
  ],
  capitalsOnly: false,
  brackets: true,
  // Every byte that begins a word is a letter, or the line is refused (gcode.c, STATUS_EXPECTED_COMMAND_LETTER).
  checksums: false,
};
