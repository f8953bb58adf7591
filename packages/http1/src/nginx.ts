import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_BODY_BYTES, statusesOf } from './conformance-case.ts';

/** nginx as a judge, for tests: it reads requests as strictly as it can and asks `upstreamPort` for the answers. */
export interface Nginx {
  /** What nginx answers to these octets and the end of the client's direction, as statuses. */
  judge(octets: Uint8Array): Promise<readonly number[]>;
  stop(): Promise<void>;
}

export const hasNginx: boolean = spawnSync('nginx', ['-v'], { stdio: 'ignore' }).status === 0;

export async function startNginx(port: number, upstreamPort: number): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-nginx-'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, upstreamPort));
  const child = spawn('nginx', ['-c', file, '-p', folder, '-e', join(folder, 'error.log')], { stdio: 'ignore' });
  await untilListening(child, port);
  return {
    judge: (octets) => exchange(port, octets),
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Header names with underscores are headers, invalid ones are refused; room as ours has it. */
function configuration(folder: string, port: number, upstreamPort: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `
    daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events { worker_connections 256; }
    http {
      access_log off; ${temporary.join(' ')}
      underscores_in_headers on; ignore_invalid_headers off; merge_slashes off;
      large_client_header_buffers 4 16k; client_max_body_size ${MAX_BODY_BYTES}; lingering_close off;
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://127.0.0.1:${upstreamPort}; proxy_ignore_client_abort on; proxy_intercept_errors off;
        }
      }
    }`;
}

function exchange(port: number, octets: Uint8Array): Promise<readonly number[]> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    const finish = (): void => {
      socket.destroy();
      resolve(statusesOf(received));
    };
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
    });
    socket.once('end', finish);
    socket.once('close', finish);
    socket.once('error', finish);
    socket.end(octets);
  });
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) break;
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('nginx does not listen');
}
