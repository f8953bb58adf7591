/** Exit codes of every command. A signal's is 128 + its number. */
export const ExitCode = {
  ok: 0,
  /** The work failed: the service refused it, the data is wrong. */
  failed: 1,
  /** The command line or the environment is wrong: nothing was begun. */
  usage: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
