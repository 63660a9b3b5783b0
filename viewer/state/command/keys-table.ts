import { stepWords } from '../../data/find/step-words.ts';
import { commandGroups, groupTitle, titleOf } from './command.ts';
import { commands } from './commands.ts';
import { keyLabel } from './keymap.ts';

/** The keys as a Markdown table, for docs/viewer.md; a test holds the two together. */
export function keysTable(): string {
  const words = stepWords.layer;
  const rows = commandGroups.flatMap((group) =>
    commands
      .filter((command) => command.group === group && command.keys.length > 0)
      .map(
        (command) =>
          `| ${groupTitle(group, words)} | ${titleOf(command, words)} | ${command.keys.map((key) => `\`${keyLabel(key)}\``).join(' ')} |`,
      ),
  );
  return ['| | what | keys |', '|---|---|---|', ...rows].join('\n');
}
