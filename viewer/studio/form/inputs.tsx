import { useState } from 'preact/hooks';
import { useForm } from './form-context.ts';
import { at, type Path } from './job-data.ts';
import { nudged, type SettingKind, textOf, written } from './setting-kind.ts';

export interface InputProps {
  readonly path: Path;
  readonly value: unknown;
  /** Of the label and of the help in words. */
  readonly labelledBy: string;
  readonly describedBy: string;
  /** What counts where it is left empty. */
  readonly absent: string;
}

/**
 * A field of text: Enter, or leaving it, writes what stands in it; emptied, the setting is taken away. In numbers the
 * arrows step the last digit, and each step is planned at once.
 */
export function TextField({ path, value, labelledBy, describedBy, absent, kind, list }: TextFieldProps) {
  const { change, now } = useForm();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? textOf(value);
  const write = (text: string) => {
    setDraft(null);
    if (text !== textOf(at(now() ?? {}, path))) change([{ path, value: written(text, kind) }]);
  };
  return (
    <input
      type="text"
      class={kind === 'number' ? 'number' : ''}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      autocomplete="off"
      spellcheck={false}
      value={shown}
      placeholder={absent}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      list={list}
      onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={({ currentTarget }) => write(currentTarget.value)}
      onKeyDown={(event) => {
        const { key, currentTarget } = event;
        if (key === 'Enter') write(currentTarget.value);
        if (key === 'Escape') setDraft(null);
        if (kind !== 'number' || (key !== 'ArrowUp' && key !== 'ArrowDown')) return;
        const next = nudged(currentTarget.value, key === 'ArrowUp');
        if (next === null) return;
        event.preventDefault();
        // Seen at once, however long the form takes to follow.
        currentTarget.value = next;
        write(next);
      }}
    />
  );
}

interface TextFieldProps extends InputProps {
  readonly kind: SettingKind['kind'];
  /** Id of a list of what may stand there. */
  readonly list?: string;
}

export interface Option {
  readonly value: string | number;
  readonly label: string;
}

/** One of a few values, or left out. */
export function SelectField({ path, value, labelledBy, describedBy, absent, options, needed }: SelectFieldProps) {
  const { change } = useForm();
  const now = textOf(value);
  const known = options.some((option) => String(option.value) === now);
  return (
    <select
      value={now}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={({ currentTarget }) => {
        const chosen = options.find((option) => String(option.value) === currentTarget.value);
        change([{ path, value: chosen?.value }]);
      }}
    >
      {(!needed || now === '') && <option value="">{absent === '' ? 'not set' : `not set: ${absent}`}</option>}
      {!known && now !== '' && <option value={now}>{now}</option>}
      {options.map((option) => (
        <option key={option.value} value={String(option.value)}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

interface SelectFieldProps extends InputProps {
  readonly options: readonly Option[];
  readonly needed?: boolean;
}

/** Yes or no; where the default stays, nothing is written. */
export function FlagField({ path, value, labelledBy, describedBy, preset }: InputProps & { readonly preset: boolean }) {
  const { change } = useForm();
  const now = value === undefined ? preset : value === true;
  return (
    <input
      type="checkbox"
      checked={now}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={({ currentTarget: { checked } }) => change([{ path, value: checked === preset ? undefined : checked }])}
    />
  );
}

/** A few numbers in a row, written together; emptied as a whole they are taken away. */
export function RowField({
  path,
  value,
  labelledBy,
  describedBy,
  absent,
  length,
}: InputProps & { readonly length: number }) {
  const { change, now } = useForm();
  const rowOf = (row: unknown) => (Array.isArray(row) ? (row as readonly unknown[]) : null);
  const given = rowOf(value);
  const presets = absent.split(', ');
  const write = (i: number, text: string) => {
    const by = rowOf(at(now() ?? {}, path));
    const next = Array.from(
      { length },
      (_, k) => written(k === i ? text : textOf(by?.[k] ?? presets[k]), 'number') ?? 0,
    );
    if (text !== textOf(by?.[i])) change([{ path, value: text.trim() === '' && by === null ? undefined : next }]);
  };
  return (
    <span class="row-field" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {Array.from({ length }, (_, i) => (
        <input
          // The places of a row do not move.
          key={i}
          type="text"
          class="number"
          inputMode="decimal"
          autocomplete="off"
          aria-label={['x', 'y', 'z'][i] ?? String(i + 1)}
          placeholder={presets.length === length ? presets[i] : ''}
          value={textOf(given?.[i])}
          onChange={({ currentTarget }) => write(i, currentTarget.value)}
        />
      ))}
    </span>
  );
}
