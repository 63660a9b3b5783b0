import { InputError } from '../../finding/input-error.ts';
import { digits } from '../../finding/number-words.ts';

/** What a calibration was made with; lines `# key: value` above the table. */
export interface CalibrationContext {
  readonly ink: string;
  readonly printer: string;
  readonly tool: string;
  /** `27G`, or the inner diameter in mm. */
  readonly nozzle: string;
  readonly nozzleLength: number;
  /** null: the table does not say. */
  readonly shape: 'straight' | 'tapered' | null;
  /** Of a tapered tip, mm. */
  readonly inlet: number | null;
  readonly land: number | null;
  readonly celsius: number | null;
  readonly lot: string | null;
}

/** A line of the table; null where nothing is written. */
export interface CalibrationRow {
  readonly kind: 'flow' | 'line' | 'lag';
  readonly label: string;
  readonly line: number;
  readonly kPa: number | null;
  readonly flowUlS: number | null;
  readonly speedMmS: number | null;
  readonly seconds: number | null;
  readonly preflowS: number | null;
  readonly massMg: number | null;
  readonly widthMm: number | null;
  readonly missingMm: number | null;
  readonly tailMm: number | null;
}

type NumberKey = Exclude<keyof CalibrationRow, 'kind' | 'label' | 'line'>;

const columns: readonly (readonly [name: string, key: NumberKey])[] = [
  ['pressure_kPa', 'kPa'],
  ['flow_uL_s', 'flowUlS'],
  ['speed_mm_s', 'speedMmS'],
  ['seconds', 'seconds'],
  ['preflow_s', 'preflowS'],
  ['mass_mg', 'massMg'],
  ['width_mm', 'widthMm'],
  ['missing_mm', 'missingMm'],
  ['tail_mm', 'tailMm'],
];

/** Values that only a ruler, a microscope or a balance gives: left empty in a template. */
const measuredKeys: ReadonlySet<NumberKey> = new Set(['massMg', 'widthMm', 'missingMm', 'tailMm']);

export type TemplateRow = Omit<CalibrationRow, 'line'>;

/** A row of which only what is known was given. */
export function templateRow(known: Partial<TemplateRow> & Pick<TemplateRow, 'kind' | 'label'>): TemplateRow {
  const empty = Object.fromEntries(columns.map(([, key]) => [key, null])) as Record<NumberKey, null>;
  return { ...empty, ...known };
}

/** The table to fill in after a calibration print. */
export function calibrationTemplate(
  context: CalibrationContext,
  rows: readonly TemplateRow[],
  remarks: readonly string[] = [],
): string {
  const { ink, printer, tool, nozzle, nozzleLength, shape, inlet, land, celsius, lot } = context;
  return [
    `# ink: ${ink}`,
    `# printer: ${printer}`,
    `# tool: ${tool}`,
    `# nozzle: ${nozzle}`,
    `# nozzleLength: ${nozzleLength}`,
    `# shape: ${shape ?? ''}`,
    ...(shape === 'tapered' ? [`# inlet: ${inlet ?? ''}`, `# land: ${land ?? 0}`] : []),
    `# celsius: ${celsius ?? ''}`,
    `# lot: ${lot ?? ''}`,
    '# Fill in the empty columns that fit the kind: flow: mass_mg; line: width_mm; lag: missing_mm, tail_mm.',
    '# Repeat a line for a repeated measurement; leave a line empty that was not measured.',
    ...remarks.map((text) => `# ${text}`),
    ['kind', 'label', ...columns.map(([name]) => name)].join(','),
    ...rows.map((row) => [row.kind, row.label, ...columns.map(([, key]) => numberText(row[key]))].join(',')),
    '',
  ].join('\n');
}

const numberText = (value: number | null): string => (value === null ? '' : digits(value, 6));

/**
 * Reads a filled-in table: commas, or semicolons with decimal commas as some spreadsheets write. Throws InputError
 * with the line of anything that cannot be meant.
 */
export function parseCalibrationCsv(
  text: string,
  file: string,
): { readonly context: CalibrationContext; readonly rows: CalibrationRow[] } {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const heads = new Map<string, string>();
  const rows: CalibrationRow[] = [];
  let names: string[] | null = null;
  let separator = ',';
  lines.forEach((line, index) => {
    const head = /^"?#\s*(\w+):\s*([^,;"]*)/.exec(line);
    if (head !== null) heads.set(head[1], head[2].trim());
    if (line.trim() === '' || /^"?#/.test(line) || /^[,;\s]*$/.test(line)) return;
    if (names === null) {
      separator = line.includes(';') ? ';' : ',';
      names = line.split(separator).map(unquote);
      checkNames(names, file, index + 1);
      return;
    }
    const row = readRow(line.split(separator).map(unquote), names, separator, file, index + 1);
    if (row !== null) rows.push(row);
  });
  return { context: contextOf(heads, file), rows };
}

const unquote = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

function checkNames(names: readonly string[], file: string, line: number): void {
  if (names.includes('kind')) return;
  throw new InputError('calibration-columns', `${file}:${line}: the table has no column "kind"`, {
    where: { file, line },
    fix: 'Fill in the table that bioweft calibrate wrote, and keep its first line.',
  });
}

function readRow(
  cells: readonly string[],
  names: readonly string[],
  separator: string,
  file: string,
  line: number,
): CalibrationRow | null {
  const cell = (name: string) => cells[names.indexOf(name)] ?? '';
  const kind = cell('kind');
  if (kind !== 'flow' && kind !== 'line' && kind !== 'lag') {
    throw new InputError('calibration-kind', `${file}:${line}: kind "${kind}" is none of flow, line and lag`, {
      where: { file, line },
    });
  }
  const values = {} as Record<NumberKey, number | null>;
  for (const [name, key] of columns) values[key] = numberIn(cell(name), name, separator, file, line);
  if (![...measuredKeys].some((key) => values[key] !== null)) return null;
  return { kind, label: cell('label'), line, ...values };
}

/** Lags may be negative (ink came early); everything else is above 0. */
function numberIn(cell: string, name: string, separator: string, file: string, line: number): number | null {
  if (cell === '') return null;
  const value = Number(separator === ';' ? cell.replace(',', '.') : cell);
  const signed = name === 'missing_mm' || name === 'tail_mm' || name === 'preflow_s';
  if (Number.isFinite(value) && (signed || value > 0)) return value;
  throw new InputError(
    'calibration-number',
    `${file}:${line}: ${name} "${cell}" is no number${signed ? '' : ' above 0'}`,
    {
      where: { file, line },
      fix: 'Leave the cell empty where nothing was measured.',
    },
  );
}

function contextOf(heads: ReadonlyMap<string, string>, file: string): CalibrationContext {
  const need = (key: string) => {
    const value = heads.get(key);
    if (value) return value;
    throw new InputError('calibration-head', `${file}: the line "# ${key}: …" is missing`, {
      where: { file },
      fix: 'Keep the lines that begin with # as bioweft calibrate wrote them.',
    });
  };
  const number = (key: string) => {
    const text = heads.get(key);
    if (!text) return null;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw new InputError('calibration-head', `${file}: "# ${key}: ${text}" is no number`, { where: { file } });
  };
  const shape = heads.get('shape') || null;
  if (shape !== null && shape !== 'straight' && shape !== 'tapered') {
    throw new InputError('calibration-head', `${file}: "# shape: ${shape}" is neither straight nor tapered`, {
      where: { file },
      fix: 'Write # shape: straight, or # shape: tapered with # inlet: the inner diameter at the hub in mm.',
    });
  }
  return {
    ink: need('ink'),
    printer: need('printer'),
    tool: heads.get('tool') ?? '',
    nozzle: need('nozzle'),
    nozzleLength: number('nozzleLength') ?? 12.7,
    shape,
    inlet: number('inlet'),
    land: number('land'),
    celsius: number('celsius'),
    lot: heads.get('lot') || null,
  };
}
