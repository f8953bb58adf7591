import { describe, expect, test } from 'bun:test';
import type { ConformanceCase, Outcome } from './conformance-case.ts';
import { deliver, readCases, recordingServer, textOf } from './conformance-case.ts';
import { randomCuts } from './random-cuts.ts';

const files = readCases();
const recording = recordingServer();
const octetsOf = ({ input }: ConformanceCase): Buffer => Buffer.from(textOf(input), 'latin1');

test('there are cases, and their ids are unique', () => {
  expect([...files.values()].flat().length).toBeGreaterThanOrEqual(392);
  for (const cases of files.values()) expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

for (const [file, cases] of files) {
  describe(file, () => {
    test.each(cases.map((one) => [one.id, one.why, one] as const))('%s: %s', (_id, _why, one) => {
      const octets = octetsOf(one);
      const whole = deliver(recording, [octets]);
      expect({ statuses: whole.statuses, end: whole.end }).toEqual({ statuses: one.statuses, end: one.end });
      expect(whole.requests.length).toBe(one.requests.length);
      one.requests.forEach((request, index) => {
        const { target, body, ...rest } = request;
        expect(whole.requests[index]).toMatchObject({ ...rest, target: textOf(target) });
        if (body !== undefined) expect(whole.requests[index]?.body).toBe(textOf(body));
      });
      for (const [name, value] of one.answerHeaders ?? []) expect(whole.sent).toContain(`\r\n${name}: ${value}\r\n`);
    });

    test.each(cases.map((one) => [one.id, one] as const))('%s is the same however it is cut', (_id, one) => {
      const octets = octetsOf(one);
      const whole = deliver(recording, [octets]);
      const same = (pieces: Iterable<Uint8Array>): void => {
        expect(comparable(deliver(recording, pieces))).toEqual(comparable(whole));
      };
      same(randomCuts(octets, 1, 0));
      for (let seed = 1; seed <= 20; seed++) same(randomCuts(octets, 40, seed));
      if (octets.length < 2000) {
        for (let at = 1; at < octets.length; at++) same([octets.subarray(0, at), octets.subarray(at)]);
      }
    });
  });
}

/** Numbers of writes may differ, octets may not. */
function comparable({ statuses, requests, end, sent }: Outcome): Outcome {
  return { statuses, requests, end, sent };
}
