import { expect, test } from 'bun:test';
import { newResourceId, randomTexts } from './random-ids.ts';

test.each([
  ['hex', /^[0-9a-f]{24}$/, 16],
  ['base64url', /^[\w-]{24}$/, 64],
] as const)(
  '%s: characters of its alphabet, all of them, never the same, and nothing beside them',
  (name, form, letters) => {
    const seen = new Set<string>();
    const characters = new Set<string>();
    for (let count = 0; count < 5000; count++) {
      const into = new Uint8Array(26);
      randomTexts[name](into, 1, 24);
      expect([into[0], into[25]]).toEqual([0, 0]);
      const text = Buffer.from(into.subarray(1, 25)).toString('latin1');
      expect(text).toMatch(form);
      seen.add(text);
      for (const character of text) characters.add(character);
    }
    expect([seen.size, characters.size]).toEqual([5000, letters]);
  },
);

test('ids of resources', () => {
  expect(newResourceId()).toMatch(/^[a-z0-9]{10}$/);
  expect(newResourceId(6)).toMatch(/^[a-z0-9]{6}$/);
});
