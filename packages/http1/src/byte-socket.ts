/** A connected stream of octets, TLS or not: what the codec asks of a runtime. */
export interface ByteSocket {
  /** The peer's address; IPv4 in its plain form. '' when it is gone. */
  readonly remoteAddress: string;
  /** Octets taken by `write` and not yet by the operating system. `drained` is called when they are gone. */
  readonly waitingBytes: number;
  /** Sends, or keeps what cannot be sent yet: the octets never change. Does nothing on a socket that is closed. */
  write(octets: Uint8Array): void;
  /** Sends a stretch of a room that others fill afterwards: what cannot be sent yet is copied. */
  writeFrom(room: Uint8Array, start: number, end: number): void;
  /** Stops and resumes `received` and `ended`. */
  pause(): void;
  resume(): void;
  /** Ends our direction after what was written; the other one stays open. Nothing may be written afterwards. */
  end(): void;
  /** Gives the connection up at once. `closed` follows. */
  destroy(): void;
  /** Whether the open connection keeps the process alive; it does at first. */
  keepProcess(keep: boolean): void;
}

/** What happens to a socket. Nothing is called after `closed`. */
export interface ByteSocketEvents {
  /** @param octets belong to the receiver */
  received(octets: Buffer): void;
  drained(): void;
  /** The peer has ended its direction. */
  ended(): void;
  /** @param code the error's, such as `ECONNRESET`; undefined for an orderly end */
  closed(code: string | undefined): void;
}

/** PEM texts, as `node:tls` takes them. */
export interface ServerTls {
  readonly key: string;
  readonly cert: string;
}

export interface ListenOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly tls?: ServerTls;
  /** Several processes may listen on the port. */
  readonly reusePort?: boolean;
}

export interface ByteListener {
  readonly port: number;
  /** Accepts no more; open connections stay. */
  stop(): Promise<void>;
}

/** Listens; `accept` is called for each connection (after its TLS handshake) and gives what receives its events. */
export type ListenForBytes = (
  options: ListenOptions,
  accept: (socket: ByteSocket) => ByteSocketEvents,
) => Promise<ByteListener>;

export interface ConnectOptions {
  /** A name or an address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly tls?: {
    /** Takes any certificate. */
    readonly insecureSkipVerification: boolean;
    /** PEM: the only authorities that are trusted; default the runtime's. */
    readonly ca: string | undefined;
  };
}

export interface ConnectEvents {
  /** Connected, with TLS if asked for: gives what receives the socket's events. */
  opened(socket: ByteSocket): ByteSocketEvents;
  /** @param reached somebody accepted the connection, and TLS failed */
  failed(reached: boolean): void;
}

/** Connects. @returns gives the attempt up: no event follows */
export type ConnectForBytes = (options: ConnectOptions, events: ConnectEvents) => () => void;
