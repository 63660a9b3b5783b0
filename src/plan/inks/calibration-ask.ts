import type { NozzleRequest } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Profile } from '../../printer/profile.ts';

export const calibrationKinds = ['line', 'flow', 'lag'] as const;
export type CalibrationKind = (typeof calibrationKinds)[number];

/** What is to be calibrated. mm, mm/s, kPa, µL/s, s, °C. */
export interface CalibrationAsk {
  readonly kind: CalibrationKind;
  readonly profile: Profile;
  readonly ink: Ink;
  /** How the table names the ink: its id, or the path of its file from the table's folder. */
  readonly inkText: string;
  readonly tool?: string | undefined;
  readonly nozzle: NozzleRequest;
  readonly nozzleText: string;
  readonly celsius?: number | undefined;
  readonly lot?: string | undefined;
  /** Middle of the print; default: where vessels stand. */
  readonly at?: readonly [number, number] | undefined;
  readonly speeds?: readonly number[] | undefined;
  readonly pressures?: readonly number[] | undefined;
  readonly flows?: readonly number[] | undefined;
  readonly seconds: number;
}

/** One line or one weighing of a calibration. */
export interface Trial {
  readonly label: string;
  readonly kPa: number | null;
  readonly flowUl: number;
  readonly speed: number;
  readonly preflow: number;
  /** Of a weighing. */
  readonly seconds: number;
}
