import { InputError } from '../../finding/input-error.ts';
import { gauges, innerTolerance, type Needle, needleOf } from './needle-table.ts';

/** What stands between the cartridge and the construct; lengths in mm. */
export interface Nozzle {
  readonly label: string;
  /** At the tip. */
  readonly inner: number;
  readonly outer: number;
  /** Of the whole bore, cone and land together. */
  readonly length: number;
  /** Inner diameter at the hub when tapered; equal to `inner` for a straight needle. */
  readonly inlet: number;
  /** Straight piece at the end of a tapered tip; the whole length for a straight needle. */
  readonly land: number;
  /** The inner diameter may be off by this much, plus or minus. */
  readonly tolerance: number;
  readonly verified: boolean;
  readonly source: string;
}

/** A nozzle as a job describes it (`nozzle:` of an ink). */
export interface NozzleRequest {
  readonly gauge?: number | undefined;
  readonly inner?: number | undefined;
  readonly outer?: number | undefined;
  readonly length?: number | undefined;
  readonly shape?: 'straight' | 'tapered' | undefined;
  readonly inlet?: number | undefined;
  readonly land?: number | undefined;
}

/**
 * The nozzle meant by a job's settings: the gauge gives the diameters, given diameters override them; a missing outer
 * one follows from the wall of that gauge, else of the table's needle of the nearest inner diameter. Throws
 * InputError for an unknown gauge, a nozzle without diameter, or a tapered tip that does not narrow.
 */
export function nozzleOf(request: NozzleRequest): Nozzle {
  const needle = request.gauge === undefined ? undefined : needleOf(request.gauge);
  const inner = request.inner ?? needle?.inner;
  if (inner === undefined || !(inner > 0)) {
    throw new InputError('no-nozzle-diameter', 'the nozzle has neither a gauge nor an inner diameter above 0 mm', {
      fix: 'Write nozzle: { gauge: 25 } or nozzle: { inner: 0.26 }.',
    });
  }
  const length = request.length ?? 12.7;
  if (!(length > 0)) {
    throw new InputError('bad-nozzle-length', `a nozzle cannot be ${length} mm long`, {
      fix: 'Give its length in mm.',
    });
  }
  const tapered = request.shape === 'tapered';
  const own = request.inner !== undefined;
  return {
    label: request.gauge === undefined ? `${inner} mm` : `${request.gauge}G${tapered ? ' tapered' : ''}`,
    inner,
    outer: Math.max(inner, request.outer ?? inner + wallOf(needle ?? nearestNeedle(inner))),
    length,
    inlet: tapered ? inletOf(request, inner) : inner,
    land: tapered ? Math.min(request.land ?? 0, length) : length,
    tolerance: innerTolerance(inner),
    verified: own || (needle?.verified ?? false),
    source: own ? 'diameter given in the job' : (needle?.source ?? ''),
  };
}

/** What the bore holds, µL: its cone and its land. */
export function boreVolumeUl({ inner, inlet, length, land }: Nozzle): number {
  const [r, wide] = [inner / 2, inlet / 2];
  const cone = ((length - land) * (wide * wide + wide * r + r * r)) / 3;
  return Math.PI * (cone + land * r * r);
}

/** Twice the wall, mm. */
const wallOf = ({ inner, outer }: Needle): number => outer - inner;

/** The table's needle of the nearest inner diameter. */
function nearestNeedle(inner: number): Needle {
  return gauges.map(needleOf).reduce((a, b) => (Math.abs(b.inner - inner) < Math.abs(a.inner - inner) ? b : a));
}

function inletOf(request: NozzleRequest, inner: number): number {
  if (request.inlet === undefined) {
    throw new InputError('no-nozzle-inlet', 'a tapered nozzle needs the inner diameter at its hub', {
      fix: 'Write nozzle: { shape: tapered, inlet: 4.3 } with the diameter in mm, or take a straight needle.',
    });
  }
  if (request.inlet <= inner) {
    throw new InputError(
      'nozzle-widens',
      `a tapered nozzle narrows from inlet to tip, not ${request.inlet} to ${inner} mm`,
      {
        fix: 'Give an inlet wider than the tip, or take shape: straight.',
      },
    );
  }
  return request.inlet;
}
