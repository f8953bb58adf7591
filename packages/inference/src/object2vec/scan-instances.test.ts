import { describe, expect, test } from 'bun:test';
import { Payload, parseJson } from '@portico/values';
import { readInstances } from './instances.ts';
import { scanInstances } from './scan-instances.ts';

const scan = (text: string) => scanInstances(new TextEncoder().encode(text));

describe('instances from octets', () => {
  test.each([
    ['{"instances":[{"in0":[863],"in1":[882]}]}', [[863]], [[882]]],
    ['{"instances":[{"in0":[1],"in1":[2]},{"in0":[3],"in1":[4]}]}', [[1], [3]], [[2], [4]]],
    ['{"instances":[{"in0":[0,12,345],"in1":[999999999]}]}', [[0, 12, 345]], [[999_999_999]]],
    [' {\t"instances"\r\n: [ {"in0" : [ 1 , 2 ] , "in1" :[3] } ] } \n', [[1, 2]], [[3]]],
  ])('%j', (text, in0, in1) => {
    expect(scan(text)).toEqual({ in0, in1 });
  });

  test.each([
    '',
    ' ',
    '{}',
    'null',
    '[{"in0":[1],"in1":[2]}]',
    '{"instances":[]}',
    '{"instances":[{}]}',
    '{"instances":[{"in0":[1]}]}',
    '{"instances":[{"in1":[1]}]}',
    '{"instances":[{"in1":[1],"in0":[2]}]}',
    '{"instances":[{"in0":[1],"in1":[2],"label":3}]}',
    '{"instances":[{"in0":[1],"in0":[1],"in1":[2]}]}',
    '{"instances":[{"in0":[1],"in1":[2],"in1":[3]}]}',
    '{"instances":[{"in0":[1],"in1":[2]}],"instances":[{"in0":[3],"in1":[4]}]}',
    '{"instances":[{"in0":[1],"in1":[2]}],"more":1}',
    '{"instances":[{"in0":[1],"in1":[2]},]}',
    '{"instances":[{"in0":[1],"in1":[2]}',
    '{"instances":[{"in0":[1],"in1":[2]}]',
    '{"instances":[{"in0":[1],"in1":[2]}]}}',
    '{"instances":[{"in0":[1],"in1":[2]}]} x',
    '{"instances":[{"in0":[1],"in1":[2]}]}\0',
    '{"instances":[{"in0":[],"in1":[2]}]}',
    '{"instances":[{"in0":[1,],"in1":[2]}]}',
    '{"instances":[{"in0":[01],"in1":[2]}]}',
    '{"instances":[{"in0":[00],"in1":[2]}]}',
    '{"instances":[{"in0":[-0],"in1":[2]}]}',
    '{"instances":[{"in0":[-1],"in1":[2]}]}',
    '{"instances":[{"in0":[+1],"in1":[2]}]}',
    '{"instances":[{"in0":[1.0],"in1":[2]}]}',
    '{"instances":[{"in0":[1e1],"in1":[2]}]}',
    '{"instances":[{"in0":[1000000000],"in1":[2]}]}',
    '{"instances":[{"in0":[99999999999999999999],"in1":[2]}]}',
    '{"instances":[{"in0":[1 2],"in1":[2]}]}',
    '{"instances":[{"in0":["1"],"in1":[2]}]}',
    '{"instances":[{"in0":[[1]],"in1":[2]}]}',
    '{"instances":[{"in0":1,"in1":[2]}]}',
    '{"instances":[{"in2":[1],"in1":[2]}]}',
    '{"instances":[{"i\\u006e0":[1],"in1":[2]}]}',
    '{"inst\\u0061nces":[{"in0":[1],"in1":[2]}]}',
    '{"instances":[{"in0":[1],"in1":[2]}\u00a0]}',
    '\ufeff{"instances":[{"in0":[1],"in1":[2]}]}',
  ])('nothing from %j', (text) => {
    expect(scan(text)).toBeUndefined();
  });

  test('no beginning of a document is a document', () => {
    const text = '{"instances":[{"in0":[1,2],"in1":[3]},{"in0":[4],"in1":[5]}]}';
    for (let end = 0; end < text.length; end++) expect(scan(text.slice(0, end))).toBeUndefined();
    expect(scan(text)).toBeDefined();
  });
});

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"in0"',
  '"in1"',
  '"instances"',
  '0',
  '7',
  '12',
  '-',
  '.5',
  'e1',
  ' ',
  '\n',
  '"',
  'é',
];

/** A small seeded generator: the run is the same each time. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('what is found in altered documents is what parsing finds', () => {
  const random = randomNumbers(20261122);
  const ids = () =>
    Array.from({ length: 1 + random(3) }, () =>
      random([10, 100, 1000, 1e9][random(40) === 0 ? 4 : random(4)] ?? 1e11),
    ).join(',');
  let found = 0;
  for (let run = 0; run < 20_000; run++) {
    const items = Array.from({ length: 1 + random(3) }, () => `{"in0":[${ids()}],"in1":[${ids()}]}`);
    let text = `{"instances":[${items.join(random(2) === 0 ? ',' : ' , ')}]}`;
    for (let edit = random(3); edit > 0; edit--) {
      const at = random(text.length + 1);
      text = text.slice(0, at) + (PIECES[random(PIECES.length)] ?? '') + text.slice(at + random(2) * random(4));
    }
    const scanned = scan(text);
    if (scanned === undefined) continue;
    found++;
    expect(scanned).toEqual(readInstances(Payload.fromValue(parseJson(text))));
  }
  expect(found).toBeGreaterThan(5000);
  expect(found).toBeLessThan(15_000);
});
