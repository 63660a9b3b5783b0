import type { LineTable } from '../line-table.ts';

const source = 'jungjuseong/RokitCura@aa2f7c4 docs/rokit-code/invivio-gcode-command.md';

/** Rokit Dr. INVIVO 4D6. */
export const rokitLines: LineTable = {
  firmware: 'the Rokit INVIVO',
  modelled: 'G0-G4 G21 G90-G92 G92.1 M82 M83 M109 M302 M303 M306 M308 M600',
  harmless: [
    { codes: 'G95', words: /^$/, where: 'between strands', what: 'waits for all motion in the buffer', source },
    { codes: 'M400', where: 'between strands', what: 'waits for the motion to end', source },
    {
      codes: 'M105 M114 M115 M119 M300',
      where: 'anywhere',
      what: 'reads temperatures, the place or the state',
      source,
    },
    { codes: 'M220', words: /^S100(\.0*)?$/, where: 'anywhere', what: 'sets a factor of 100 %', source },
    { codes: 'M17', where: 'before the first strand', what: 'switches all motors on', source },
    { codes: 'M18', where: 'after the last motion', what: 'switches the motors off', source },
  ],
  open: [
    { codes: 'M29', could: 'move', what: 'homes an axis' },
    { codes: 'M73', could: 'stop', what: 'notes the progress, or switches the drives off: the sources disagree' },
    { codes: 'M301 M302 M330', could: 'switch an output', what: 'starts or stops a shot' },
    { codes: 'M304 M305 M307', could: 'change settings', what: 'sets vacuum and intervals of the shots' },
    { codes: 'M172-M177 M381-M389', could: 'switch an output', what: 'switches light or the compressor' },
    { codes: 'M72 M80', could: 'stop', what: 'switches drives, or resets the print' },
  ],
  capitalsOnly: true,
  brackets: false,
};
