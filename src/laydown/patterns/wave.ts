import type { LaydownValues } from '../laydown-values.ts';
import { clipPaths } from '../paths/clip-paths.ts';
import { rowsBetween, spanAcross, spanAlong } from '../paths/line-frame.ts';
import { addPoint, endPath, finishPaths, startPaths } from '../paths/path-set.ts';
import { fittedSpacing, phaseAcross, placeFrame, roomAcross } from './line-family.ts';
import { layerAngle, type PatternKind, type PatternPaths, type PatternPlace } from './pattern.ts';

/** Sine of a wavy strand, mm, and how much longer it is than straight. */
interface WaveShape {
  readonly amplitude: number;
  readonly wavelength: number;
  readonly stretch: number;
}

const piecesPerWave = 32;

/** Default: amplitude two strand widths, wavelength eight amplitudes, so that slopes stay below 39°. */
function waveShape(settings: LaydownValues, width: number): WaveShape {
  const amplitude = settings.amplitude ?? (settings.wavelength === undefined ? 2 * width : settings.wavelength / 8);
  const wavelength = Math.max(settings.wavelength ?? 8 * amplitude, width);
  let length = 0;
  for (let i = 0; i < piecesPerWave; i++) {
    const rise = Math.sin((2 * Math.PI * (i + 1)) / piecesPerWave) - Math.sin((2 * Math.PI * i) / piecesPerWave);
    length += Math.hypot(wavelength / piecesPerWave, amplitude * rise);
  }
  return { amplitude, wavelength, stretch: length / wavelength };
}

/** Length along the wave of the straight pieces it is laid in, in mm. */
function pieceOfWave({ wavelength }: WaveShape): number {
  return wavelength / piecesPerWave;
}

/** Sinusoidal strands side by side, in phase, one direction a layer: the layer below decides where they rest. */
function layWave(place: PatternPlace): PatternPaths {
  const { angles, shift } = place.settings;
  const frame = placeFrame(place, layerAngle(place));
  const shape = waveShape(place.settings, place.section.width);
  const amplitude = shape.amplitude * 1e6;
  const step = pieceOfWave(shape) * 1e6;
  const spacing = fittedSpacing(place, roomAcross(place, frame));
  const repeat = Math.floor(place.layer.index / angles.length);
  const phase = phaseAcross(place, frame, spacing) + ((shift * repeat) % 1) * spacing;
  const across = spanAcross(place.region, frame);
  const along = spanAlong(place.region, frame);
  const rows = rowsBetween(across.low - amplitude, across.high + amplitude, phase, spacing);
  const first = Math.floor(along.low / step);
  const last = Math.ceil(along.high / step);
  const waves = startPaths();
  for (let row = 0; row < rows.at.length; row++) {
    for (let i = first; i <= last; i++) {
      const u = i * step;
      const v = rows.at[row] + amplitude * Math.sin((2 * Math.PI * i) / piecesPerWave);
      addPoint(waves, frame.x + u * frame.cos - v * frame.sin, frame.y + u * frame.sin + v * frame.cos);
    }
    endPath(waves, false, rows.lines[row]);
  }
  return { families: [clipPaths(finishPaths(waves), place.region)], spacing };
}

export const wave: PatternKind = {
  description: 'sinusoidal strands side by side, one direction a layer: a lattice that stretches',
  spacing: 'from line to line',
  settings: ['angles', 'shift', 'amplitude', 'wavelength', 'join'],
  directions: { by: 'layer' },
  reads: ['shift', 'amplitude', 'wavelength'],
  gradients: { z: true },
  lay: layWave,
  weave: (settings, width) => {
    const { angles, shift } = settings;
    return { angles, shift, stretch: waveShape(settings, width).stretch };
  },
  pointsOnLayer: ({ settings, width, spacing, across }) => {
    const shape = waveShape(settings, width);
    return ((across + 2 * shape.amplitude) / spacing) * (across / pieceOfWave(shape));
  },
  strandsAhead: ({ settings, spacing, width }) => ({
    lengthMm: 1 / spacing,
    points: 1 / spacing / pieceOfWave(waveShape(settings, width)),
  }),
};
