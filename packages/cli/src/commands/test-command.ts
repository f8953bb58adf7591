import { Argument, type Command, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico test`, as commander names them. */
export interface TestOptions {
  readonly filter?: string;
  readonly watch?: true;
  readonly coverage?: true;
  readonly lcov?: string;
  readonly junit?: string;
  readonly verbose?: true;
}

/** `portico test DIR|FILE...`: unit tests of templates and whole methods. */
export function testCommand(): Command {
  return newCommand('test', 'run tests of templates and whole methods')
    .addArgument(
      new Argument('[files-or-dirs...]', 'test files (*.portico-test.yaml) and folders to look in').default(['.']),
    )
    .addOption(new Option('--filter <text>', 'only tests whose name holds this text'))
    .addOption(new Option('--watch', 'run the tests again that a change concerns'))
    .addOption(new Option('--coverage', 'print which directives and branches the tests have reached'))
    .addOption(new Option('--lcov <file>', 'write the coverage as an lcov tracefile'))
    .addOption(new Option('--junit <file>', 'write the results as JUnit XML'))
    .addOption(new Option('--verbose', 'name the tests that pass, too'))
    .addHelpText(
      'after',
      `
Exit codes: 0 all tests passed, 1 a test failed, 2 a test file is wrong or there are no tests.

Examples:
  portico test
  portico test templates/ --watch
  portico test --coverage --lcov coverage.lcov --junit results.xml`,
    )
    .action(async (paths: string[], options: TestOptions) => {
      const { runTest } = await import('../test-files/run-test.ts');
      await runTest(paths, options);
    });
}
