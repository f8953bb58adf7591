import { expect, test } from 'bun:test';
import { fieldName } from './field-name.ts';
import { AT_ONCE, MemorySocket } from './memory-socket.ts';
import { OutputBuffer } from './output-buffer.ts';

const ROOM_BYTES = 64 * 1024;

function write(output: OutputBuffer, socket: MemorySocket, text: string): void {
  output.begin(text.length);
  output.writeOctets(Buffer.from(text));
  output.send(socket);
}

/** The value as it is written behind its name. */
function written(value: string, filled = 0): string {
  const output = new OutputBuffer(AT_ONCE);
  const socket = new MemorySocket();
  if (filled > 0) write(output, socket, 'x'.repeat(filled));
  output.begin(value.length + 6);
  output.writeFieldLine(fieldName('X-'), value);
  output.send(socket);
  output.flush();
  return socket.sent.slice(filled);
}

test('what is written and not sent is dropped when the next message begins', () => {
  const output = new OutputBuffer(AT_ONCE);
  const socket = new MemorySocket();
  write(output, socket, 'a');
  output.begin(100);
  output.writeOctets(Buffer.from('dropped, and longer than what follows'));
  write(output, socket, 'b');
  output.begin(100);
  output.writeOctets(Buffer.from('dropped'));
  output.flush();
  expect(socket.sent).toBe('ab');
  expect(socket.writes).toBe(1);
});

test('each socket gets its own, in order', () => {
  const output = new OutputBuffer(AT_ONCE);
  const [one, two] = [new MemorySocket(), new MemorySocket()];
  write(output, one, 'a');
  write(output, two, '1');
  write(output, two, '2');
  write(output, one, 'b');
  output.octets(two, Buffer.from('3'));
  output.flush();
  output.flush();
  write(output, one, 'c');
  output.flush();
  expect([one.sent, two.sent]).toEqual(['abc', '123']);
});

test.each([[ROOM_BYTES - 100], [ROOM_BYTES], [3 * ROOM_BYTES]])('a message of %p octets, between others', (length) => {
  const output = new OutputBuffer(AT_ONCE);
  const [one, two] = [new MemorySocket(), new MemorySocket()];
  const long = 'x'.repeat(length);
  for (const text of ['a', long, 'b', 'c', long]) {
    write(output, one, text);
    write(output, two, '.');
  }
  output.flush();
  expect(one.sent).toBe(`a${long}bc${long}`);
  expect(two.sent).toBe('.....');
});

test('a socket that makes another one speak while it is written to', () => {
  const output = new OutputBuffer(AT_ONCE);
  const [one, two] = [new MemorySocket(), new MemorySocket()];
  const speaking = new (class extends MemorySocket {
    override writeFrom(room: Uint8Array, start: number, end: number): void {
      write(output, two, 'y'.repeat(ROOM_BYTES));
      super.writeFrom(room, start, end);
    }
  })();
  write(output, one, 'a');
  write(output, speaking, 'b');
  write(output, one, 'c');
  output.flush();
  expect([one.sent, speaking.sent]).toEqual(['ac', 'b']);
  expect(two.sent).toBe('y'.repeat(ROOM_BYTES));
});

test.each([
  '',
  'plain',
  'tab\tinside',
  'caf\u00e9 \u00ff',
  '\u0080',
  'x'.repeat(70_000),
  `${'x'.repeat(70_000)}\u00e9`,
])('a value arrives as it is: %#', (value) => expect(written(value)).toBe(`X-: ${value}\r\n`));

test.each(['a\nb', 'a\rb', '\0', '\x7f', '\x1f', '\u010a', '\u20ac', '\ud83d\ude00', '\u00e9\n', 'x\ud83d', '\u0100'])(
  'a value that may not be sent: %#',
  (value) => expect(() => written(value)).toThrow('invalid character in the value of X-'),
);

test('a value that is not ASCII is seen to be so at the very end of the room', () => {
  for (let left = 0; left < 40; left++) {
    const filled = ROOM_BYTES - left;
    for (const value of ['\u00e9', 'ab\u00e9', '\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9']) {
      expect(written(value, filled)).toBe(`X-: ${value}\r\n`);
    }
    expect(() => written('ab\u20ac', filled)).toThrow('invalid character');
  }
});

test.each([0, 9, 10, 99, 100, 4_294_967_296, 123_456_789_012_345])('%p in digits', (value) => {
  const output = new OutputBuffer(AT_ONCE);
  const socket = new MemorySocket();
  output.begin(20);
  output.writeNumber(value);
  output.endLine();
  output.send(socket);
  output.flush();
  expect(socket.sent).toBe(`${value}\r\n`);
});

test('a header whose value recurs, changes and recurs', () => {
  const name = fieldName('X-Recurring');
  const values = [
    'a',
    'a',
    'b',
    'b',
    'a',
    ...Array.from({ length: 50 }, (_, index) => `${index}`),
    '49',
    '49',
    'ü',
    'ü',
    '',
  ];
  const output = new OutputBuffer(AT_ONCE);
  const socket = new MemorySocket();
  for (const value of values) {
    output.begin(100);
    output.writeFieldLine(name, value);
    output.send(socket);
  }
  output.flush();
  expect(socket.sent).toBe(values.map((value) => `X-Recurring: ${value}\r\n`).join(''));
  for (let times = 0; times < 2; times++) {
    output.begin(100);
    expect(() => output.writeFieldLine(name, 'a\n')).toThrow('invalid character in the value of X-Recurring');
  }
});
