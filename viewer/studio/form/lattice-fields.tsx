import { useState } from 'preact/hooks';
import { useForm } from './form-context.ts';
import { at, type Path } from './job-data.ts';
import { nudged, textOf, written } from './setting-kind.ts';

const measures = [
  { key: 'spacing', unit: 'mm', help: 'centre to centre', digits: 3 },
  { key: 'pore', unit: 'mm', help: 'free gap', digits: 3 },
  { key: 'porosity', unit: '', help: 'share without ink', digits: 4 },
] as const;

/** What a lattice may be asked for by besides: one of them takes the place of the others. */
const alternatives = ['spacing', 'pore', 'porosity', 'solid', 'gradient'];

/**
 * Spacing, pore and porosity of one lattice: the one that was asked for as it is written, the others as they follow from
 * it in the plan. Whichever is written takes the place of the others in the job.
 */
export function LatticeFields({ path, part, id }: { readonly path: Path; readonly part: number; readonly id: string }) {
  const { data, facts, change, now } = useForm();
  const given = at(data, path);
  const numbers = facts?.lattices[part] ?? null;
  const write = (key: string, text: string) => {
    const value = written(text, 'number');
    // One behind the other, so that what is written stands where the other stood.
    const by = at(now() ?? {}, path);
    if (text.trim() === textOf(at(by, [key]))) return;
    const others = alternatives.filter((each) => each !== key && at(by, [each]) !== undefined);
    const away = value === undefined ? [] : others.map((each) => ({ path: [...path, each], value: undefined }));
    change([{ path: [...path, key], value }, ...away]);
  };
  return (
    <fieldset class="linked">
      <legend>Lattice: any one of three, the others follow</legend>
      {measures.map(({ key, unit, help, digits }) => {
        const own = at(given, [key]);
        const follows = numbers === null || own !== undefined ? '' : String(Number(numbers[key].toFixed(digits)));
        return (
          <label key={key} htmlFor={`${id}-${key}`} class={own === undefined ? 'follows' : 'asked'}>
            <span>
              {key} <span class="quiet">{help}</span>
            </span>
            <LatticeInput
              id={`${id}-${key}`}
              own={textOf(own)}
              follows={follows}
              onWrite={(text) => write(key, text)}
            />
            <span class="unit">{unit}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

function LatticeInput({ id, own, follows, onWrite }: LatticeInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const write = (text: string) => {
    setDraft(null);
    onWrite(text);
  };
  return (
    <input
      id={id}
      type="text"
      class="number"
      inputMode="decimal"
      autocomplete="off"
      value={draft ?? own}
      placeholder={follows}
      onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={({ currentTarget }) => write(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') write(event.currentTarget.value);
        if (event.key === 'Escape') setDraft(null);
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        // A number that follows is stepped from where it stands.
        const next = nudged(event.currentTarget.value || follows, event.key === 'ArrowUp');
        if (next === null) return;
        event.preventDefault();
        write(next);
      }}
    />
  );
}

interface LatticeInputProps {
  readonly id: string;
  readonly own: string;
  readonly follows: string;
  readonly onWrite: (text: string) => void;
}
