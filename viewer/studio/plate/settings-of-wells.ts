import { at, type JobData, keysOf } from '../form/job-data.ts';
import { type SettingKind, textOf } from '../form/setting-kind.ts';
import { schemasAt } from '../job-schema.ts';

/** A setting that wells may differ in: as jobs name it, and what is written for it. */
export interface WellSetting {
  readonly name: string;
  readonly label: string;
  readonly kind: SettingKind['kind'];
  /** What it may be, where that is a few things. */
  readonly values?: readonly string[];
}

const patterns = (): string[] =>
  schemasAt(['parts', 0, 'laydown', 'pattern']).flatMap((each) => (each.enum ?? []).map(String));

/** Settings that wells of this job may differ in (docs/job.md), the short names first. */
export function wellSettings(data: JobData): WellSetting[] {
  const inks = keysOf(data, ['inks']);
  const list = at(data, ['parts']);
  const parts = Array.isArray(list) ? (list as readonly unknown[]) : [];
  const named = parts.map(
    (part, i) => textOf(at(part, ['name']) ?? at(part, ['mesh']) ?? at(part, ['shape'])) || `part ${i + 1}`,
  );
  const number = (name: string, label: string): WellSetting => ({ name, label, kind: 'number' });
  return [
    ...(inks.length > 1
      ? parts.map(
          (_, i): WellSetting => ({
            name: `parts.${i}.ink`,
            label: `ink of ${named[i]}`,
            kind: 'choice',
            values: inks,
          }),
        )
      : []),
    number('speed', 'speed, mm/s'),
    number('spacing', 'spacing, mm'),
    number('pore', 'pore, mm'),
    number('porosity', 'porosity'),
    { name: 'pattern', label: 'pattern', kind: 'choice', values: patterns() },
    { name: 'angles', label: 'angles, °', kind: 'list' },
    number('contours', 'contours'),
    number('width', 'strand width, mm'),
    number('pressure', 'pressure, kPa'),
    number('layerHeight', 'layer height, mm'),
    number('preflow', 'preflow, s'),
    number('postflow', 'postflow, s'),
    ...(at(data, ['crosslink']) === undefined ? [] : [number('lightSeconds', 'light, s')]),
    ...inks.flatMap((ink) =>
      inks.length > 1
        ? [
            number(`inks.${ink}.speed`, `speed of ${ink}, mm/s`),
            number(`inks.${ink}.pressure`, `pressure of ${ink}, kPa`),
          ]
        : [],
    ),
  ];
}
