import type { TestFileResult, TestResult } from './run/test-result.ts';
import type { TestFileProblem } from './test-file/test-case.ts';

/** Results as JUnit XML, as CI systems read it (https://github.com/testmoapp/junitxml). A file that could not be run is an error. */
export function junitReport(files: readonly TestFileResult[]): string {
  const suites = files.map(suite);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join('\n');
}

function suite({ file, results, problems, durationInMillis }: TestFileResult): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const counts = `tests="${results.length + problems.length}" failures="${failed}" errors="${problems.length}"`;
  return [
    `  <testsuite name=${quoted(file)} ${counts} time="${seconds(durationInMillis)}">`,
    ...problems.map(problemCase),
    ...results.map(testCase),
    '  </testsuite>',
  ].join('\n');
}

function testCase({ test, failures, durationInMillis }: TestResult): string {
  const { file, line } = test.place;
  const start = `    <testcase name=${quoted(test.name)} classname=${quoted(file)} file=${quoted(file)} line="${line}" time="${seconds(durationInMillis)}"`;
  if (failures.length === 0) return `${start}/>`;
  const message = failures.map(({ what }) => what).join(', ');
  const text = failures.map(({ what, details }) => [`${what}:`, ...details].join('\n')).join('\n');
  return `${start}>\n      <failure message=${quoted(message)}>${escaped(text)}</failure>\n    </testcase>`;
}

function problemCase({ file, line, column, message }: TestFileProblem): string {
  const place = `${file}:${line}:${column}`;
  return `    <testcase name=${quoted(place)} classname=${quoted(file)} file=${quoted(file)} line="${line}">\n      <error message=${quoted(message)}/>\n    </testcase>`;
}

function seconds(millis: number): string {
  return (millis / 1000).toFixed(4);
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('\n', '&#10;')}"`;
}

/** XML 1.0 has no other control characters, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
