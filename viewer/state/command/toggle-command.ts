import type { Command } from './command.ts';

type Toggle = 'multiples' | 'ghost' | 'travels' | 'marks' | 'vessel' | 'needle' | 'fill' | 'model' | 'ortho' | 'legend';

/** A command that shows or hides one thing. */
export function toggle(id: Toggle, title: Command['title'], key: string, icon: string): Command {
  return {
    id,
    title,
    group: 'Show',
    keys: [key],
    icon,
    pressed: (store) => store[id].value,
    run: ({ store }) => {
      store[id].value = !store[id].value;
    },
  };
}
