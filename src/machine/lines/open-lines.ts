import type { OpenLines } from '../../firmware/line-table.ts';

/**
 * What commands do that this reading does not follow, where firmwares agree about them (Marlin/src/gcode/gcode.cpp in
 * MarlinFirmware/Marlin@005ec91, src/GCodes/GCodes2.cpp in Duet3D/RepRapFirmware@014f1f1, grbl/gcode.c in
 * gnea/grbl@0b5604b, klippy/extras/gcode_move.py in Klipper3d/klipper@001af18). Only words for a warning: nothing is
 * held harmless for standing here.
 */
export const openLines: readonly OpenLines[] = [
  { codes: 'G2 G3', could: 'move', what: 'is an arc, which this machine may not run' },
  { codes: 'G5 G6', could: 'move', what: 'is a motion in a form of its own' },
  { codes: 'G7', could: 'move', what: 'is a motion or a mode, by the firmware' },
  { codes: 'G10 G11', could: 'move', what: 'draws the plunger back and forth, or sets an offset' },
  {
    codes: 'G28 G28.1 G30 G30.1',
    could: 'move',
    what: 'goes to the end stops or to a stored place, with a needle fitted',
  },
  { codes: 'G12 G26 G27 G29 G31-G35 G42 G76 G425', could: 'move', what: 'moves the head in a way of its own' },
  { codes: 'G38.2-G38.5', could: 'move', what: 'moves until a probe is hit' },
  { codes: 'G43 G43.1 G49', could: 'move', what: 'shifts the height by a tool length' },
  { codes: 'G53-G59 G59.1-G59.3', could: 'move', what: 'counts from an origin that is stored in the machine' },
  { codes: 'G60 G61', could: 'move', what: 'stores a place, or goes back to one' },
  { codes: 'G68 G69', could: 'move', what: 'turns the coordinates' },
  { codes: 'G92 G92.1-G92.3', could: 'move', what: 'gives the place another name' },
  {
    codes: 'M206 M218 M290 M428 M851 M420-M423 M425 M665-M671',
    could: 'move',
    what: 'shifts or bends the coordinates',
  },
  { codes: 'M401 M402 M125 M600 M701-M708', could: 'move', what: 'moves the head or the plunger in a way of its own' },
  { codes: 'M211 M564 M208', could: 'move', what: 'changes the limits within which the machine moves' },
  { codes: 'M302', could: 'stop', what: 'lets or keeps a cold plunger from moving' },
  {
    codes: 'M92 M579 M350 M200 M404 M592 M852',
    could: 'scale',
    what: 'changes how far an axis or the plunger moves for its word',
  },
  { codes: 'M221', could: 'scale', what: "multiplies the plunger's way of all that follows" },
  { codes: 'M220', could: 'scale', what: 'multiplies the speed of all that follows' },
  {
    codes: 'M201-M205 M566 M569 M572 M593 M900 M906-M908 M913-M915',
    could: 'change speeds',
    what: 'sets accelerations, corner speeds or drives',
  },
  { codes: 'M0 M1', could: 'stop', what: 'pauses or ends the print' },
  { codes: 'M2 M30', could: 'stop', what: 'ends the program, or deletes a file' },
  {
    codes: 'M112 M410 M108 M999 M81 M80 M524 M25 M226 M24',
    could: 'stop',
    what: 'stops, pauses or restarts the machine',
  },
  {
    codes: 'M17 M18 M84 M85',
    could: 'stop',
    what: 'switches the motors, after which the place of the needle is not sure',
  },
  {
    codes: 'M3-M5 M7-M9 M42 M64 M65 M106 M107 M126-M129 M280 M355 M380 M381',
    could: 'switch an output',
    what: 'switches an output that may be a valve, a lamp or a servo',
  },
  {
    codes: 'M98 M808 M810-M819 M32 M23 M28 M29 M486',
    could: 'run other lines',
    what: 'runs, repeats or leaves out lines',
  },
  { codes: 'M500-M502 M301-M309', could: 'change settings', what: 'changes settings of the machine' },
  { codes: 'T', could: 'move', what: 'selects a tool that the profile does not have' },
  {
    codes: 'SET_GCODE_OFFSET RESTORE_GCODE_STATE BED_MESH_PROFILE SKEW_PROFILE',
    could: 'move',
    what: 'shifts or bends the coordinates',
  },
  { codes: 'SAVE_GCODE_STATE', could: 'move', what: 'stores a state to which other lines go back' },
  {
    codes: 'SET_VELOCITY_LIMIT SET_PRESSURE_ADVANCE SET_INPUT_SHAPER',
    could: 'change speeds',
    what: 'sets accelerations, corner speeds or drives',
  },
  {
    codes: 'SET_PIN SET_SERVO SET_FAN_SPEED SET_LED',
    could: 'switch an output',
    what: 'switches an output that may be a valve, a lamp or a servo',
  },
  {
    codes: 'FORCE_MOVE MANUAL_STEPPER SYNC_EXTRUDER_MOTION SET_KINEMATIC_POSITION',
    could: 'move',
    what: 'moves an axis or the plunger in a way of its own',
  },
  { codes: 'CANCEL_PRINT FIRMWARE_RESTART RESTART', could: 'stop', what: 'stops or restarts the machine' },
  { codes: '$H $J', could: 'move', what: 'homes or jogs the machine' },
  { codes: '$', could: 'change settings', what: 'is a setting or a state of GRBL' },
  { codes: 'O', could: 'run other lines', what: 'is a subroutine, a loop or a condition' },
  { codes: '#', could: 'move', what: 'sets a number that other lines work with' },
  { codes: '/', could: 'be left out', what: 'is a line that some machines skip on demand' },
];
