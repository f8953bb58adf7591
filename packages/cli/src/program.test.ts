import { expect, test } from 'bun:test';
import { createProgram } from './program.ts';
import { runPortico } from './testing/run-portico.ts';

test.each<[string, string[], Record<string, string>, string]>([
  ['an unknown command', ['strat'], {}, "portico: unknown command 'strat' (Did you mean start?)\n"],
  ['an unknown flag', ['start', '--prot', '1'], {}, "portico: unknown option '--prot' (Did you mean --port?)\n"],
  [
    'a port that is no number',
    ['start', '--port', '80a'],
    {},
    "portico: option '--port <n>' argument '80a' is invalid. Give a whole number from 0 to 65535.\n",
  ],
  [
    'a port out of range',
    ['start', '--port', '65536'],
    {},
    "portico: option '--port <n>' argument '65536' is invalid. Give a whole number from 0 to 65535.\n",
  ],
  [
    'a bad port in the environment',
    ['start'],
    { PORTICO_PORT: '-1' },
    "portico: option '--port <n>' value '-1' from env 'PORTICO_PORT' is invalid. Give a whole number from 0 to 65535.\n",
  ],
  [
    'a stray argument',
    ['start', 'now'],
    {},
    "portico: too many arguments for 'start'. Expected 0 arguments but got 1: now.\n",
  ],
  [
    'half a pair of credentials',
    ['start'],
    { PORTICO_ACCESS_KEY_ID: 'a' },
    'portico: set both PORTICO_ACCESS_KEY_ID and PORTICO_SECRET_ACCESS_KEY, or neither.\n',
  ],
  ['a missing flag', ['train', '--out', 'x'], {}, "portico: required option '--ratings <file>' not specified\n"],
  [
    'a hyperparameter without a value',
    ['train', '--set', 'rank='],
    {},
    "portico: option '--set <name=number>' argument 'rank=' is invalid. Give NAME=NUMBER, such as sweeps=100.\n",
  ],
  [
    'an endpoint without a name',
    ['start', '--endpoint', 'http://h'],
    {},
    "portico: option '--endpoint <name=url>' argument 'http://h' is invalid. Give NAME=URL, such as ratings=http://127.0.0.1:8080.\n",
  ],
])('%s is one line on stderr and exit code 2', async (_what, args, env, stderr) => {
  expect(await runPortico(args, env)).toEqual({ exitCode: 2, stdout: '', stderr });
});

test('no command prints the help on stderr and exits with 2', async () => {
  const { exitCode, stdout, stderr } = await runPortico([]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toStartWith('Usage: portico');
});

const COMMANDS = ['start', 'import', 'credentials', 'lint', 'train', 'status', 'render', 'test', 'check', 'completion'];

test('the help names every command', async () => {
  const { stdout } = await runPortico(['--help']);
  const named = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)].map(([, name]) => name);
  expect(named).toEqual([...COMMANDS, 'help']);
  expect(createProgram().commands.map((command) => command.name())).toEqual(COMMANDS);
});

test.each([[[]], ...COMMANDS.map((name) => [[name]])])(
  'help of %p is on stdout, without colours, exit code 0',
  async (command) => {
    const { exitCode, stdout, stderr } = await runPortico([...command, '--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toStartWith(`Usage: ${['portico', ...command].join(' ')}`);
    expect(stdout).not.toContain('\u001b');
  },
);

test('--version prints the version of the package', async () => {
  const { version } = await Bun.file(new URL('../package.json', import.meta.url)).json();
  expect(await runPortico(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});

test('every command and option has a description', () => {
  const program = createProgram();
  for (const command of program.commands) {
    expect(command.description()).not.toBe('');
    for (const option of command.options) expect(option.description).not.toBe('');
  }
});
