import type { LineTable } from '../line-table.ts';

const dispatch = 'Klipper3d/klipper@01b3a6a klippy/gcode.py';
const display = 'Klipper3d/klipper@6ad6e39 klippy/extras/display_status.py';
const move = 'Klipper3d/klipper@001af18 klippy/extras/gcode_move.py';
const codes = 'Klipper3d/klipper@a477c50 docs/G-Codes.md';

/** Klipper: any name may be a macro of the lab, and a macro may do anything. */
export const klipperLines: LineTable = {
  firmware: 'Klipper',
  modelled:
    'G0-G4 G17-G21 G90-G92 M82 M83 M104 M109 M140 M190 ' +
    'ACTIVATE_EXTRUDER SET_HEATER_TEMPERATURE TEMPERATURE_WAIT PAUSE',
  harmless: [
    { codes: 'M73 M117 SET_DISPLAY_TEXT', where: 'anywhere', what: 'shows a text or the progress', source: display },
    { codes: 'M115 ECHO HELP STATUS', where: 'anywhere', what: 'reports to the host', source: dispatch },
    { codes: 'M114 GET_POSITION', where: 'anywhere', what: 'reports the place', source: move },
    { codes: 'M105', where: 'anywhere', what: 'reports temperatures', source: codes },
    { codes: 'M400', where: 'between strands', what: 'waits for the motion to end', source: codes },
    { codes: 'M220 M221', words: /^S100(\.0*)?$/, where: 'anywhere', what: 'sets a factor of 100 %', source: move },
    { codes: 'M18 M84', where: 'after the last motion', what: 'switches the motors off', source: codes },
  ],
  open: [
    { codes: 'X Y Z E F I J R', could: 'be left out', what: 'begins no command: Klipper answers "Unknown command"' },
  ],
  capitalsOnly: false,
  brackets: false,
  // A file on its card is cut at line feeds (klippy/extras/virtual_sdcard.py).
  returnEnds: false,
};
