/** Why a message is not taken. The connection answers `status` (a server) or breaks (a client), and reads no further. */
export interface Refusal {
  readonly status: 400 | 408 | 413 | 414 | 417 | 429 | 431 | 501 | 505;
  /** For logs; nothing of the message is in it. */
  readonly reason: string;
}

/** What came of the octets given so far: a part of a message, the whole of it, or something that is refused. */
export type Progress = 'incomplete' | 'done' | 'refused';

export const badRequest = (reason: string): Refusal => ({ status: 400, reason });
