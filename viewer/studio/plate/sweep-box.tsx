import { useState } from 'preact/hooks';
import { useForm } from '../form/form-context.ts';
import { at, keysOf } from '../form/job-data.ts';
import { textOf, written } from '../form/setting-kind.ts';
import { wellSettings } from './settings-of-wells.ts';

/** An experiment over the printed wells: every combination of the values, equally often, shuffled by the seed. */
export function SweepBox() {
  const { data, change } = useForm();
  const [name, setName] = useState('speed');
  const [text, setText] = useState('');
  const swept = keysOf(data, ['sweep']);
  const settings = wellSettings(data);
  const free = settings.filter((each) => !swept.includes(each.name));
  // What is swept already is changed above.
  const chosen = free.find((each) => each.name === name)?.name ?? free[0].name;
  const valuesOf = (words: string, key: string) => {
    const kind = settings.find((each) => each.name === key)?.kind ?? 'number';
    // A list of lists is written in the text.
    return words.split(/[,;]/).flatMap((word) => {
      const value = written(word, kind === 'list' ? 'number' : kind);
      return value === undefined ? [] : [value];
    });
  };
  const write = (key: string, words: string) => {
    const values = valuesOf(words, key);
    change([{ path: ['sweep', key], value: values.length === 0 ? undefined : values }]);
  };
  return (
    <fieldset class="paint">
      <legend>Sweep over the printed wells</legend>
      {swept.map((key) => (
        <label key={key} class="sweep-row" htmlFor={`sweep-${key}`}>
          <span class="sweep-name">{settings.find((each) => each.name === key)?.label ?? key}</span>
          <input
            id={`sweep-${key}`}
            type="text"
            value={textOf(at(data, ['sweep', key]))}
            onChange={({ currentTarget }) => write(key, currentTarget.value)}
          />
          <button type="button" class="button small" onClick={() => write(key, '')}>
            <span class="visually-hidden">{`Sweep ${key} no more`}</span>
            <span aria-hidden="true">Remove</span>
          </button>
        </label>
      ))}
      <span class="sweep-row">
        <select
          aria-label="Setting to sweep"
          value={chosen}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        >
          {free.map((each) => (
            <option key={each.name} value={each.name}>
              {each.label}
            </option>
          ))}
        </select>
        <input
          type="text"
          aria-label="Values to sweep, with commas"
          placeholder="4, 6, 8"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button
          type="button"
          class="button"
          disabled={text.trim() === ''}
          onClick={() => {
            write(chosen, text);
            setText('');
          }}
        >
          Add to the sweep
        </button>
      </span>
    </fieldset>
  );
}
