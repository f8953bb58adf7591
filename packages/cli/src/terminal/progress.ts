import { SingleBar } from 'cli-progress';

export interface Progress {
  /** `done` of the total; `status` is shown behind the bar. */
  update(done: number, status: string): void;
  stop(): void;
}

/** A bar on stderr, so that stdout stays data; nothing at all where stderr is not a terminal. */
export function startProgress(title: string, total: number): Progress {
  const bar = new SingleBar({
    format: `${title} [{bar}] {percentage}% {status}`,
    stream: process.stderr,
    noTTYOutput: false,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
  });
  bar.start(total, 0, { status: '' });
  return {
    update: (done, status) => bar.update(done, { status }),
    stop: () => bar.stop(),
  };
}
