import type { CommandTable, CompletedCommand, CompletedOption, ValueHint } from './command-table.ts';

/** A zsh completion script, for `source` or as a file named `_portico` on `fpath`. */
export function zshCompletion([program, ...commands]: CommandTable): string {
  const names = commands.map(({ name, description }) => `    ${quote(`${name}:${description}`)}`);
  const branches = commands.map((command) => `    ${command.name}) _arguments ${commandSpecs(command)} ;;`);
  return `#compdef portico
_portico() {
  local -a commands
  commands=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments ${program.options.flatMap(optionSpecs).join(' ')}
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${branches.join('\n')}
  esac
}
if [[ $funcstack[1] == _portico ]]; then _portico "$@"; else compdef _portico portico; fi
`;
}

function commandSpecs({ options, argument }: CompletedCommand): string {
  const specs = options.flatMap(optionSpecs);
  return [...specs, ...(argument === undefined ? [] : [quote(`1:argument:${action(argument)}`)])].join(' ');
}

function optionSpecs({ names, description, value }: CompletedOption): readonly string[] {
  const explained = `[${description.replace(/[[\]\\:]/g, '\\$&')}]`;
  return names.map((name) => quote(`${name}${explained}${value === undefined ? '' : `:value:${action(value)}`}`));
}

function action(value: ValueHint): string {
  switch (value.kind) {
    case 'words':
      return `(${value.words.join(' ')})`;
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'text':
      return ' ';
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
