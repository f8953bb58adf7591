import { connectOnBun, listenOnBun } from './bun-sockets.ts';
import type { ConnectForBytes, ListenForBytes } from './byte-socket.ts';
import { connectOnNode, listenOnNode } from './node-sockets.ts';

/** Listens with what the runtime does best: `Bun.listen` on Bun, `node:net` elsewhere. */
export const listenForBytes: ListenForBytes = typeof Bun === 'undefined' ? listenOnNode : listenOnBun;

/** Connects with what the runtime does best: `Bun.connect` on Bun, `node:net` elsewhere. */
export const connectForBytes: ConnectForBytes = typeof Bun === 'undefined' ? connectOnNode : connectOnBun;
