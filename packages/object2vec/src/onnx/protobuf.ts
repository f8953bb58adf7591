/**
 * The part of the Protocol Buffers wire format that ONNX files use: varints, length-delimited fields, 32-bit fields.
 * https://protobuf.dev/programming-guides/encoding/
 */
import { ModelFormatError } from '../model.ts';

/** One encoded message: parts to be joined, and their length in bytes. */
export interface Encoded {
  readonly parts: readonly Uint8Array[];
  readonly byteLength: number;
}

const utf8 = new TextEncoder();

/** A field holding a non-negative integer. */
export function varintField(field: number, value: number): Encoded {
  return single(Uint8Array.from([...varint(field * 8), ...varint(value)]));
}

export function stringField(field: number, text: string): Encoded {
  return messageField(field, single(utf8.encode(text)));
}

export function bytesField(field: number, bytes: Uint8Array): Encoded {
  return messageField(field, single(bytes));
}

export function messageField(field: number, ...content: readonly Encoded[]): Encoded {
  const body = join(content);
  const head = Uint8Array.from([...varint(field * 8 + 2), ...varint(body.byteLength)]);
  return { parts: [head, ...body.parts], byteLength: head.byteLength + body.byteLength };
}

export function toBytes(content: readonly Encoded[]): Uint8Array {
  const { parts, byteLength } = join(content);
  const bytes = new Uint8Array(byteLength);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

function join(content: readonly Encoded[]): Encoded {
  return {
    parts: content.flatMap((one) => one.parts),
    byteLength: content.reduce((sum, one) => sum + one.byteLength, 0),
  };
}

function single(bytes: Uint8Array): Encoded {
  return { parts: [bytes], byteLength: bytes.byteLength };
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

/** One field of a message: `value` is a number for a varint, bytes (not copied) for everything else. */
export interface Field {
  readonly field: number;
  readonly value: number | Uint8Array;
}

/**
 * The fields of a message, in order. Integers beyond 2^53 are refused, so is a group (obsolete wire types 3 and 4).
 * @throws ModelFormatError where the bytes are not a message, or end too early.
 */
export function* readFields(message: Uint8Array): Generator<Field, void, undefined> {
  let offset = 0;
  while (offset < message.byteLength) {
    const key = readVarint();
    const field = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        yield { field, value: readVarint() };
        break;
      case 1:
        yield { field, value: readBytes(8) };
        break;
      case 2:
        yield { field, value: readBytes(readVarint()) };
        break;
      case 5:
        yield { field, value: readBytes(4) };
        break;
      default:
        throw new ModelFormatError(`not an ONNX file: a field has wire type ${key % 8}`);
    }
  }

  function readVarint(): number {
    let value = 0;
    for (let scale = 1; scale <= 128 ** 7; scale *= 128) {
      const byte = message[offset++];
      if (byte === undefined) throw new ModelFormatError('not an ONNX file: it ends inside a number');
      value += (byte % 128) * scale;
      if (byte < 128 && value <= Number.MAX_SAFE_INTEGER) return value;
    }
    throw new ModelFormatError('not an ONNX file: a number is too large');
  }

  function readBytes(length: number): Uint8Array {
    if (length > message.byteLength - offset) throw new ModelFormatError('not an ONNX file: it ends inside a field');
    offset += length;
    return message.subarray(offset - length, offset);
  }
}
