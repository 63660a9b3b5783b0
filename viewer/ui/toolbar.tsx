import type { App } from '../state/app.ts';
import { type Command, canRun } from '../state/command.ts';
import { commandById, commands } from '../state/commands.ts';
import { keyLabel } from '../state/keymap.ts';
import { Icon } from './icons.tsx';

/** One button of the command table. */
export function CommandButton({ app, command, label = false }: { app: App; command: Command; label?: boolean }) {
  const pressed = command.pressed?.(app.store);
  const key = command.keys[0];
  const playing = command.id === 'play' && app.store.playing.value;
  return (
    <button
      type="button"
      class={label ? 'button' : 'button square'}
      data-command={command.id}
      aria-label={command.title}
      aria-pressed={pressed}
      aria-keyshortcuts={key === undefined ? undefined : key === ' ' ? 'Space' : key}
      title={key === undefined ? command.title : `${command.title}  (${keyLabel(key)})`}
      disabled={!canRun(command, app.store)}
      onClick={() => command.run(app)}
    >
      {command.icon && <Icon name={playing ? 'pause' : command.icon} />}
      {label && command.title}
    </button>
  );
}

const groups = [
  { title: 'View', ids: ['fit', 'view-iso', 'view-top', 'view-front', 'view-right', 'ortho', 'section'] },
  { title: 'Show', ids: ['layer-single', 'ghost', 'travels', 'marks', 'fill', 'model', 'vessel', 'needle', 'legend'] },
  { title: 'Page', ids: ['open', 'picture', 'link', 'theme', 'help'] },
];

export function Toolbar({ app }: { app: App }) {
  return (
    <div class="toolbar" role="toolbar" aria-label="View and display">
      {groups.map(({ title, ids }) => (
        <div class="group" role="group" aria-label={title} key={title}>
          {ids.map((id) => (
            <CommandButton key={id} app={app} command={commandById(id)} />
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
