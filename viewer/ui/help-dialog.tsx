import { useEffect, useRef } from 'preact/hooks';
import { stepWordsOf } from '../data/find/step-words.ts';
import type { App } from '../state/app.ts';
import { commandGroups, groupTitle, titleOf } from '../state/command/command.ts';
import { commands } from '../state/command/commands.ts';
import { keyLabel } from '../state/command/keymap.ts';
import { Icon } from './parts/icons.tsx';

/** All keys, from the command table. */
export function HelpDialog({ app }: { app: App }) {
  const { store } = app;
  const dialog = useRef<HTMLDialogElement>(null);
  const open = store.help.value;
  const words = stepWordsOf(store.print.value);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="help"
      aria-labelledby="help-title"
      onClose={() => {
        store.help.value = false;
      }}
    >
      <header>
        <h2 id="help-title">Keys</h2>
        <button
          type="button"
          class="button square"
          aria-label="Close"
          onClick={() => {
            store.help.value = false;
          }}
        >
          <Icon name="close" />
        </button>
      </header>
      <p class="quiet">
        Drag turns the view, right drag or two fingers move it, the wheel or a pinch zooms. A click selects a strand.
      </p>
      <div class="help-groups">
        {commandGroups.map((group) => (
          <section key={group}>
            <h3>{groupTitle(group, words)}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.id}>
                    <dt>
                      {command.keys.map((key) => (
                        <kbd key={key}>{keyLabel(key)}</kbd>
                      ))}
                      {command.keys.length === 0 && <span class="quiet">in its list</span>}
                    </dt>
                    <dd>{titleOf(command, words)}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
