import { describe, expect, test } from 'bun:test';
import type { ModelCard } from '@portico/object2vec';
import { ModelFormatError, packModel } from '@portico/object2vec';
import { JavaDouble, JavaList, JavaLong, JavaMap, Payload, parseJson } from '@portico/values';
import type { ContainerAnswer } from '../container.ts';
import { COIN, DOT_PRODUCT } from '../testing/small-model.ts';
import { object2vecContainer } from './object2vec-container.ts';

const container = object2vecContainer(DOT_PRODUCT);

interface Types {
  readonly contentType?: string;
  readonly accept?: string;
}

function invoke(body: Payload | string, types: Types = {}, to = container): ContainerAnswer {
  return to.invoke({ ...types, body: typeof body === 'string' ? Payload.fromText(body) : body }) as ContainerAnswer;
}

const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/jsonlines';

describe('application/json', () => {
  test.each([
    ['one score', '{"instances":[{"in0":[1],"in1":[1]}]}', '{"predictions":[{"scores":[11.0]}]}'],
    [
      'scores in the order of the instances',
      '{"instances":[{"in0":[1],"in1":[2]},{"in0":[2],"in1":[1]},{"in0":[0],"in1":[4]}]}',
      '{"predictions":[{"scores":[0.5]},{"scores":[-11.699999809265137]},{"scores":[0.0]}]}',
    ],
    [
      'a float as the double it is',
      '{"instances":[{"in0":[2],"in1":[2]}]}',
      '{"predictions":[{"scores":[0.05000000074505806]}]}',
    ],
    ['a huge score', '{"instances":[{"in0":[3],"in1":[1]}]}', '{"predictions":[{"scores":[6.99999978844242E20]}]}'],
    ['the mean of several tokens', '{"instances":[{"in0":[0,1],"in1":[1,4]}]}', '{"predictions":[{"scores":[3.0]}]}'],
    [
      'only the first tokens of a list',
      '{"instances":[{"in0":[0,1,3],"in1":[1,4,3,3]}]}',
      '{"predictions":[{"scores":[3.0]}]}',
    ],
    [
      'keys in any order, others ignored',
      '{"x":[1],"instances":[{"in1":[1],"label":3.5,"in0":[1]}]}',
      '{"predictions":[{"scores":[11.0]}]}',
    ],
    [
      'the last of a repeated key',
      '{"instances":[{"in0":[2],"in1":[1],"in0":[1]}]}',
      '{"predictions":[{"scores":[11.0]}]}',
    ],
    ['blanks', ' {\n"instances" : [ {"in0" : [ 1 ],\t"in1":[ 1 ] } ]\r\n} ', '{"predictions":[{"scores":[11.0]}]}'],
    ['ids written as doubles', '{"instances":[{"in0":[1.0],"in1":[10e-1]}]}', '{"predictions":[{"scores":[11.0]}]}'],
    [
      'embeddings of in0',
      '{"instances":[{"in0":[1]},{"in0":[2]}]}',
      '{"predictions":[{"embeddings":[1.0,2.0]},{"embeddings":[0.10000000149011612,-3.0]}]}',
    ],
    [
      'embeddings of in1',
      '{"instances":[{"in1":[2]}]}',
      '{"predictions":[{"embeddings":[0.5,9.999999682655225E-21]}]}',
    ],
  ])('%s', (_what, body, answer) => {
    const reply = invoke(body);
    expect(reply.body.text()).toBe(answer);
    expect([reply.status, reply.contentType]).toEqual([200, JSON_TYPE]);
    const parsed = Payload.fromValue(parseJson(body, { lists: 'json' }));
    parsed.text = () => {
      throw new Error('a value at hand must not be printed');
    };
    expect(invoke(parsed).body.text()).toBe(answer);
  });

  test('class probabilities', () => {
    const reply = invoke('{"instances":[{"in0":[1],"in1":[1]}]}', {}, object2vecContainer(COIN));
    expect(reply.body.text()).toBe('{"predictions":[{"scores":[0.5,0.5]}]}');
  });

  test('the answer is a value of Doubles, never parsed', () => {
    const reply = invoke('{"instances":[{"in0":[1],"in1":[1]},{"in0":[1],"in1":[2]}]}');
    const body = reply.body.valueAtHand() as JavaMap;
    const predictions = body.get('predictions') as JavaList;
    const scores = predictions.items.map((prediction) => ((prediction as JavaMap).get('scores') as JavaList).items[0]);
    expect(scores).toEqual([new JavaDouble(11), 0.5]);
    expect(predictions.kind).toBe('json');
  });

  test.each([
    ['a Long', new JavaLong(1n)],
    ['a Double', new JavaDouble(1)],
    ['a BigInteger', 1n],
  ])('%s of the value model is an id', (_what, id) => {
    const instance = JavaMap.of([
      ['in0', new JavaList([id])],
      ['in1', new JavaList([id])],
    ]);
    const reply = invoke(Payload.fromValue(JavaMap.of([['instances', new JavaList([instance])]])));
    expect(reply.body.text()).toBe('{"predictions":[{"scores":[11.0]}]}');
  });
});

describe('types', () => {
  const json = '{"instances":[{"in0":[1],"in1":[1]},{"in0":[0],"in1":[0]}]}';
  const lines = '{"in0":[1],"in1":[1]}\n\r\n  {"in0":[0],"in1":[0]}\r\n';
  const jsonAnswer = '{"predictions":[{"scores":[11.0]},{"scores":[0.0]}]}';
  const linesAnswer = '{"scores":[11.0]}\n{"scores":[0.0]}\n';
  const cases: readonly (readonly [string | undefined, string | undefined, string, string, string])[] = [
    [undefined, undefined, json, JSON_TYPE, jsonAnswer],
    ['Application/JSON; charset=utf-8', undefined, json, JSON_TYPE, jsonAnswer],
    [LINES_TYPE, undefined, lines, LINES_TYPE, linesAnswer],
    [LINES_TYPE, '', lines, LINES_TYPE, linesAnswer],
    [LINES_TYPE, '*/*', lines, LINES_TYPE, linesAnswer],
    [LINES_TYPE, 'text/html, application/*;q=0.8', lines, LINES_TYPE, linesAnswer],
    [LINES_TYPE, JSON_TYPE, lines, JSON_TYPE, jsonAnswer],
    [JSON_TYPE, LINES_TYPE, json, LINES_TYPE, linesAnswer],
    [JSON_TYPE, 'application/json;q=0.5, application/jsonlines', json, LINES_TYPE, linesAnswer],
    [JSON_TYPE, 'application/jsonlines;q=0, */*;q=0.1', json, JSON_TYPE, jsonAnswer],
  ];
  test.each(cases)('Content-Type %s, Accept %s', (contentType, accept, body, type, answer) => {
    const reply = invoke(body, {
      ...(contentType !== undefined && { contentType }),
      ...(accept !== undefined && { accept }),
    });
    expect([reply.status, reply.contentType, reply.body.text()]).toEqual([200, type, answer]);
  });

  test.each([
    ['1,1', '{"predictions":[{"scores":[22.0]}]}'],
    ['"1, 2"', '{"predictions":[{"scores":[12.0]}]}'],
    ['5000,5000', '{"predictions":[{"scores":[15.333333015441895]}]}'],
  ])('infer_max_seqlens=%s counts that many tokens of each side', (lengths, answer) => {
    // The mean of in0 is [1, 2] at any length, that of in1 [3, 4], [1, 2.5] or [5/3, 3].
    const body = '{"instances":[{"in0":[1,1,1],"in1":[1,4,1]}]}';
    const doubled = { ...DOT_PRODUCT, output: { weights: Float32Array.of(2, 2), bias: Float32Array.of(0) } };
    const contentType = `application/json; infer_max_seqlens=${lengths}`;
    const reply = invoke(body, { contentType }, object2vecContainer(doubled));
    expect(reply.body.text()).toBe(answer);
  });
});

describe('a refused request', () => {
  const cases: readonly (readonly [string, Types, number, string])[] = [
    ['', {}, 400, 'unexpected end at offset 0'],
    ['   ', {}, 400, 'unexpected end at offset 3'],
    ['{"instances":[{"in0":[1],"in1":[1]}', {}, 400, 'unexpected end at offset 35'],
    ['{"instances":[{"in0":[321],"in1":[5,]}]}', {}, 400, 'unexpected "]" at offset 36'],
    ['{"instances":[{"in0":[01]}]}', {}, 400, 'unexpected "1" at offset 23'],
    ['null', {}, 400, 'the body is not an object with a list "instances"'],
    ['[{"in0":[1]}]', {}, 400, 'the body is not an object with a list "instances"'],
    ['{"instances":{"in0":[1]}}', {}, 400, 'the body is not an object with a list "instances"'],
    ['{"__proto__":{"instances":[{"in0":[1]}]}}', {}, 400, 'the body is not an object with a list "instances"'],
    ['{"instances":[]}', {}, 400, 'there are no instances'],
    ['{"instances":[1]}', {}, 400, 'instance 0 is not an object with a list "in0" or "in1"'],
    ['{"instances":[[{"in0":[1]}]]}', {}, 400, 'instance 0 is not an object with a list "in0" or "in1"'],
    ['{"instances":[{"in0":[1]},{"in2":[1]}]}', {}, 400, 'instance 1 is not an object with a list "in0" or "in1"'],
    ['{"instances":[{"in0":1,"in1":[1]}]}', {}, 400, 'in0 of instance 0 is not a list of token ids'],
    ['{"instances":[{"in0":[1],"in1":null}]}', {}, 400, 'in1 of instance 0 is not a list of token ids'],
    ['{"instances":[{"in0":[1],"in1":[]}]}', {}, 400, 'in1 of instance 0 is empty'],
    ['{"instances":[{"in0":[1]},{"in0":["1"]}]}', {}, 400, 'in0 of instance 1 holds something else than integers'],
    ['{"instances":[{"in0":[1.5]}]}', {}, 400, 'in0 of instance 0 holds something else than integers'],
    ['{"instances":[{"in0":[[1]]}]}', {}, 400, 'in0 of instance 0 holds something else than integers'],
    ['{"instances":[{"in0":[4],"in1":[1]}]}', {}, 400, 'in0 of instance 0: token 4 is not an integer from 0 to 3'],
    [
      '{"instances":[{"in0":[3],"in1":[1]},{"in0":[3],"in1":[5]}]}',
      {},
      400,
      'in1 of instance 1: token 5 is not an integer from 0 to 4',
    ],
    ['{"instances":[{"in0":[-1]}]}', {}, 400, 'in0 of instance 0: token -1 is not an integer from 0 to 3'],
    ['{"instances":[{"in0":[1e300]}]}', {}, 400, 'in0 of instance 0: token 1e+300 is not an integer from 0 to 3'],
    ['{"in0":[1],"in1":[1]}\n{"in0":[1]\n', { contentType: LINES_TYPE }, 400, 'line 2: unexpected end at offset 10'],
    [
      '{"in0":[1],"in1":[1]} {"in0":[1],"in1":[1]}',
      { contentType: LINES_TYPE },
      400,
      'line 1: text after the value at offset 22',
    ],
    ['\n\n', { contentType: LINES_TYPE }, 400, 'there are no instances'],
    ['7\n', { contentType: LINES_TYPE }, 400, 'instance 0 is not an object with a list "in0" or "in1"'],
    [
      '1,2',
      { contentType: 'text/csv' },
      415,
      'Content-Type text/csv is not supported: use application/json or application/jsonlines',
    ],
    [
      '{"instances":[{"in0":[1]}]}',
      { accept: 'text/csv' },
      406,
      'Accept text/csv is not supported: use application/json or application/jsonlines',
    ],
    [
      '{"instances":[{"in0":[1]}]}',
      { contentType: 'application/json;infer_max_seqlens=0,1' },
      400,
      'infer_max_seqlens=0,1 is not two integers from 1 to 5000',
    ],
    [
      '{"instances":[{"in0":[1]}]}',
      { contentType: 'application/json;infer_max_seqlens=5001,1' },
      400,
      'infer_max_seqlens=5001,1 is not two integers from 1 to 5000',
    ],
    [
      '{"instances":[{"in0":[1]}]}',
      { contentType: 'application/json;infer_max_seqlens=3' },
      400,
      'infer_max_seqlens=3 is not two integers from 1 to 5000',
    ],
    ['{"instances":[{"in0":[3,3],"in1":[3,3]}]}', {}, 500, 'the model computed a number that is not finite'],
  ];
  test.each(cases)('%s %o: %d', (body, types, status, message) => {
    const reply = invoke(body, types);
    expect(reply.body.text()).toBe(message);
    expect([reply.status, reply.contentType]).toEqual([status, 'text/plain']);
  });

  test.each([
    ['{"instances":[{"in0":[1],"in1":[1]},{"in0":[1]}]}'],
    ['{"instances":[{"in0":[1]},{"in0":[1],"in1":[1]}]}'],
    ['{"instances":[{"in0":[1]},{"in1":[1]}]}'],
    ['{"instances":[{"in1":[1]},{"in0":[1]}]}'],
  ])('mixing scores and embeddings: %s', (body) => {
    const reply = invoke(body);
    expect(reply.status).toBe(400);
    expect(reply.body.text()).toStartWith('instance 1 has other keys than instance 0');
  });

  test('brackets without end are too deep, not too much for the stack', () => {
    for (const depth of [2000, 2_000_000]) {
      const reply = invoke(`{"instances":${'['.repeat(depth)}`);
      expect(reply.body.text()).toStartWith('nested too deep at offset ');
    }
  });

  test('asking for more work than may be done at once', () => {
    const small = object2vecContainer(DOT_PRODUCT, { maxWork: 100 });
    const body = (count: number) => JSON.stringify({ instances: Array(count).fill({ in0: [1], in1: [1] }) });
    // A pair costs two tokens of 2 x (2 + 1) and two products.
    expect(invoke(body(7), {}, small).status).toBe(200);
    const reply = invoke(body(8), {}, small);
    expect(reply.status).toBe(400);
    expect(reply.body.text()).toBe(
      'the request is 1.12 times as large as this container answers at once: send fewer instances',
    );
  });

  test('embeddings that would be an enormous answer', () => {
    const reply = invoke(JSON.stringify({ instances: Array(625_001).fill({ in0: [1] }) }));
    expect(reply.status).toBe(400);
  });
});

test('the bytes of an artifact are a model too, other bytes are not', () => {
  const card = { name: 'dot product' } as unknown as ModelCard;
  const fromBytes = object2vecContainer(packModel(DOT_PRODUCT, card));
  expect(invoke('{"instances":[{"in0":[1],"in1":[1]}]}', {}, fromBytes).body.text()).toBe(
    '{"predictions":[{"scores":[11.0]}]}',
  );
  expect(() => object2vecContainer(new Uint8Array(10))).toThrow(ModelFormatError);
});
