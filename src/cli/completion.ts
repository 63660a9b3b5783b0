import type { Command, Option } from 'commander';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { exitCode } from './exit-codes.ts';
import { runCommand } from './run-command.ts';
import { print } from './terminal.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

export function addCompletionCommand(program: Command): void {
  program
    .command('completion <shell>')
    .description('print a script that completes commands, options and files in bash, zsh or fish')
    .addHelpText(
      'after',
      `
Examples:
  $ source <(bioweft completion bash)                       for this terminal; add the line to ~/.bashrc for all
  $ bioweft completion zsh > ~/.zfunc/_bioweft              a folder of zsh's fpath
  $ bioweft completion fish > ~/.config/fish/completions/bioweft.fish`,
    )
    .action((shell: string) =>
      runCommand(() => {
        if (!isShell(shell)) {
          throw new InputError('completion-shell', `There is no completion for ${shell}.`, {
            fix: suggest(shell, shells),
          });
        }
        print(scripts[shell](wordsOf(program)));
        return exitCode.ok;
      }),
    );
}

const isShell = (name: string): name is Shell => (shells as readonly string[]).includes(name);

/** What may follow a command: its subcommands and options. */
interface Words {
  /** `` for bioweft itself, `calibrate`, `calibrate flow`. */
  readonly command: string;
  readonly words: readonly { readonly word: string; readonly about: string }[];
}

function wordsOf(program: Command): Words[] {
  const collect = (command: Command, name: string): Words[] => {
    const commands = command.commands.filter((sub) => !sub.name().startsWith('_'));
    const options = [...command.options, ...(name === '' ? [] : program.options)].filter(({ hidden }) => !hidden);
    const words = [
      ...commands.map((sub) => ({ word: sub.name(), about: sub.description() })),
      ...options.flatMap(flagsOf),
      { word: '--help', about: 'show what the command does, with examples' },
    ];
    return [{ command: name, words }, ...commands.flatMap((sub) => collect(sub, `${name} ${sub.name()}`.trim()))];
  };
  return collect(program, '');
}

function flagsOf({ short, long, description }: Option): { word: string; about: string }[] {
  return [long, short]
    .filter((flag) => flag !== undefined && flag !== null)
    .map((word) => ({ word, about: description }));
}

const scripts: Readonly<Record<Shell, (commands: readonly Words[]) => string>> = {
  bash: (commands) => `# Completion of bioweft for bash.
_bioweft() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${followed(commands)}
    esac
  done
  local words=''
  case "$path" in
${commands.map(({ command, words }) => `    '${command}') words='${words.map(({ word }) => word).join(' ')}' ;;`).join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"; compgen -f -- "$current")
}
complete -o filenames -F _bioweft bioweft`,
  zsh: (commands) => `#compdef bioweft
# Completion of bioweft for zsh.
_bioweft() {
  local path='' word
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    case "$path $word" in
${followed(commands)}
    esac
  done
  local -a choices
  case "$path" in
${commands
  .map(
    ({ command, words }) =>
      `    '${command}') choices=(${words.map(({ word, about }) => quoted(`${word}:${about.replaceAll(':', ' ')}`)).join(' ')}) ;;`,
  )
  .join('\n')}
  esac
  _describe 'bioweft' choices
  _files
}
compdef _bioweft bioweft`,
  fish: (commands) => `# Completion of bioweft for fish.
${commands
  .flatMap(({ command, words }) => {
    const seen = command === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${command.split(' ').at(-1)}`;
    return words.map(({ word, about }) => {
      const what = word.startsWith('--')
        ? `-l ${word.slice(2)}`
        : word.startsWith('-')
          ? `-s ${word.slice(1)}`
          : `-a ${word}`;
      return `complete -c bioweft -n '${seen}' ${what} -d ${quoted(about)}`;
    });
  })
  .join('\n')}`,
};

/** Cases of bash and zsh that follow the words typed so far to the command they name. */
function followed(commands: readonly Words[]): string {
  return commands
    .filter(({ command }) => command !== '')
    .map(({ command }) => `      '${command.includes(' ') ? '' : ' '}${command}') path='${command}' ;;`)
    .join('\n');
}

/** For a shell, between single quotes. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
