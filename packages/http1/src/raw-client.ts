import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** A client that sends octets and shows what comes back, for tests. */
export interface RawClient {
  readonly socket: Socket;
  send(text: string): void;
  /** Everything received so far, Latin-1. */
  readonly received: string;
  /** Resolves when `received` contains the text `times` times; rejects when the connection ends before. */
  until(text: string, times?: number): Promise<string>;
  /** Resolves with everything received when the server has ended the connection. */
  readonly ended: Promise<string>;
}

export async function rawClient(port: number, certificate?: string): Promise<RawClient> {
  const options = { host: '127.0.0.1', port, allowHalfOpen: true };
  const socket = certificate === undefined ? connect(options) : connectTls({ ...options, ca: certificate });
  let received = '';
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    changed();
  });
  let isEnded = false;
  const ended = new Promise<string>((resolve) => {
    const end = (): void => {
      isEnded = true;
      resolve(received);
      changed();
      socket.end();
    };
    socket.once('end', end);
    socket.once('close', end);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once(certificate === undefined ? 'connect' : 'secureConnect', () => resolve());
  });
  socket.on('error', () => {}); // `ended` tells
  return {
    socket,
    send: (text) => void socket.write(text, 'latin1'),
    get received() {
      return received;
    },
    until(text, times = 1) {
      return new Promise((resolve, reject) => {
        const check = (): void => {
          if (received.split(text).length > times) resolve(received);
          else if (isEnded) reject(new Error(`ended without ${text}: ${received}`));
          else return;
          watchers.delete(check);
        };
        watchers.add(check);
        check();
      });
    },
    ended,
  };
}
