import { expect, test } from 'bun:test';
import { allHeaders } from './all-headers.ts';
import type { RandomText } from './request-ids.ts';
import { drawRequestIds, requestIds } from './request-ids.ts';

/** The characters in turn: not as many as an id draws, nor a divisor of that, so that each comes to stand in each place. */
function inTurn(alphabet: string): RandomText {
  let drawn = 0;
  return (into, at, characters) => {
    for (let index = 0; index < characters; index++) into[at + index] = alphabet.charCodeAt(drawn++ % alphabet.length);
  };
}

const texts = { hex: inTurn('0123456789abcdef0'), base64url: inTurn('ABCxyz019-_') };
const EXTENDED = /^[\w-]{15}=$/;

test('ids are drawn: a UUID of version 4 of any variant bits, and 16 characters', () => {
  const variants = new Set<string | undefined>();
  for (let count = 0; count < 100; count++) {
    const { requestId, extendedRequestId, lines } = drawRequestIds(texts);
    expect(requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(extendedRequestId).toMatch(EXTENDED);
    expect(Buffer.from(lines).toString()).toBe(
      `x-amzn-RequestId: ${requestId}\r\nx-amz-apigw-id: ${extendedRequestId}\r\n`,
    );
    variants.add(requestId[19]);
  }
  expect([...variants].sort()).toEqual(['8', '9', 'a', 'b']);
});

test('the id that the caller names is kept', () => {
  const named = 'C6AF9AC6-7B61-11E6-9A41-93E8DEADBEEF';
  const { requestId, extendedRequestId } = drawRequestIds(texts, named);
  expect(requestId).toBe(named);
  expect(extendedRequestId).toMatch(EXTENDED);
});

test('ids keep what they are, and others do not change them', () => {
  const drawn = Array.from({ length: 100 }, () => drawRequestIds(texts));
  const before = drawn.map(({ requestId }) => requestId);
  drawRequestIds(texts);
  expect(drawn.map(({ requestId }) => requestId)).toEqual(before);
  expect(requestIds('one', 'two=')).toMatchObject({ requestId: 'one', extendedRequestId: 'two=' });
});

test('all headers: those that are listed, then the lines', () => {
  const { lines } = requestIds('one', 'a: b');
  expect(allHeaders({ headers: [['A', '1']], moreLines: [lines, Buffer.from('B: \r\n')] })).toEqual([
    ['A', '1'],
    ['x-amzn-RequestId', 'one'],
    ['x-amz-apigw-id', 'a: b'],
    ['B', ''],
  ]);
  expect(allHeaders({ headers: [] })).toEqual([]);
});
