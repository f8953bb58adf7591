/**
 * How `#break` and `#stop` leave code that cannot simply return: thrown, and caught by the construct that it is for.
 * `nearest` (`#break`) is for the innermost loop, macro, block or evaluate; `all` (`#stop`) for the template or evaluate;
 * an object (`#break($foreach.parent)`) for the loop that owns it.
 */
export class StopCommand {
  readonly target: 'nearest' | 'all' | object;
  constructor(target: 'nearest' | 'all' | object) {
    this.target = target;
  }
}

export const BREAK: StopCommand = new StopCommand('nearest');
export const STOP: StopCommand = new StopCommand('all');

/** Runs a body that `#break` ends; other commands and errors pass. */
export function untilBreak(owner: object | undefined, body: () => void): boolean {
  try {
    body();
    return false;
  } catch (thrown) {
    if (thrown instanceof StopCommand && (thrown.target === 'nearest' || thrown.target === owner)) return true;
    throw thrown;
  }
}

/** Runs a template or the argument of `#evaluate`, which any of the commands but one for an outer loop ends. */
export function untilStop(body: () => void): void {
  try {
    body();
  } catch (thrown) {
    if (thrown instanceof StopCommand && typeof thrown.target === 'string') return;
    throw thrown;
  }
}
