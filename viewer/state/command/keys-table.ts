import { commandGroups } from './command.ts';
import { commands } from './commands.ts';
import { keyLabel } from './keymap.ts';

/** The keys as a Markdown table, for docs/viewer.md; a test holds the two together. */
export function keysTable(): string {
  const rows = commandGroups.flatMap((group) =>
    commands
      .filter((command) => command.group === group && command.keys.length > 0)
      .map(({ keys, title }) => `| ${group} | ${title} | ${keys.map((key) => `\`${keyLabel(key)}\``).join(' ')} |`),
  );
  return ['| | what | keys |', '|---|---|---|', ...rows].join('\n');
}
