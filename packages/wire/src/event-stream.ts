import { crc32 } from 'node:zlib';

/** Headers of a message; all values are strings. */
export type EventHeaders = readonly (readonly [name: string, value: string])[];

const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
const STRING_TYPE = 7;

/**
 * One message of `application/vnd.amazon.eventstream`, as streamed answers of AWS services consist of
 * (https://smithy.io/2.0/aws/amazon-eventstream.html): lengths, headers and payload, with a checksum of the lengths and one of everything.
 * @throws RangeError for a header name beyond 255 octets or a value beyond 65,535
 */
export function eventMessage(headers: EventHeaders, payload: Uint8Array): Uint8Array {
  const head = Buffer.concat(headers.map(([name, value]) => headerOctets(name, value)));
  const message = Buffer.alloc(PRELUDE_BYTES + head.length + payload.length + CHECKSUM_BYTES);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(head, PRELUDE_BYTES);
  message.set(payload, PRELUDE_BYTES + head.length);
  const end = message.length - CHECKSUM_BYTES;
  message.writeUInt32BE(crc32(message.subarray(0, end)), end);
  return message;
}

function headerOctets(name: string, value: string): Buffer {
  const nameOctets = Buffer.from(name);
  const valueOctets = Buffer.from(value);
  if (nameOctets.length > 0xff || valueOctets.length > 0xffff) throw new RangeError(`the header ${name} is too long`);
  const lengths = Buffer.alloc(3);
  lengths.writeUInt8(STRING_TYPE, 0);
  lengths.writeUInt16BE(valueOctets.length, 1);
  return Buffer.concat([Buffer.from([nameOctets.length]), nameOctets, lengths, valueOctets]);
}
