import { type Signal, useSignal } from '@preact/signals';
import type { PlanFacts } from '../../../src/core.ts';
import { type Changes, type JobData, jobData } from '../form/job-data.ts';
import { type Step, stepped, vectorOf } from './placing.ts';

export interface PlaceState {
  readonly text: Signal<string>;
  readonly facts: Signal<PlanFacts | null>;
  /** Row of the job's parts. */
  readonly chosen: Signal<number>;
  /** Whether a drag in the picture moves the chosen part. */
  readonly dragging: Signal<boolean>;
  /** Of the plan. */
  readonly kind: Signal<string>;
}

interface PlaceBarProps {
  readonly state: PlaceState;
  /** Makes the changes that are a step of the chosen part, which shows in the picture where it leads. */
  readonly go: (step: Step, changes: Changes) => void;
  readonly theme: Signal<'dark' | 'light'>;
}

const moveSteps = [0.1, 0.5, 1, 5];
const turnSteps = [1, 5, 15, 45, 90];

/** Which way a key or a button leads; by 1 is one step of move or turn. */
const ways: readonly { readonly label: string; readonly sign: string; readonly key: string; readonly step: Step }[] = [
  { label: 'Left', sign: '←', key: 'ArrowLeft', step: { key: 'move', axis: 0, by: -1 } },
  { label: 'Right', sign: '→', key: 'ArrowRight', step: { key: 'move', axis: 0, by: 1 } },
  { label: 'To the front', sign: '↓', key: 'ArrowDown', step: { key: 'move', axis: 1, by: -1 } },
  { label: 'To the back', sign: '↑', key: 'ArrowUp', step: { key: 'move', axis: 1, by: 1 } },
  { label: 'Lower', sign: '▼', key: 'PageDown', step: { key: 'move', axis: 2, by: -1 } },
  { label: 'Higher', sign: '▲', key: 'PageUp', step: { key: 'move', axis: 2, by: 1 } },
  { label: 'Turn clockwise', sign: '↻', key: '.', step: { key: 'rotate', axis: 2, by: -1 } },
  { label: 'Turn counter-clockwise', sign: '↺', key: ',', step: { key: 'rotate', axis: 2, by: 1 } },
];

/** Moves and turns the chosen part, by buttons or their keys, each by the step that is shown. */
export function PlaceBar({ state, go: make, theme }: PlaceBarProps) {
  const moveBy = useSignal(0.5);
  const turnBy = useSignal(15);
  const data = jobData(state.text.value);
  const parts = data === null ? [] : partNames(data);
  if (data === null || parts.length === 0) return null;
  const chosen = chosenOf(state.chosen.value, data);
  // From the text as it is now: what is drawn here may be a moment older.
  const go = ({ key, axis, by }: Step) => {
    const now = jobData(state.text.value);
    const step = { key, axis, by: by * (key === 'move' ? moveBy.value : turnBy.value) };
    if (now !== null) make(step, stepped(now, chosenOf(state.chosen.value, now), [step]));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = ways.find(({ key }) => key === event.key);
    // A list has its own use for them.
    if (way === undefined || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    go(way.step);
  };
  const move = vectorOf(data, chosen, 'move');
  const turns = vectorOf(data, chosen, 'rotate');
  return (
    <section class="place-bar" data-theme={theme.value} aria-label="Place parts" onKeyDown={onKeyDown}>
      <span>
        <label for="place-part">Part</label>{' '}
        <select
          id="place-part"
          value={chosen}
          onChange={({ currentTarget }) => (state.chosen.value = Number(currentTarget.value))}
        >
          {parts.map((name, i) => (
            <option key={name} value={i}>
              {name}
            </option>
          ))}
        </select>
      </span>
      <Steps label="Step" unit="mm" steps={moveSteps} by={moveBy} />
      <Steps label="Turn" unit="°" steps={turnSteps} by={turnBy} />
      <span class="ways">
        {ways.map(({ label, sign, key, step }) => (
          <button type="button" key={key} title={`${label} (${key})`} aria-label={label} onClick={() => go(step)}>
            {sign}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={state.dragging.value}
          onClick={() => (state.dragging.value = !state.dragging.value)}
        >
          Drag
        </button>
      </span>
      <output>{`moved ${move.join(', ')} mm; turned ${turns.join(', ')}°`}</output>
    </section>
  );
}

interface StepsProps {
  readonly label: string;
  readonly unit: string;
  readonly steps: readonly number[];
  readonly by: Signal<number>;
}

function Steps({ label, unit, steps, by }: StepsProps) {
  return (
    <span>
      <label for={`place-${label}`}>{label}</label>{' '}
      <select
        id={`place-${label}`}
        value={by.value}
        onChange={({ currentTarget }) => (by.value = Number(currentTarget.value))}
      >
        {steps.map((step) => (
          <option key={step} value={step}>{`${step} ${unit}`}</option>
        ))}
      </select>
    </span>
  );
}

const chosenOf = (row: number, data: JobData): number => Math.min(row, partNames(data).length - 1);

function partNames(data: JobData): string[] {
  const given = data['parts'];
  if (!Array.isArray(given)) return [];
  return given.map((part: unknown, i) => {
    const { name, mesh, shape } = (part ?? {}) as Record<string, unknown>;
    return `${i + 1}: ${String(name ?? mesh ?? shape ?? 'part')}`;
  });
}
