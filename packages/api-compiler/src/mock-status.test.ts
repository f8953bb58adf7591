import { expect, test } from 'bun:test';
import { Payload } from '@portico/values';
import { compileMockStatus } from './mock-status.ts';

const FAILS = 'fails';

test.each<[text: string, rendered: number | typeof FAILS, passedThrough: number | undefined | typeof FAILS]>([
  ['{"statusCode": 200}', 200, 200],
  ['{statusCode: 404}', 404, 404],
  ["{'statusCode': 500, }", 500, 500],
  ['  {"statusCode": 200.0}  ', 200, 200],
  ['{"statusCode": "200"}', FAILS, FAILS],
  ['{"statusCode": 200.5}', FAILS, FAILS],
  ['{"statusCode": null}', FAILS, FAILS],
  ['{"statusCode": 1e400}', FAILS, FAILS],
  ['{}', FAILS, undefined],
  ['', FAILS, undefined],
  ['nonsense', FAILS, undefined],
  ['[200]', FAILS, undefined],
  ['200', FAILS, undefined],
  ['{"__proto__": {"statusCode": 200}}', FAILS, undefined],
  [`{a: "${'x'.repeat(70_000)}", statusCode: 200}`, FAILS, undefined],
])('%.40s', (text, rendered, passedThrough) => {
  const statusOf = compileMockStatus();
  const attempt = (isRendered: boolean) => {
    try {
      return statusOf(Payload.fromText(text), isRendered);
    } catch {
      return FAILS;
    }
  };
  expect([attempt(true), attempt(false), attempt(true)]).toEqual([rendered, passedThrough, rendered]);
});

test('a deep body costs no stack', () => {
  expect(compileMockStatus()(Payload.fromText('['.repeat(60_000)), false)).toBeUndefined();
});
