import { connect } from 'node:net';

/** Sends bytes on a fresh connection and returns all that comes back until the server, or the time, ends it. */
export function rawExchange(port: number, parts: readonly string[], millis = 3000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const timer = setTimeout(() => socket.destroy(), millis);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
    for (const part of parts) socket.write(part, 'latin1');
  });
}

/** The status line's code of the first answer in a raw exchange; `undefined` when nothing was answered. */
export function statusOf(answer: string): number | undefined {
  const code = /^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1];
  return code === undefined ? undefined : Number(code);
}

/** How many answers a raw exchange holds. */
export function countAnswers(answer: string): number {
  return answer.split(/HTTP\/1\.1 \d{3} /).length - 1;
}
