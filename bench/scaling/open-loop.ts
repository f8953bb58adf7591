import type { Socket } from 'bun';

export interface Latencies {
  /** Milliseconds from the moment a request was due, whether or not a connection was free then. */
  readonly percentile: (share: number) => number;
  /** Of them, how late the generator itself was: what a busy machine adds. */
  readonly lateness: (share: number) => number;
  readonly requests: number;
  /** Answers but 200. */
  readonly failures: number;
}

/** Asks at a constant rate, whatever the answers do: a slow answer holds up no later request, and waiting counts. */
export async function openLoop(
  url: URL,
  ratePerSecond: number,
  connections: number,
  seconds: number,
): Promise<Latencies> {
  const request = `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: load\r\n\r\n`;
  const millis: number[] = [];
  const late: number[] = [];
  const idle: Connection[] = [];
  const due: number[] = [];
  let failures = 0;

  class Connection {
    readonly #socket: Socket<Connection>;
    #text = '';
    #dueAt = 0;

    constructor(socket: Socket<Connection>) {
      this.#socket = socket;
    }

    ask(dueAt: number): void {
      this.#dueAt = dueAt;
      this.#text = '';
      this.#socket.write(request);
    }

    received(octets: Buffer): void {
      this.#text += octets.toString('latin1');
      const end = this.#text.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#text.slice(0, end + 2))?.[1] ?? 0);
      if (this.#text.length < end + 4 + length) return;
      millis.push(performance.now() - this.#dueAt);
      if (!this.#text.startsWith('HTTP/1.1 200 ')) failures++;
      const next = due.shift();
      if (next === undefined) idle.push(this);
      else this.ask(next);
    }

    close(): void {
      this.#socket.end();
    }
  }

  const all: Connection[] = [];
  for (let count = 0; count < connections; count++) {
    const socket = await Bun.connect<Connection>({
      hostname: url.hostname,
      port: Number(url.port),
      socket: {
        open(opened) {
          opened.data = new Connection(opened);
        },
        data: (opened, octets) => opened.data.received(octets),
      },
    });
    all.push(socket.data);
  }
  idle.push(...all);

  const from = performance.now();
  const total = Math.floor(ratePerSecond * seconds);
  for (let sent = 0; sent < total; ) {
    const now = performance.now();
    for (; sent < total; sent++) {
      const dueAt = from + (sent * 1000) / ratePerSecond;
      if (dueAt > now) break;
      const connection = idle.pop();
      late.push(connection === undefined ? 0 : performance.now() - dueAt);
      if (connection === undefined) due.push(dueAt);
      else connection.ask(dueAt);
    }
    // Timers are too coarse: a millisecond is more than most answers take.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const deadline = performance.now() + 10_000;
  while (millis.length < total && performance.now() < deadline) await Bun.sleep(5);
  if (millis.length < total) throw new Error(`${total - millis.length} of ${total} requests were not answered`);
  for (const connection of all) connection.close();
  return { percentile: percentiles(millis), lateness: percentiles(late), requests: total, failures };
}

function percentiles(millis: number[]): (share: number) => number {
  const sorted = millis.sort((one, other) => one - other);
  return (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
