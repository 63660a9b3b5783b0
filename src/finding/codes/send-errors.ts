import { mistakes } from './code-group.ts';

export const sendingCodes = mistakes(
  'Sending',
  'A print that is begun on the wrong port, printer or place cannot be taken back.',
  {
    port: ['A port cannot be opened.', 'Run bioweft ports to list the ports.'],
    'port-needed': ['No port is given.', 'Run bioweft ports, then give --port.'],
    'port-missing': ['A port is not there.', 'Check the cable, and run bioweft ports.'],
    'port-forbidden': ['A port may not be used.', 'Add yourself to its group and log in again.'],
    'port-busy': ['A port is in use by another program.', 'Close the other program.'],
    'port-no-port': ['A path is not a serial port.', 'Run bioweft ports.'],
    'port-address': ['An address is no address of a printer.', 'Write tcp://host:port.'],
    'firmware-unknown': ['It is unknown how the printer is spoken to.', 'Give --firmware when you know it.'],
    'file-changed': ['The file was changed since it was checked.', 'Slice the job again.'],
    'nothing-printed': [
      'The print broke off before its first strand.',
      'Make sure of the zero, and print from the start.',
    ],
    'print-finished': ['The print was finished.', 'Leave --resume out.'],
    'resume-no-printer': ['A print is resumed without its profile.', 'Give --printer.'],
    'resume-place': ['The place of the needle cannot be rebuilt from the file.', 'Print from the start.'],
    'journal-missing': ['This file was never sent.', 'Leave --resume out.'],
    'journal-which': ['No print of this file was begun on that port.', 'Give the port of the print that is resumed.'],
    'journal-in-use': ['Another sender prints this file on this port.', 'Wait for it to end.'],
    'journal-strange': ['A file is not a journal of bioweft.', 'Move it away.'],
    'journal-unwritable': ['The journal cannot be written.', 'Make room, or print from another folder.'],
    'journal-empty': ['The journal holds no session.', 'Print from the start.'],
    'fault-unknown': ['A fault of the virtual printer is unknown.', 'Take one of those that are listed.'],
    'fault-odds': ['A fault has no probability or place.', 'Write name:probability or name@command.'],
  },
);
