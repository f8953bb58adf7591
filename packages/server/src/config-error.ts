/** A server that cannot start as it was asked to. `message` is one line that names the cause and the remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** The option, as it is called on the command line without dashes. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
  readonly remedy: string;

  constructor(details: {
    readonly path: string;
    readonly expected: string;
    readonly received: string;
    readonly remedy: string;
    readonly cause?: unknown;
  }) {
    super(
      `--${details.path}: expected ${details.expected}, got ${details.received}. ${details.remedy}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.path = details.path;
    this.expected = details.expected;
    this.received = details.received;
    this.remedy = details.remedy;
  }
}
