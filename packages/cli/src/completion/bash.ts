import type { CommandTable, CompletedCommand, ValueHint } from './command-table.ts';

/** A bash completion script. Names in the table are letters, digits and dashes: nothing needs quoting. */
export function bashCompletion([program, ...commands]: CommandTable): string {
  const values = commands.flatMap((command) =>
    command.options.flatMap(({ names, value }) =>
      value === undefined ? [] : names.map((name) => `    '${command.name} ${name}') ${candidates(value)}; return ;;`),
    ),
  );
  const words = commands.map((command) => `    ${command.name}) ${commandWords(command)} ;;`);
  return `_portico() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  # Candidates are separated by line ends, so that file names may hold spaces.
  local IFS=$'\\n'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    ${candidates({ kind: 'words', words: [...commands.map(({ name }) => name), ...optionNames(program)] })}
    return
  fi
  case "$command $previous" in
${values.join('\n')}
  esac
  case "$command" in
${words.join('\n')}
  esac
}
complete -o filenames -F _portico portico
`;
}

function commandWords(command: CompletedCommand): string {
  const options = candidates({ kind: 'words', words: optionNames(command) });
  if (command.argument === undefined) return options;
  return `if [ "\${current:0:1}" = - ]; then ${options}; else ${candidates(command.argument)}; fi`;
}

function candidates(value: ValueHint): string {
  switch (value.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W $'${value.words.join('\\n')}' -- "$current"))`;
    case 'file':
      return 'COMPREPLY=($(compgen -f -- "$current"))';
    case 'folder':
      return 'COMPREPLY=($(compgen -d -- "$current"))';
    case 'text':
      return ':';
  }
}

function optionNames(command: CompletedCommand): readonly string[] {
  return command.options.flatMap(({ names }) => names);
}
