import { useState } from 'preact/hooks';
import type { Schema } from '../job-schema.ts';
import { Field, fieldId, settingOf } from './field.tsx';
import { useForm } from './form-context.ts';
import { at, isMap, keysOf, type Path } from './job-data.ts';
import { LatticeFields } from './lattice-fields.tsx';
import { settingKind, textOf, wordsOf } from './setting-kind.ts';

export interface GroupProps {
  readonly path: Path;
  readonly schema: Schema;
  /** Keys that are shown elsewhere. */
  readonly without?: readonly string[];
}

/** Settings that are looked for first: they are shown also where the job leaves them out. */
const usual: ReadonlySet<string> = new Set([
  'name',
  'speed',
  'inks.*.tool',
  'inks.*.nozzle.gauge',
  'inks.*.nozzle.length',
  'inks.*.load',
  'inks.*.width',
  'inks.*.speed',
  'parts.*.ink',
  'parts.*.contours',
  'parts.*.laydown.pattern',
  'parts.*.laydown.angles',
  'layers.first',
  'parts.*.laydown',
  'limits',
  'limits.timeOnCells',
  'limits.viability',
]);
const lattice = ['spacing', 'pore', 'porosity'];

/** All settings of a map: those that the job has, the usual ones, and the others behind a button. */
export function Group({ path, schema, without = [] }: GroupProps) {
  const { data } = useForm();
  const [all, setAll] = useState(false);
  const keys = Object.keys(schema.properties ?? {}).filter((key) => !key.startsWith('$') && !without.includes(key));
  const isLaydown = settingOf(path) === 'parts.*.laydown';
  const isShown = (key: string) =>
    at(data, [...path, key]) !== undefined || usual.has(settingOf([...path, key])) || needs(schema, key);
  const own = keys.filter((key) => !(isLaydown && lattice.includes(key)));
  const hidden = own.filter((key) => !isShown(key)).length;
  return (
    <div class="settings">
      {own
        .filter((key) => all || isShown(key))
        .map((key) => (
          // The keys are those of the schema.
          <Setting key={key} path={[...path, key]} schema={schema.properties![key]} needed={needs(schema, key)} />
        ))}
      {isLaydown && <LatticeFields path={path} part={Number(path[1])} id={fieldId(path)} />}
      {hidden > 0 && (
        <button type="button" class="link more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer settings' : `${hidden} more settings`}
          <span class="visually-hidden"> of {path.length === 0 ? 'the job' : path.join(' ')}</span>
        </button>
      )}
    </div>
  );
}

const needs = ({ required = [] }: Schema, key: string): boolean => required.includes(key);

/** A setting that is a value, or a map or list of settings. */
function Setting({ path, schema, needed }: { readonly path: Path; readonly schema: Schema; readonly needed: boolean }) {
  const kind = settingKind(schema);
  switch (kind?.kind) {
    case 'group':
      return (
        <fieldset class="group">
          <legend>{wordsOf(String(path[path.length - 1]))}</legend>
          <p class="about">{schema.description}</p>
          <Group path={path} schema={kind.of} />
        </fieldset>
      );
    case 'items':
      return <Items path={path} schema={kind.of} what={schema.description ?? ''} />;
    case 'named':
      return <Named path={path} schema={kind.of} what={schema.description ?? ''} />;
    case undefined:
      return null;
    default:
      return <Field path={path} schema={schema} needed={needed} />;
  }
}

interface ListProps {
  readonly path: Path;
  /** Of each. */
  readonly schema: Schema;
  readonly what: string;
}

/** Groups one after the other: parts, crosslinking, pauses. */
export function Items({ path, schema, what }: ListProps) {
  const form = useForm();
  const list = at(form.data, path);
  const items = Array.isArray(list) ? (list as readonly unknown[]) : [];
  const name = singular(path);
  const first = firstOf(path, form.meshes, form.data);
  return (
    <section class="list" aria-label={wordsOf(String(path[path.length - 1]))}>
      <h3>{wordsOf(String(path[path.length - 1]))}</h3>
      <p class="about">{what}</p>
      {items.map((item, i) => (
        // Items are known by their place: so does the job.
        <details key={i} open class="item">
          <summary>{`${name} ${i + 1}${titleOf(item)}`}</summary>
          <Group path={[...path, i]} schema={schema} />
          <button
            type="button"
            class="button small"
            onClick={() => form.change([{ path: [...path, i], value: undefined }])}
          >{`Remove ${name.toLowerCase()} ${i + 1}`}</button>
        </details>
      ))}
      {first.map(({ label, value }) => (
        <button
          key={label}
          type="button"
          class="button small"
          onClick={() => form.change([{ path: [...path, items.length], value }])}
        >
          {label}
        </button>
      ))}
    </section>
  );
}

/** Groups by a name of one's choice: inks, and tools with places of their own. */
export function Named({ path, schema, what }: ListProps) {
  const { data, change } = useForm();
  const [name, setName] = useState('');
  const names = keysOf(data, path);
  const wanted = name.trim();
  const add = () => {
    if (wanted === '' || names.includes(wanted)) return;
    change([{ path: [...path, wanted], value: path[0] === 'inks' ? newInk : { offset: {} } }]);
    setName('');
  };
  const title = wordsOf(String(path[path.length - 1]));
  return (
    <section class="list" aria-label={title}>
      <h3>{title}</h3>
      <p class="about">{what}</p>
      {names.map((key) => (
        <details key={key} open class="item">
          <summary>{`${key}${titleOf(at(data, [...path, key]))}`}</summary>
          <Group path={[...path, key]} schema={schema} />
          <button
            type="button"
            class="button small"
            onClick={() => change([{ path: [...path, key], value: undefined }])}
          >
            {`Remove ${key}`}
          </button>
        </details>
      ))}
      <span class="add">
        <input
          type="text"
          aria-label={`Name of another of ${title.toLowerCase()}`}
          placeholder="name"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
          onKeyDown={({ key }) => key === 'Enter' && add()}
        />
        <button type="button" class="button small" disabled={wanted === '' || names.includes(wanted)} onClick={add}>
          Add
        </button>
      </span>
    </section>
  );
}

const newInk = { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 12.7 } };

function singular(path: Path): string {
  const words = wordsOf(String(path[path.length - 1]));
  return words.endsWith('s') ? words.slice(0, -1) : words;
}

/** What is added to a list, to be changed then: it plans as it stands where anything can. */
function firstOf(path: Path, meshes: readonly string[], data: unknown): { label: string; value: unknown }[] {
  const [ink] = keysOf(data, ['inks']);
  const laydown = { pattern: 'parallel', angles: [0, 90], porosity: 0.5 };
  switch (settingOf(path)) {
    case 'parts': {
      const parts = at(data, ['parts']);
      const used = Array.isArray(parts) ? parts.map((part) => at(part, ['mesh'])) : [];
      const unused = meshes.filter((mesh) => !used.includes(mesh));
      return [
        ...unused.map((mesh) => ({ label: `Add ${mesh}`, value: { mesh, ink, laydown } })),
        { label: 'Add a disc', value: { shape: 'disc', diameter: 8, height: 1, ink, laydown } },
      ];
    }
    case 'crosslink':
      return [
        { label: 'Add light', value: { every: 1, photo: { wavelength: 405, seconds: 10 } } },
        { label: 'Add ions', value: { at: 'end', ionic: { agent: 'calcium chloride', seconds: 60 } } },
        { label: 'Add heat or cold', value: { at: 'end', thermal: { seconds: 60 } } },
      ];
    case 'pauses':
      return [{ label: 'Add a pause', value: { beforeLayer: 2, message: 'Look at the first layer' } }];
    case 'layers.zones':
      return [{ label: 'Add a zone', value: { until: 1, height: at(data, ['layers', 'height']) ?? 0.2 } }];
    default:
      return [];
  }
}

/** What tells an item from its neighbours at a glance. */
function titleOf(item: unknown): string {
  if (!isMap(item)) return '';
  const words = ['name', 'mesh', 'shape', 'ink', 'message']
    .map((key) => textOf(item[key]))
    .filter((word) => word !== '');
  return words.length === 0 ? '' : `: ${words.slice(0, 2).join(', ')}`;
}
