import type { Socket } from 'bun';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A kept connection of a load generator: one request at a time, as cheap as may be. Bodies have a Content-Length. */
export class HttpConnection {
  readonly #socket: Socket<HttpConnection>;
  #text = '';
  #answered: ((answer: Answer | undefined) => void) | undefined;
  isClosed = false;

  private constructor(socket: Socket<HttpConnection>) {
    this.#socket = socket;
  }

  static async open(port: number): Promise<HttpConnection> {
    const opened = Promise.withResolvers<HttpConnection>();
    Bun.connect<HttpConnection>({
      hostname: '127.0.0.1',
      port,
      socket: {
        open(socket) {
          socket.data = new HttpConnection(socket);
          opened.resolve(socket.data);
        },
        data: (socket, octets) => socket.data.#received(octets),
        close: (socket) => socket.data.#closed(),
        error: (socket) => socket.data.#closed(),
        connectError: (_socket, error) => opened.reject(error),
      },
    }).catch(opened.reject);
    return opened.promise;
  }

  /** @param request the whole of it @returns undefined when the connection ends before the answer */
  ask(request: string): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      if (this.isClosed) {
        resolve(undefined);
        return;
      }
      this.#answered = resolve;
      this.#text = '';
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.terminate();
    this.#closed();
  }

  #received(octets: Buffer): void {
    this.#text += octets.toString('latin1');
    const end = this.#text.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#text.slice(0, end + 2))?.[1] ?? 0);
    const body = this.#text.slice(end + 4);
    if (body.length < length) return;
    this.#settle({ status: Number(this.#text.slice(9, 12)), body });
  }

  #closed(): void {
    this.isClosed = true;
    this.#settle(undefined);
  }

  #settle(answer: Answer | undefined): void {
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(answer);
  }
}

/** A GET as one string. */
export function get(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: load\r\n\r\n`;
}
