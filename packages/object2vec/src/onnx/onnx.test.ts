import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { ModelFormatError, type Object2VecModel } from '../model.ts';
import { randomModel } from '../testing/random-model.ts';
import { messageField, stringField, toBytes, varintField } from './protobuf.ts';
import { readOnnx } from './read-onnx.ts';
import { writeOnnx } from './write-onnx.ts';

const full = randomModel({
  seed: 3,
  comparators: ['hadamard', 'concat', 'abs_diff'],
  mlpUnits: [4, 2],
  mlpActivation: 'tanh',
  outputLayer: 'softmax',
});
const small = randomModel({
  seed: 4,
  comparators: ['hadamard'],
  mlpUnits: [],
  mlpActivation: 'linear',
  outputLayer: 'mean_squared_error',
});

describe('writeOnnx, then readOnnx', () => {
  test('gives every parameter back', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 1e9 }),
          comparators: fc.shuffledSubarray(['hadamard', 'concat', 'abs_diff'] as const, { minLength: 1 }),
          mlpUnits: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 10 }),
          mlpActivation: fc.constantFrom('tanh', 'relu', 'linear'),
          outputLayer: fc.constantFrom('mean_squared_error', 'softmax'),
        }),
        (options) => {
          const model = randomModel(options);
          expect(readOnnx(writeOnnx(model))).toEqual(model);
        },
      ),
    );
  });

  test('writes equal bytes for equal models', () => {
    expect(writeOnnx(readOnnx(writeOnnx(full)))).toEqual(writeOnnx(full));
  });
});

describe('writeOnnx refuses', () => {
  test.each<[string, Object2VecModel]>([
    ['a number that is not finite', { ...small, output: { ...small.output, bias: Float32Array.of(Number.NaN) } }],
    ['sizes that do not fit', { ...small, embeddingLength: 6 }],
    ['no comparator', { ...small, comparators: [] }],
    ['a comparator given twice', { ...small, comparators: ['hadamard', 'hadamard'] }],
    ['a regression with three outputs', { ...full, outputLayer: 'mean_squared_error' }],
  ])('%s', (_, model) => {
    expect(() => writeOnnx(model)).toThrow(ModelFormatError);
  });
});

describe('readOnnx refuses', () => {
  const bytes = writeOnnx(small);

  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /no graph/],
    ['text', new TextEncoder().encode('hello, this is no model'), /not an ONNX file/],
    ['a file cut short', bytes.subarray(0, bytes.length - 3), /not an ONNX file/],
    [
      'another graph',
      toBytes([messageField(7, stringField(2, 'x')), messageField(8, varintField(2, 13))]),
      /not of an Object2Vec/,
    ],
    ['another operation', replaced(bytes, '\x03Mul', '\x03Add'), /node \d+ of the graph is Add/],
    ['a tensor of another name', replaced(bytes, 'projection1', 'projection7'), /lacks the tensor projection1/],
    ['another comparator', replaced(bytes, 'hadamard', 'hadamird'), /unknown comparator/],
    ['a length that lies', Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f), /ends inside a field/],
    ['an endless number', new Uint8Array(40).fill(0x80), /too large/],
  ])('%s', (_, file, reason) => {
    expect(() => readOnnx(file)).toThrow(reason);
    expect(() => readOnnx(file)).toThrow(ModelFormatError);
  });

  test('whatever else arrives, with its own error and in bounded time', () => {
    const original = writeOnnx(full);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const changed = original.slice();
          for (const [index, byte] of changes) changed[index] = byte;
          try {
            readOnnx(changed);
          } catch (error) {
            expect(error).toBeInstanceOf(ModelFormatError);
          }
        },
      ),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(() => readOnnx(noise)).toThrow(ModelFormatError);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The bytes with every occurrence of a text replaced by another one of the same length. */
function replaced(bytes: Uint8Array, before: string, after: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1').replaceAll(before, after);
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
