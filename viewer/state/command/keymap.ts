import type { App } from '../app.ts';
import { type Command, canRun } from './command.ts';
import { commands } from './commands.ts';

const byKey = new Map<string, Command>(
  commands.flatMap((command) => command.keys.map((key) => [key, command] as const)),
);

/** The command for a key as pressed, or null. Keys that a focused control needs itself are left to it. */
export function commandFor(event: KeyboardEvent): Command | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  if (takenBy(event.target as Element | null, event.key)) return null;
  return byKey.get(nameOf(event)) ?? null;
}

function nameOf(event: KeyboardEvent): string {
  // Signs such as ? and + are typed with shift on some keyboards and without on others.
  const isSign = event.key.length === 1 && event.key.toLowerCase() === event.key.toUpperCase();
  if (event.shiftKey && !isSign) return `Shift+${event.key.length === 1 ? event.key.toUpperCase() : event.key}`;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function takenBy(target: Element | null, key: string): boolean {
  if (!target) return false;
  const tag = target.tagName;
  const movesCaret = key.startsWith('Arrow') || key.startsWith('Page') || key === 'Home' || key === 'End';
  if (tag === 'TEXTAREA' || tag === 'SELECT' || (target as HTMLElement).isContentEditable) return true;
  if (tag === 'INPUT') return (target as HTMLInputElement).type === 'range' ? movesCaret : true;
  if (key === ' ' || key === 'Enter') return tag === 'BUTTON' || tag === 'A' || tag === 'SUMMARY';
  if (target.getAttribute('role') === 'slider') return movesCaret;
  return movesCaret && target.closest('[data-scrolls]') !== null;
}

export function listenToKeys(app: App): void {
  const onKey = (event: KeyboardEvent) => {
    const command = commandFor(event);
    if (!command || !canRun(command, app.store)) return;
    // An open dialog keeps its keys, except the one that closes it.
    if (app.store.help.value && command.id !== 'help' && command.id !== 'layer-all') return;
    event.preventDefault();
    command.run(app);
  };
  document.addEventListener('keydown', onKey);
  giveKeysBack();
}

/** A list that was worked with the mouse would keep the letters to itself: S would choose an entry, not step a layer. */
function giveKeysBack(): void {
  let byPointer = false;
  document.addEventListener('pointerdown', () => (byPointer = true), true);
  document.addEventListener('keydown', () => (byPointer = false), true);
  document.addEventListener('change', ({ target }) => {
    if (byPointer && target instanceof HTMLSelectElement) target.blur();
  });
}

/** How a key is written in help and tooltips. */
export function keyLabel(key: string): string {
  const names: Record<string, string> = {
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    PageUp: 'PgUp',
    PageDown: 'PgDn',
    Escape: 'Esc',
    ' ': 'Space',
  };
  return (
    key
      .split('+')
      .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
      .join(' ')
      .trim() || '+'
  );
}
