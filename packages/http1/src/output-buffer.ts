import type { ByteSocket } from './byte-socket.ts';
import type { FieldName } from './field-name.ts';
import { CR, IS_FIELD_VALUE, LF } from './octets.ts';

/** When what is sent goes out. */
export interface OutputRounds {
  /** Calls back when the event loop has worked on what had come in by now. */
  readonly afterRound: (task: () => void) => void;
  /** So long may a message wait for others of its round, while they are worked on. */
  readonly maxWaitInMillis: number;
}

const MAX_WAIT_IN_MILLIS = 1;

/** @param isAlone whether there is nobody whose message could go out together with the one that was just sent */
export function eventLoopRounds(isAlone: () => boolean): OutputRounds {
  const afterRound = (task: () => void): void => {
    if (isAlone()) task();
    else setImmediate(task);
  };
  return { afterRound, maxWaitInMillis: MAX_WAIT_IN_MILLIS };
}

const ROOM_BYTES = 64 * 1024;
/** Beyond this a body is handed to the socket as it is: copying would cost more than a second write. */
const MAX_COPIED_BYTES = 16 * 1024;
/** A header with more values than this in a row, none of them twice, is one that varies: its lines are not kept any more. */
const MAX_CHANGES = 16;
const MAX_KEPT_LENGTH = 200;
/** So a text that is not ASCII takes more octets than it has characters, even where it is cut off at the end of the room. */
const SLACK_BYTES = 4;

/**
 * What connections send, gathered in one room and handed to their sockets by `flush`. A message is begun, written and sent
 * without anything in between; what is begun and not sent is dropped where the next one begins.
 */
export class OutputBuffer {
  /** How many times what had been sent has gone out. */
  flushes = 0;
  readonly #usualRoom: Buffer = Buffer.allocUnsafeSlow(ROOM_BYTES);
  #room: Buffer = this.#usualRoom;
  /** Where the message ends that is being written. */
  #at = 0;
  /** Where what has been sent ends. */
  #end = 0;
  /** Whose it is, one stretch behind the other, and where each ends. */
  readonly #sockets: ByteSocket[] = [];
  readonly #ends: number[] = [];
  readonly #rounds: OutputRounds;
  #isFlushing = false;
  #isScheduled = false;
  /** When the first of what waits began to, on the clock of `performance.now`; 0: not yet. */
  #since = 0;

  constructor(rounds: OutputRounds) {
    this.#rounds = rounds;
  }

  /** @param maxBytes of what is written up to `send` */
  begin(maxBytes: number): void {
    const bytes = maxBytes + SLACK_BYTES;
    if (this.#end + bytes > this.#room.length) this.#makeRoom(bytes);
    this.#at = this.#end;
  }

  writeOctets(octets: Uint8Array): void {
    this.#room.set(octets, this.#at);
    this.#at += octets.length;
  }

  /** Characters above 255 are cut: to be checked before. */
  writeText(latin1: string): void {
    this.#at += this.#room.write(latin1, this.#at, 'latin1');
  }

  /** What has been written since `begin`. */
  written(): Uint8Array {
    return Uint8Array.from(this.#room.subarray(this.#end, this.#at));
  }

  /** In decimal digits. */
  writeNumber(value: number): void {
    let digits = 1;
    for (let power = 10; power <= value; power *= 10) digits++;
    this.#at += digits;
    let rest = value;
    for (let at = this.#at - 1; digits > 0; digits--, at--) {
      const next = Math.trunc(rest / 10);
      this.#room[at] = DIGIT_ZERO + rest - next * 10;
      rest = next;
    }
  }

  /**
   * One field line: name and value take an octet for each character, and four more.
   * @throws TypeError for a value that would not arrive as it is, or not as one header
   */
  writeFieldLine(name: FieldName, value: string): void {
    if (name.last?.value === value) {
      this.writeOctets(name.last.line);
      name.changes = 0;
      return;
    }
    const from = this.#at;
    this.writeOctets(name.octets);
    const room = this.#room;
    const valueFrom = this.#at;
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at);
      // Beyond the table it is undefined, which is not 1 either. A code unit above 255 would be cut to its low octet, which may be a line end.
      if (IS_FIELD_VALUE[code] !== 1) throw invalidValue(name.text);
      room[valueFrom + at] = code;
    }
    this.#at = valueFrom + value.length;
    this.endLine();
    if (name.changes > MAX_CHANGES) return;
    name.changes++;
    const isKept = name.changes <= MAX_CHANGES && value.length <= MAX_KEPT_LENGTH;
    name.last = isKept ? { value, line: Uint8Array.from(room.subarray(from, this.#at)) } : undefined;
  }

  endLine(): void {
    this.#room[this.#at] = CR;
    this.#room[this.#at + 1] = LF;
    this.#at += 2;
  }

  /** The message is written. */
  send(socket: ByteSocket): void {
    const last = this.#sockets.length - 1;
    if (this.#sockets[last] === socket) {
      this.#ends[last] = this.#at;
    } else {
      this.#sockets.push(socket);
      this.#ends.push(this.#at);
    }
    this.#end = this.#at;
  }

  /** A whole message, or a body behind its head. */
  octets(socket: ByteSocket, octets: Uint8Array): void {
    if (octets.length > MAX_COPIED_BYTES) {
      this.flush();
      socket.write(octets);
      return;
    }
    this.begin(octets.length);
    this.writeOctets(octets);
    this.send(socket);
  }

  /** A whole message, or a head. */
  text(socket: ByteSocket, latin1: string): void {
    this.begin(latin1.length);
    this.writeText(latin1);
    this.send(socket);
  }

  /**
   * Lets what has been sent wait for the end of the event loop's round, and go out together with what else is sent in it.
   * @param knownNow on the clock of `performance.now`, where it has just been looked at
   */
  flushAfterRound(knownNow?: number): void {
    if (this.#sockets.length === 0) return;
    const now = knownNow ?? performance.now();
    if (this.#since === 0) {
      this.#since = now;
    } else if (now - this.#since > this.#rounds.maxWaitInMillis) {
      this.flush();
      return;
    }
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#rounds.afterRound(this.#roundIsOver);
  }

  readonly #roundIsOver = (): void => {
    this.#isScheduled = false;
    this.flush();
  };

  flush(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    let start = 0;
    // A socket that fails may make others speak, which are behind it then.
    for (let index = 0; index < this.#sockets.length; index++) {
      const end = this.#ends[index] as number;
      this.#sockets[index]?.writeFrom(this.#room, start, end);
      start = end;
    }
    this.#sockets.length = 0;
    this.#ends.length = 0;
    this.#end = 0;
    this.#since = 0;
    this.#room = this.#usualRoom;
    this.flushes++;
    this.#isFlushing = false;
  }

  #makeRoom(bytes: number): void {
    this.flush();
    if (this.#end + bytes <= this.#room.length) return;
    const larger = Buffer.allocUnsafeSlow(this.#end + bytes);
    larger.set(this.#room.subarray(0, this.#end));
    this.#room = larger;
  }
}

const DIGIT_ZERO = 48;

function invalidValue(name: string): TypeError {
  return new TypeError(`invalid character in the value of ${name}`);
}
