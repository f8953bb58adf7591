import type { Stages } from '@portico/gateway';

/** Requests come first. */
const PAUSE_IN_MILLIS = 5;

/** Brings what nobody has called yet into service in the background, one API at a time. The function ends that. */
export function warmUp(stages: Stages): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    timer = stages.loadNext() ? setTimeout(next, PAUSE_IN_MILLIS) : undefined;
  };
  timer = setTimeout(next, PAUSE_IN_MILLIS);
  return () => clearTimeout(timer);
}
