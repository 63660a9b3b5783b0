import type { Print } from './print.ts';

/** The layer table as CSV (RFC 4180): one row a layer, layers from 1, units in the names of the columns. */
export function layerCsv(print: Print): string {
  const columns = ['layer', 'z_mm', 'height_mm', 'inks', 'strands', 'length_mm', 'volume_ul', 'time_s'];
  const more = ['lowest_viability', 'dose_mj_cm2', 'line'];
  const rows = print.layers.map((layer, i) => [
    i + 1,
    number(layer.z),
    number(layer.height ?? Number.NaN),
    layer.inks.map((ink) => print.inks[ink]?.name ?? '').join(' + '),
    layer.strands,
    number(layer.lengthMm),
    number(layer.volumeUl),
    number(layer.timeS),
    number(layer.lowestViability),
    number(layer.dose),
    layer.line,
  ]);
  return [[...columns, ...more], ...rows]
    .map((row) => row.map(field).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** Six digits, so that single precision does not show; empty where the file does not say. */
function number(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '';
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
