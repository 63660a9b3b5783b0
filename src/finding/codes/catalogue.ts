import type { CodeGroup } from './code-group.ts';
import { filesCodes, flagCodes } from './command-errors.ts';
import { fileEndCodes, readingCodes } from './file-codes.ts';
import { objCodes, threeMfCodes } from './format-errors.ts';
import { gateFlowCodes, gateViabilityCodes } from './ink-codes.ts';
import { jobCodes } from './job-errors.ts';
import { calibrationTableCodes, libraryCodes } from './library-errors.ts';
import { linesAndNetworksCodes } from './line-errors.ts';
import { meshesCodes, stlCodes } from './mesh-errors.ts';
import { calibrationCodes, layerCodes, machineCodes } from './plan-codes.ts';
import { gateReadbackCodes } from './readback-codes.ts';
import { scaffoldsCodes, scansCodes } from './scan-errors.ts';
import { sendingCodes } from './send-errors.ts';
import { gateBoundsCodes, gateCollisionCodes, gateVesselCodes } from './space-codes.ts';
import { gateDoseCodes, gateSupplyCodes, gateTemperatureCodes, gateTimeCodes } from './time-codes.ts';
import { gateBathCodes, gateFidelityCodes, gateMeshCodes, gateOverhangCodes } from './tissue-codes.ts';

/** Every code of a finding or an error, by subject. `npm run findings` writes docs/findings.md from it. */
export const codeGroups = [
  gateBoundsCodes,
  gateVesselCodes,
  gateCollisionCodes,
  gateFlowCodes,
  gateViabilityCodes,
  gateTemperatureCodes,
  gateSupplyCodes,
  gateTimeCodes,
  gateDoseCodes,
  gateOverhangCodes,
  gateBathCodes,
  gateFidelityCodes,
  gateMeshCodes,
  gateReadbackCodes,
  fileEndCodes,
  readingCodes,
  layerCodes,
  machineCodes,
  calibrationCodes,
  filesCodes,
  flagCodes,
  jobCodes,
  libraryCodes,
  calibrationTableCodes,
  meshesCodes,
  stlCodes,
  threeMfCodes,
  objCodes,
  linesAndNetworksCodes,
  scansCodes,
  scaffoldsCodes,
  sendingCodes,
] as const;

type CodeOf<Group> = Group extends CodeGroup<infer Code> ? Code : never;

/** A code that stands in the catalogue: the compiler refuses any other. */
export type Code = CodeOf<(typeof codeGroups)[number]>;
