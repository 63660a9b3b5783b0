import type { CommonOptions } from '../run-command.ts';

/** Flags of `bioweft send`. */
export interface SendOptions extends CommonOptions {
  readonly port?: string;
  readonly printer?: string;
  readonly firmware?: string;
  readonly baud?: string;
  readonly operator?: string;
  readonly resume?: 'layer' | 'strand' | true;
  readonly yes?: boolean;
  readonly practice?: boolean;
  readonly dryRun?: boolean;
  readonly leftIncubator?: string;
  readonly replyTimeout?: string;
  readonly record?: boolean;
}
