import { cellLaws } from '../../../src/ink/cell-lines.ts';
import type { Schema } from '../job-schema.ts';
import { type FormContext, useForm } from './form-context.ts';
import { FlagField, type Option, RowField, SelectField, TextField } from './inputs.tsx';
import { at, keysOf, type Path } from './job-data.ts';
import { LibraryField } from './library-field.tsx';
import { inkTable, needleTable, parsed, printerTable } from './library-rows.ts';
import { PatternField } from './pattern-field.tsx';
import { absentWords, settingKind, wordsOf } from './setting-kind.ts';

export interface FieldProps {
  readonly path: Path;
  readonly schema: Schema;
  readonly needed: boolean;
}

export const fieldId = (path: Path): string => `field-${path.join('-')}`;

/** `inks.gel.nozzle.gauge` as `inks.*.nozzle.gauge`: which setting it is, whatever its ink or part is called. */
export const settingOf = (path: Path): string =>
  path
    .map((key, i) => (typeof key === 'number' || (i === 1 && (path[0] === 'inks' || path[0] === 'tools')) ? '*' : key))
    .join('.');

/** One setting of the job: its name, its value, its unit and what it means. */
export function Field({ path, schema, needed }: FieldProps) {
  const id = fieldId(path);
  const { data } = useForm();
  const now = at(data, path);
  // A value that carries its own unit is in no other.
  const unit = typeof now === 'string' && /[a-zµ]/i.test(now) ? '' : unitWords(schema);
  return (
    <div class="setting" data-setting={path.join('.')}>
      <span class="name" id={`${id}-name`}>
        {wordsOf(String(path[path.length - 1]))}
        {needed && <span class="quiet"> (needed)</span>}
      </span>
      <span class="value">
        <Control path={path} schema={schema} needed={needed} />
        {unit !== '' && <span class="unit">{unit}</span>}
      </span>
      <span class="about" id={`${id}-help`}>
        {schema.description}
      </span>
    </div>
  );
}

function unitWords(schema: Schema): string {
  const kind = settingKind(schema);
  return kind !== null && 'unit' in kind ? kind.unit : '';
}

function Control({ path, schema, needed }: FieldProps) {
  const form = useForm();
  const id = fieldId(path);
  const absent = absentWords(schema);
  const common = { path, value: at(form.data, path), labelledBy: `${id}-name`, describedBy: `${id}-help`, absent };
  const setting = settingOf(path);
  if (setting === 'parts.*.laydown.pattern') return <PatternField {...common} />;
  const table = tables[setting]?.(form);
  if (table !== undefined) return <LibraryField {...common} table={table} />;
  const options = optionsOf(setting, form);
  if (options.length > 0) return <SelectField {...common} options={options} needed={needed} />;
  const kind = settingKind(schema);
  switch (kind?.kind) {
    case 'flag':
      return <FlagField {...common} preset={schema.default === true} />;
    case 'choice':
      return (
        <SelectField {...common} options={kind.values.map((value) => ({ value, label: value }))} needed={needed} />
      );
    case 'row':
      return <RowField {...common} length={kind.length} />;
    case 'number':
    case 'list':
    case 'text':
      return <TextField {...common} kind={kind.kind} />;
    default:
      // Groups are no fields.
      return null;
  }
}

const tables: Readonly<Record<string, (form: FormContext) => ReturnType<typeof needleTable>>> = {
  printer: ({ library }) => printerTable(library),
  'inks.*.ink': ({ library }) => inkTable(library, false),
  'bath.material': ({ library }) => inkTable(library, true),
  'inks.*.nozzle.gauge': () => needleTable(),
};

/** What a setting may be where other things of the job or the library say so; empty: anything. */
function optionsOf(setting: string, { data, library, meshes }: FormContext): Option[] {
  const inks = () => keysOf(data, ['inks']).map((value) => ({ value, label: value }));
  switch (setting) {
    case 'parts.*.ink':
    case 'parts.*.shell.ink':
    case 'parts.*.artery':
    case 'parts.*.vein':
    case 'crosslink.*.ink':
      return inks();
    case 'parts.*.mesh':
      return meshes.map((value) => ({ value, label: value }));
    case 'inks.*.cells.line':
      return cellLaws.map(({ line, tissue }) => ({ value: line, label: `${line} (${tissue})` }));
    case 'inks.*.tool':
      return toolsOf(library.printers, data['printer']);
    default:
      return [];
  }
}

interface PrinterTools {
  readonly id: string;
  readonly tools: readonly { readonly id: string; readonly kind: string }[];
}

function toolsOf(printers: Readonly<Record<string, unknown>>, id: unknown): Option[] {
  const printer = parsed<PrinterTools>(printers).find((each) => each.id === id);
  return (printer?.tools ?? []).map((tool) => ({ value: tool.id, label: `${tool.id} ${tool.kind}` }));
}
