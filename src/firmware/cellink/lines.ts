import type { LineTable } from '../line-table.ts';

const names = 'CELLINKAB/Marlin@005630a Marlin/src/feature/guppi_printhead/chant_m_codes.cpp, names of the handlers';
const sheet = 'CELLINK, G-code commands for the INKREDIBLE, version 2, scribd.com/document/469504134';
const waits = 'MarlinFirmware/Marlin@005ec91 Marlin/src/gcode/gcode.cpp, on which the firmware is built';

/** BIO X, BIO X6 and BIO CELLX. */
export const cellinkBioxLines: LineTable = {
  firmware: 'the CELLINK BIO X',
  modelled: 'G0-G4 G7 G21 G90-G92 M0 M82 M83 M771 M800 M801',
  harmless: [
    {
      codes: 'M772 M774 M824',
      where: 'anywhere',
      what: 'reads temperatures, pressures or the active tool',
      source: names,
    },
    { codes: 'M400', where: 'between strands', what: 'waits for the motion to end', source: waits },
    { codes: 'M18 M84', where: 'after the last motion', what: 'switches the motors off', source: waits },
  ],
  open: [
    { codes: 'M750-M753 M808', could: 'switch an output', what: 'starts or stops the flow' },
    { codes: 'M773 M816 M1036', could: 'change settings', what: 'sets a pressure' },
    { codes: 'M790', could: 'scale', what: 'multiplies the speed of a printhead' },
    { codes: 'M805 M806', could: 'switch an output', what: 'switches light' },
    { codes: 'M811 M817 M823 M856 G510-G516', could: 'move', what: 'moves heads, plungers or the lid' },
  ],
  capitalsOnly: true,
  brackets: false,
};

/** INKREDIBLE and INKREDIBLE+: the sheet is all that is published. */
export const cellinkInkredibleLines: LineTable = {
  firmware: 'the CELLINK INKREDIBLE',
  modelled: 'G0-G4 G21 G90 G91 M0 M82 M83',
  harmless: [{ codes: 'M84', where: 'after the last motion', what: 'switches the motors off', source: sheet }],
  open: [
    { codes: 'M750-M753', could: 'move', what: 'homes, selects or retracts the printheads' },
    { codes: 'M760-M765', could: 'switch an output', what: 'switches a valve or the light' },
    { codes: 'M712 M713 M721 M723 M731 M732', could: 'move', what: 'sets the offset between printheads' },
  ],
  capitalsOnly: true,
  brackets: false,
};
