import { expect, test } from 'bun:test';
import { lintTemplate } from '../lint-template.ts';
import { fixTemplate } from './fix-template.ts';

const TAIL = String.raw`.replaceAll("\\'","'")`;

test.each<[string, string, string]>([
  ['text of the caller', '{"q": "$input.params("q")"}', `{"q": "$util.escapeJavaScript($input.params("q"))${TAIL}"}`],
  [
    'a variable',
    `#set($q = $input.params("q")){"q": "\${q}"}`,
    `#set($q = $input.params("q")){"q": "\${util.escapeJavaScript($q)${TAIL}}"}`,
  ],
  [
    'a missing replacement',
    '{"q": "$util.escapeJavaScript($input.params("q"))"}',
    `{"q": "$util.escapeJavaScript($input.params("q"))${TAIL}"}`,
  ],
  ['a variable that nobody reads', '#set($x = 1)\n{"a": 1}', '{"a": 1}'],
  [
    'several',
    '#set($x = 1)\n{"a": "$input.params("a")", "b": "$input.params("b")"}',
    `{"a": "$util.escapeJavaScript($input.params("a"))${TAIL}", "b": "$util.escapeJavaScript($input.params("b"))${TAIL}"}`,
  ],
  [
    'bare values stay: which form is right only the author knows',
    '{"a": $input.params("a")}',
    '{"a": $input.params("a")}',
  ],
  ['nothing to do', '{"a": 1}', '{"a": 1}'],
  ['no JSON', 'a=$input.params("a")', 'a=$input.params("a")'],
])('%s', (_, before, after) => {
  expect(fixTemplate(before).source).toBe(after);
});

test('what was fixed is found no more, and fixing again changes nothing', () => {
  const before = '#set($x = 1)\n{"q": "$input.params(\'q\')", "r": "$util.escapeJavaScript($input.path(\'$.r\'))"}';
  const { source, fixed } = fixTemplate(before);
  expect(fixed).toBe(3);
  expect(lintTemplate(source).findings).toEqual([]);
  expect(fixTemplate(source)).toEqual({ source, fixed: 0 });
});
