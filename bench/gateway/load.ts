export interface Load {
  readonly requestsPerSecond: number;
  readonly p50InMillis: number;
  readonly p99InMillis: number;
  readonly requests: number;
  /** Answers that are not 2xx or 3xx, and socket errors. */
  readonly failures: number;
  /** Processor time of the load generator itself. */
  readonly generatorCpuSeconds: number;
}

/**
 * One run of wrk: one thread, keep-alive connections, a fixed time. Throws when wrk is missing or says nothing.
 * @param script a file in Lua that says what is sent
 */
export function load(url: string, connections: number, seconds: number, script?: string): Load {
  const scripted = script === undefined ? [] : ['-s', script];
  const run = Bun.spawnSync(['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...scripted, url]);
  const text = run.stdout.toString();
  return {
    requestsPerSecond: number(text, /Requests\/sec:\s+([\d.]+)/),
    p50InMillis: duration(text, '50%'),
    p99InMillis: duration(text, '99%'),
    requests: number(text, /(\d+) requests in/),
    failures: optional(text, /Non-2xx or 3xx responses: (\d+)/) + socketErrors(text),
    generatorCpuSeconds: Number(run.resourceUsage.cpuTime.total) / 1e6,
  };
}

function socketErrors(text: string): number {
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text);
  return errors === null ? 0 : errors.slice(1).reduce((sum, count) => sum + Number(count), 0);
}

function duration(text: string, percentile: string): number {
  const match = new RegExp(`${percentile}\\s+([\\d.]+)(us|ms|s)`).exec(text);
  if (match === null) throw new Error(`wrk reported no ${percentile}:\n${text}`);
  const factor = match[2] === 'us' ? 0.001 : match[2] === 's' ? 1000 : 1;
  return Number(match[1]) * factor;
}

function number(text: string, pattern: RegExp): number {
  const match = pattern.exec(text);
  if (match === null) throw new Error(`wrk's report lacks ${pattern}:\n${text}`);
  return Number(match[1]);
}

function optional(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}
