import { expect, test } from 'bun:test';
import type { ApiChange, FromWorker, ToWorker } from './messages.ts';
import { createWorkerPool } from './worker-pool.ts';
import type { WorkerEvents } from './worker-process.ts';

/** A worker process without a process: says what it is told to say. */
class FakeProcess {
  readonly told: ToWorker[] = [];
  isKilled = false;
  readonly pid: number;
  readonly #events: WorkerEvents;

  constructor(pid: number, events: WorkerEvents) {
    this.pid = pid;
    this.#events = events;
  }

  send(message: ToWorker): void {
    this.told.push(message);
  }

  kill(): void {
    this.isKilled = true;
    this.#events.ended('SIGKILL');
  }

  say(message: FromWorker): void {
    this.#events.message(message);
  }

  end(how: string): void {
    this.#events.ended(how);
  }

  /** Takes everything that it was told so far. */
  apply(): void {
    for (const message of this.told) {
      if (message.type === 'change') this.say({ type: 'applied', sequence: message.sequence });
    }
  }

  get changes(): readonly string[] {
    return this.told.flatMap((message) =>
      message.type === 'change' && message.change.kind === 'api' ? [message.change.restApiId] : [],
    );
  }
}

const api = (restApiId: string): ApiChange => ({
  kind: 'api',
  restApiId,
  owner: { accountId: '', region: '' },
  stages: [],
  deployments: [],
});

function poolOf(workers: number, changeTimeoutInMillis = 1000) {
  const processes: FakeProcess[] = [];
  const lines: string[] = [];
  const inService = [api('a'), api('b')];
  const pool = createWorkerPool({
    workers,
    settings: {
      host: '127.0.0.1',
      port: 1,
      main: { port: 2, secret: '' },
      dataDir: '/nowhere',
      rootCredentials: undefined,
      awsIntegrations: { endpoints: [], credentials: { accessKeyId: '', secretAccessKey: '' } },
    },
    snapshot: () => inService,
    writeExecutionLog: ({ requestId }) => lines.push(requestId),
    log: (line) => lines.push(line),
    startProcess(events) {
      const process = new FakeProcess(processes.length + 1, events);
      processes.push(process);
      return process;
    },
    changeTimeoutInMillis,
  });
  return { pool, processes, lines, inService };
}

async function started(workers: number, changeTimeoutInMillis?: number) {
  const all = poolOf(workers, changeTimeoutInMillis);
  const starting = all.pool.start();
  for (const process of all.processes) {
    process.say({ type: 'ready' });
    process.apply();
    process.say({ type: 'serving' });
  }
  await starting;
  return all;
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  return Promise.race([promise.then(() => true), Bun.sleep(5).then(() => false)]);
}

test('a worker is told what is in service before it is told to serve', async () => {
  const { processes } = await started(2);
  expect(processes).toHaveLength(2);
  for (const { told, changes } of processes) {
    expect(told.map(({ type }) => type)).toEqual(['start', 'change', 'change', 'serve']);
    expect(changes).toEqual(['a', 'b']);
  }
});

test('the start waits for every worker, and fails with the reason of one that cannot', async () => {
  const { pool, processes } = poolOf(2);
  const starting = pool.start();
  const failure = starting.catch((error: unknown) => error);
  processes[0]?.say({ type: 'ready' });
  processes[0]?.say({ type: 'serving' });
  expect(await isSettled(starting.catch(() => {}))).toBe(false);
  processes[1]?.say({ type: 'failed', reason: 'EADDRINUSE' });
  processes[1]?.end('exit code 1');
  expect(String(await failure)).toContain('EADDRINUSE');
  expect(processes[0]?.isKilled).toBe(true);
});

test('a change is settled when every worker has it, and what comes later does not hold it up', async () => {
  const { pool, processes } = await started(2);
  const [first, second] = processes;
  expect(await isSettled(pool.settled())).toBe(true);
  pool.publish(api('c'));
  const settled = pool.settled();
  first?.apply();
  expect(await isSettled(settled)).toBe(false);
  pool.publish(api('d'));
  second?.say({ type: 'applied', sequence: lastSequence(second, 'c') });
  expect(await isSettled(settled)).toBe(true);
  expect(await isSettled(pool.settled())).toBe(false);
});

test('a worker that ends is replaced, and does not hold up what it has not taken', async () => {
  const { pool, processes, inService, lines } = await started(2);
  pool.publish(api('c'));
  inService.push(api('c'));
  processes[1]?.apply();
  const settled = pool.settled();
  processes[0]?.end('SIGKILL');
  expect(await isSettled(settled)).toBe(true);
  expect(lines).toEqual(['Gateway worker 1 has ended (SIGKILL); another takes its place']);
  await Bun.sleep(400); // it has ended soon after its start
  expect(processes).toHaveLength(3);
  pool.publish(api('d')); // in the snapshot of one that has not said that it is there
  inService.push(api('d'));
  processes[2]?.say({ type: 'ready' });
  pool.publish(api('e'));
  expect(processes[2]?.changes).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a worker that does not take a change in time is replaced', async () => {
  const { pool, processes, lines } = await started(2, 30);
  pool.publish(api('c'));
  processes[0]?.apply();
  await pool.settled();
  expect(processes.map(({ isKilled }) => isKilled)).toEqual([false, true]);
  expect(lines[0]).toContain('Gateway worker 2 has not taken a change for 30 ms');
});

test('workers that end again and again are replaced more and more slowly', async () => {
  const { pool, processes } = await started(1);
  const starts: number[] = [];
  for (let count = 1; count <= 3; count++) {
    const from = performance.now();
    processes.at(-1)?.end('exit code 1');
    while (processes.length === count) await Bun.sleep(5);
    starts.push(performance.now() - from);
  }
  expect(starts[1] ?? 0).toBeGreaterThan((starts[0] ?? 0) * 1.5);
  expect(starts[2] ?? 0).toBeGreaterThan((starts[1] ?? 0) * 1.5);
  const closed = pool.close(0);
  processes.at(-1)?.end('exit code 0');
  await closed;
});

test('execution logs are written in order and answered', async () => {
  const { processes, lines } = await started(1);
  const entries = ['1', '2'].map((requestId) => ({ apiId: 'a', stageName: 's', requestId, lines: [] }));
  processes[0]?.say({ type: 'executionLogs', entries });
  expect(lines).toEqual(['1', '2']);
  expect(processes[0]?.told.at(-1)).toEqual({ type: 'logged' });
});

test('at the end workers are asked to drain, and none is replaced', async () => {
  const { pool, processes } = await started(2);
  const closed = pool.close(1000);
  for (const process of processes) expect(process.told.at(-1)).toEqual({ type: 'drain', deadlineInMillis: 1000 });
  expect(await isSettled(closed)).toBe(false);
  for (const process of processes) process.end('exit code 0');
  await closed;
  await Bun.sleep(300);
  expect(processes).toHaveLength(2);
});

function lastSequence(process: FakeProcess, restApiId: string): number {
  for (const message of process.told) {
    if (message.type === 'change' && message.change.kind === 'api' && message.change.restApiId === restApiId) {
      return message.sequence;
    }
  }
  throw new Error(`never told of ${restApiId}`);
}
