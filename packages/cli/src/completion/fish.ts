import type { CommandTable, CompletedOption, ValueHint } from './command-table.ts';

/** A fish completion script. */
export function fishCompletion([program, ...commands]: CommandTable): string {
  const atFirst = `__fish_use_subcommand`;
  const lines = [
    'complete -c portico -f',
    ...program.options.map((option) => optionLine(atFirst, option)),
    ...commands.flatMap(({ name, description, options, argument }) => {
      const after = `__fish_seen_subcommand_from ${name}`;
      return [
        `complete -c portico -n ${quote(atFirst)} -a ${name} -d ${quote(description)}`,
        ...options.map((option) => optionLine(after, option)),
        ...(argument === undefined ? [] : [`complete -c portico -n ${quote(after)} ${values(argument)}`]),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function optionLine(condition: string, { names, description, value }: CompletedOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const taken = value === undefined ? '' : ` -r ${values(value)}`;
  return `complete -c portico -n ${quote(condition)} ${flags.join(' ')} -d ${quote(description)}${taken}`;
}

function values(value: ValueHint): string {
  switch (value.kind) {
    case 'words':
      return `-f -a ${quote(value.words.join(' '))}`;
    case 'file':
      return '-F';
    case 'folder':
      return `-f -a '(__fish_complete_directories)'`;
    case 'text':
      return '-f';
  }
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
