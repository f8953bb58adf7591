import type { FieldLimits } from './field-section.ts';

export interface HttpLimits extends FieldLimits {
  /** The request line with its line end; a longer one gets 414. */
  readonly maxRequestLineBytes: number;
  /** Header section, and trailer section: more gets 431. */
  readonly maxHeaderBytes: number;
  readonly maxHeaders: number;
}

/** Amazon API Gateway's quotas for headers in all and for a regional URL (10,240 octets each), and room around the URL. */
export const DEFAULT_LIMITS: HttpLimits = {
  maxRequestLineBytes: 10_240 + 64,
  maxHeaderBytes: 10_240,
  maxHeaders: 200,
};

export interface HttpTimeouts {
  /** From the first octet of a head, or from the start of a connection, to the end of the head. */
  readonly headInMillis: number;
  /** From the end of the head to the end of the body. */
  readonly bodyInMillis: number;
  /** How long a kept connection may wait for its next request. */
  readonly keepAliveInMillis: number;
  /** How long a peer may read nothing while an answer waits for it. */
  readonly writeInMillis: number;
  /** How long the peer has to end its direction after we have ended ours. */
  readonly lingerInMillis: number;
}

export const DEFAULT_TIMEOUTS: HttpTimeouts = {
  headInMillis: 10_000,
  bodyInMillis: 30_000,
  keepAliveInMillis: 65_000,
  writeInMillis: 30_000,
  lingerInMillis: 1000,
};
