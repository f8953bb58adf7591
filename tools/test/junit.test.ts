import { expect, test } from 'bun:test';
import { addCounts, countJunit } from './junit.ts';

const BUN_REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bun test" tests="6" failures="2" skipped="2">
  <testsuite name="a.test.ts" file="a.test.ts">
    <testcase name="&lt;failure&gt; in a name" classname="" file="a.test.ts" line="1" />
    <testcase name="bad" file="a.test.ts">
      <failure type="AssertionError" message="a &gt; b">x</failure>
    </testcase>
    <testcase name="later" file="a.test.ts">
      <skipped message="TODO" />
    </testcase>
    <testsuite name="d" file="a.test.ts">
      <testcase name="a > b" file="a.test.ts" />
    </testsuite>
  </testsuite>
  <testsuite name="b.test.ts" file="b.test.ts">
    <testcase name="y" file="b.test.ts"><error>late</error></testcase>
  </testsuite>
</testsuites>`;

test('cases are counted by their outcome, files by name', () => {
  expect(countJunit(BUN_REPORT)).toEqual({
    passed: 2,
    failed: 2,
    skipped: 1,
    files: new Set(['a.test.ts', 'b.test.ts']),
  });
});

test.each(['', '<testsuites></testsuites>', '<testsuites><testcase name="cut'])('nothing is counted in %j', (xml) => {
  expect(countJunit(xml)).toEqual({ passed: 0, failed: 0, skipped: 0, files: new Set() });
});

test('counts add up', () => {
  const counts = countJunit(BUN_REPORT);
  expect(addCounts([counts, counts])).toMatchObject({ passed: 4, failed: 4, skipped: 2 });
});
