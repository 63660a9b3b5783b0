import { useState } from 'preact/hooks';
import { stepWordsOf } from '../data/find/step-words.ts';
import type { App } from '../state/app.ts';
import { type Command, canRun, titleOf } from '../state/command/command.ts';
import { commandById, commands } from '../state/command/commands.ts';
import { keyLabel } from '../state/command/keymap.ts';
import { Icon } from './parts/icons.tsx';

export interface CommandButtonProps {
  readonly app: App;
  readonly command: Command;
  readonly label?: boolean;
  readonly tabIndex?: number;
}

/** One button of the command table. */
export function CommandButton({ app, command, label = false, tabIndex }: CommandButtonProps) {
  const pressed = command.pressed?.(app.store);
  const key = command.keys[0];
  const said = titleOf(command, stepWordsOf(app.store.print.value));
  const playing = command.id === 'play' && app.store.playing.value;
  return (
    <button
      type="button"
      class={label ? 'button' : 'button square'}
      data-command={command.id}
      tabIndex={tabIndex}
      aria-label={said}
      aria-pressed={pressed}
      aria-keyshortcuts={key === undefined ? undefined : key === ' ' ? 'Space' : key}
      title={key === undefined ? said : `${said}  (${keyLabel(key)})`}
      disabled={!canRun(command, app.store)}
      onClick={() => command.run(app)}
    >
      {command.icon && <Icon name={playing ? 'pause' : command.icon} />}
      {label && said}
    </button>
  );
}

const groups = [
  { title: 'View', ids: ['fit', 'view-iso', 'view-top', 'view-front', 'view-right', 'ortho', 'section', 'measure'] },
  {
    title: 'Show',
    ids: [
      'multiples',
      'layer-single',
      'ghost',
      'travels',
      'marks',
      'fill',
      'model',
      'vessel',
      'needle',
      'legend',
      'panel-layers',
    ],
  },
  { title: 'Page', ids: ['open', 'picture', 'link', 'theme', 'help'] },
];

/** One stop of the Tab key, as WAI-ARIA asks of toolbars: arrows, Home and End move within. */
export function Toolbar({ app }: { app: App }) {
  const [last, setLast] = useState('');
  const able = groups.flatMap(({ ids }) => ids).filter((id) => canRun(commandById(id), app.store));
  const stop = able.includes(last) ? last : able[0];
  const idOf = (event: Event) => (event.target as HTMLElement).dataset['command'] ?? '';
  const onKeyDown = (event: KeyboardEvent) => {
    const at = able.indexOf(idOf(event));
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const bar = event.currentTarget as HTMLElement;
    bar.querySelector<HTMLElement>(`[data-command=${able.at(next % able.length)}]`)?.focus();
  };
  return (
    <div
      class="toolbar"
      role="toolbar"
      aria-label="View and display"
      onKeyDown={onKeyDown}
      onFocusIn={(event) => setLast(idOf(event))}
    >
      {groups.map(({ title, ids }) => (
        <div class="group" role="group" aria-label={title} key={title}>
          {ids.map((id) => (
            <CommandButton key={id} app={app} command={commandById(id)} tabIndex={id === stop ? 0 : -1} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Every command that has an icon stands in a toolbar; a test holds this. */
export function commandsInToolbar(): string[] {
  return [...groups.flatMap(({ ids }) => ids), 'play'].filter((id) => commands.some((command) => command.id === id));
}
