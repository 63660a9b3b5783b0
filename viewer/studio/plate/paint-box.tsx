import { useState } from 'preact/hooks';
import { useForm } from '../form/form-context.ts';
import { written } from '../form/setting-kind.ts';
import { paintWells, type WellPlace } from './paint-wells.ts';
import { wellSettings } from './settings-of-wells.ts';

interface PaintProps {
  readonly grid: readonly WellPlace[];
  /** Printed wells that are selected. */
  readonly selected: readonly string[];
}

/** Gives the selected wells a setting of their own: an ink, a speed, a spacing. */
export function PaintBox({ grid, selected }: PaintProps) {
  const { data, change } = useForm();
  const settings = wellSettings(data);
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const setting = settings.find((each) => each.name === name) ?? settings[0];
  const value = setting.values === undefined ? text : text || setting.values[0];
  const paint = (painted: unknown) => change(paintWells(data, grid, selected, setting.name, painted));
  return (
    <fieldset class="paint">
      <legend>Paint the selected wells</legend>
      <select
        aria-label="Setting to paint"
        value={setting.name}
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
          setText('');
        }}
      >
        {settings.map((each) => (
          <option key={each.name} value={each.name}>
            {each.label}
          </option>
        ))}
      </select>
      {setting.values === undefined ? (
        <input
          type="text"
          class="number"
          aria-label="Value to paint"
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={({ key }) => key === 'Enter' && value.trim() !== '' && paint(written(value, setting.kind))}
        />
      ) : (
        <select
          aria-label="Value to paint"
          value={value}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        >
          {setting.values.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        class="button"
        disabled={selected.length === 0 || value.trim() === ''}
        onClick={() => paint(written(value, setting.kind))}
      >
        Paint
      </button>
      <button type="button" class="button" disabled={selected.length === 0} onClick={() => paint(undefined)}>
        As the job has it
      </button>
    </fieldset>
  );
}
