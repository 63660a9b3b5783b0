import { InputError } from '../finding/input-error.ts';
import type { NozzleRequest } from '../ink/flow/nozzle.ts';

/** Throws InputError for the `flags` that were given (others are false) though they mean nothing for `what`. */
export function refuseIdleFlags(
  code: 'view-flags' | 'studio-flags',
  flags: readonly (string | false)[],
  what: string,
  fix: string,
): void {
  const idle = flags.filter((flag) => flag !== false);
  if (idle.length === 0) return;
  throw new InputError(code, `${idle.join(' and ')} mean${idle.length > 1 ? '' : 's'} nothing for ${what}.`, { fix });
}

/** A number given to a flag. Throws InputError naming the flag. */
export function parseNumber(text: string, flag: string, least?: 'positive'): number {
  const value = Number(text.trim().replace(/\s*mm$/, ''));
  if (text.trim() === '' || !Number.isFinite(value) || (least === 'positive' && value <= 0)) {
    const wanted = least === 'positive' ? 'a number above 0' : 'a number';
    throw new InputError('flag-number', `${flag} ${text}: not ${wanted}`, { fix: `Write, for example, ${flag} 0.4.` });
  }
  return value;
}

/** `22G` or an inner diameter in mm, as the job's nozzle settings. */
export function parseNozzle(text: string, length: string | undefined): NozzleRequest {
  const gauge = /^(\d+)\s*g$/i.exec(text.trim());
  const size = gauge ? { gauge: Number(gauge[1]) } : { inner: parseNumber(text, '--nozzle', 'positive') };
  return length === undefined ? size : { ...size, length: parseNumber(length, '--nozzle-length', 'positive') };
}

/** Flags that describe the taper of a needle. */
export interface TaperFlags {
  readonly shape?: string;
  readonly inlet?: string;
  readonly land?: string;
}

/** `--shape`, `--inlet` and `--land`, as the job's nozzle settings; an inlet alone says that the tip tapers. */
export function parseTaper({ shape, inlet, land }: TaperFlags): NozzleRequest {
  if (shape !== undefined && shape !== 'straight' && shape !== 'tapered') {
    throw new InputError('flag-shape', `--shape ${shape}: neither straight nor tapered`, {
      fix: 'Write --shape straight, or --shape tapered --inlet 4.3 with the inner diameter at the hub in mm.',
    });
  }
  const taper = inlet ?? land;
  if (shape === 'straight' && taper !== undefined) {
    throw new InputError('flag-shape', 'a straight needle has neither --inlet nor --land', {
      fix: 'Write --shape tapered, or leave --inlet and --land out.',
    });
  }
  if (shape === undefined && taper === undefined) return {};
  return {
    shape: shape ?? 'tapered',
    ...(inlet === undefined ? {} : { inlet: parseNumber(inlet, '--inlet', 'positive') }),
    ...(land === undefined ? {} : { land: parseNumber(land, '--land') }),
  };
}

/** A list separated by commas, without empty words. */
export function parseList(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
