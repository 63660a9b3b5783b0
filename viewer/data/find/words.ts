import { layerNumber } from '../../../src/finding/layer-number.ts';
import type { Print } from '../print.ts';
import { capital, stepWordsOf } from './step-words.ts';

/** Numbers and phrases as the page writes them. */
export function mm(value: number, digits = 2): string {
  return Number.isFinite(value) ? `${value.toFixed(digits)} mm` : '-';
}

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours} h ${String(minutes).padStart(2, '0')} min` : `${minutes} min ${rest} s`;
}

export function length(millimetres: number): string {
  if (!Number.isFinite(millimetres)) return '-';
  return millimetres >= 10_000
    ? `${(millimetres / 1000).toFixed(1)} m`
    : `${millimetres.toFixed(millimetres < 100 ? 1 : 0)} mm`;
}

export function volume(microlitres: number): string {
  if (!Number.isFinite(microlitres)) return '-';
  return microlitres >= 10_000
    ? `${(microlitres / 1000).toFixed(2)} mL`
    : `${microlitres.toFixed(microlitres < 100 ? 2 : 0)} µL`;
}

export function percent(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : '-';
}

/** `Layer 12 of 80, z 2.40 mm, alginate`; of strands in space `Strand 3 of 9, …` */
export function layerWords(print: Print, layer: number): string {
  const { z, inks } = print.layers[layer];
  const names = inks.map((ink) => print.inks[ink]?.name).filter(Boolean);
  return [
    `${capital(stepWordsOf(print).one)} ${layerNumber(layer)} of ${print.layers.length}`,
    `z ${mm(z)}`,
    ...names,
  ].join(', ');
}

/** `1:02`, `12:40`, `1:02:40`: for columns. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
