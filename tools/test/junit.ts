/** What a test run came to. `files` are the test files that appear in the report, as the runner named them. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly files: ReadonlySet<string>;
}

/**
 * Counts a JUnit report, as Bun's and Node's reporters write it. It counts the test cases themselves, not the totals
 * in the attributes. Text inside the report is escaped, so a tag found is a tag.
 */
export function countJunit(xml: string): TestCounts {
  const cases = xml.match(/<testcase\b(?:[^>"]|"[^"]*")*?(?:\/>|>[\s\S]*?<\/testcase>)/g) ?? [];
  let failed = 0;
  let skipped = 0;
  for (const testCase of cases) {
    if (/<(?:failure|error)\b/.test(testCase)) failed += 1;
    else if (/<skipped\b/.test(testCase)) skipped += 1;
  }
  const files = new Set(Array.from(xml.matchAll(/\bfile="([^"]*)"/g), ([, file = '']) => file));
  return { passed: cases.length - failed - skipped, failed, skipped, files };
}

export function addCounts(all: readonly TestCounts[]): TestCounts {
  return {
    passed: sum(all.map(({ passed }) => passed)),
    failed: sum(all.map(({ failed }) => failed)),
    skipped: sum(all.map(({ skipped }) => skipped)),
    files: new Set(all.flatMap(({ files }) => [...files])),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
