import { type HarmlessLines, type LineTable, noAction } from '../line-table.ts';

const dispatch = 'MarlinFirmware/Marlin@005ec91 Marlin/src/gcode/gcode.cpp, process_parsed_command';

const harmless: readonly HarmlessLines[] = [
  { codes: 'M117', where: 'anywhere', what: 'shows a text on the display', source: dispatch },
  { codes: 'M118', words: noAction, where: 'anywhere', what: 'shows a text to the host', source: dispatch },
  {
    codes: 'M27 M31 M105 M114 M115 M119 M503',
    where: 'anywhere',
    what: 'reports the card, a time, temperatures, the place, capabilities, end stops or settings',
    source: dispatch,
  },
  { codes: 'M113 M154 M155', where: 'anywhere', what: 'sets how often the firmware reports', source: dispatch },
  {
    codes: 'M73 M75 M77 M78',
    where: 'anywhere',
    what: 'keeps the progress and the clock of the print',
    source: dispatch,
  },
  { codes: 'M300', where: 'between strands', what: 'plays a tone', source: dispatch },
  { codes: 'M400', where: 'between strands', what: 'waits for the motion to end', source: dispatch },
  { codes: 'M220 M221', words: /^S100(\.0*)?$/, where: 'anywhere', what: 'sets a factor of 100 %', source: dispatch },
  { codes: 'M17', where: 'before the first strand', what: 'switches all motors on', source: dispatch },
  { codes: 'M18 M84', where: 'after the last motion', what: 'switches the motors off', source: dispatch },
];

/** Marlin 2; what is built on it differs in what it carries out. */
export const marlinLines: LineTable = {
  firmware: 'Marlin',
  modelled: 'G0-G4 G17 G21 G80 G90-G92 M0 M1 M82 M83 M104 M109 M140 M141 M190 M191 M200',
  harmless,
  // Marlin/src/gcode/gcode.cpp, process_parsed_command: without these options the codes are unknown to it.
  open: [
    {
      codes: 'X Y Z E F I J R',
      could: 'be left out',
      what: 'begins a command only on a Marlin built with GCODE_MOTION_MODES',
    },
    { codes: 'M118', could: 'stop', what: 'asks the host to act: a sender pauses or ends the print' },
    { codes: 'M76', could: 'stop', what: 'asks the host for a pause on a Marlin built with HOST_PAUSE_M76' },
    { codes: 'G5', could: 'be left out', what: 'is a curve only to a Marlin built with BEZIER_CURVE_SUPPORT' },
    {
      codes: 'G18 G19',
      could: 'be left out',
      what: 'chooses the plane of arcs only on a Marlin built with CNC_WORKSPACE_PLANES',
    },
    {
      codes: 'G20',
      could: 'be left out',
      what: 'means inches only to a Marlin built with INCH_MODE_SUPPORT; numbers are mm to all others',
    },
  ],
  capitalsOnly: true,
  // PAREN_COMMENTS is not set (MarlinFirmware/Configurations, Configuration_adv.h).
  brackets: false,
};
