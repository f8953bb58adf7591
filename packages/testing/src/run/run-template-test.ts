import { JavaMap, type Value } from '@portico/values';
import { type Overrides, overridesNothing, type RenderFailure, type TestedTemplate } from '../render-template.ts';
import { sourceExcerpt } from '../source-excerpt.ts';
import type { OverridesExpectation, TemplateTest } from '../test-file/test-case.ts';
import { compareJson, compareText } from './compare-message.ts';
import { jsonDifferences } from './json-differences.ts';
import type { TestFailure } from './test-result.ts';

export function runTemplateTest(test: TemplateTest, template: TestedTemplate): readonly TestFailure[] {
  const { expect } = test;
  const result = template.render(test.input);
  if (!result.rendered) {
    if (expect.error === result.error) return [];
    const details = describeFailure(test.template, template.source, result);
    if (expect.error === undefined) return [{ what: 'the template failed', details }];
    return [{ what: 'error', details: [`expected ${expect.error}, got ${result.error}`, ...details] }];
  }
  if (expect.error !== undefined) {
    const details = [`expected ${expect.error}, got an output:`, ...result.output.split('\n').slice(0, 20)];
    return [{ what: 'error', details }];
  }
  return [
    ...(expect.output === undefined ? [] : compareText('output', expect.output, result.output)),
    ...(expect.json === undefined ? [] : compareJson('json', expect.json, result.output)),
    ...(expect.overrides === undefined ? [] : compareOverrides(expect.overrides, result.overrides)),
  ];
}

/** The error with its place in the template. */
export function describeFailure(file: string, source: string, failure: RenderFailure): readonly string[] {
  const { error, cause, message, span } = failure;
  const name = cause === undefined ? error : `${error} (${cause})`;
  if (span === undefined) return [`${file}: ${name}: ${message}`];
  return [`${file}:${span.line}:${span.column}: ${name}: ${message}`, ...sourceExcerpt(source, span)];
}

function compareOverrides(expected: OverridesExpectation, actual: Overrides): readonly TestFailure[] {
  const details = jsonDifferences(JavaMap.fromRecord(flat(expected)), JavaMap.fromRecord(flat(plain(actual))));
  if (details.length === 0) return [];
  const what = overridesNothing(actual) ? 'overrides (the template overrides nothing)' : 'overrides';
  return [{ what, details }];
}

function plain({ request, response }: Overrides): OverridesExpectation {
  const { status } = response;
  return {
    request: {
      header: Object.fromEntries(request.header),
      path: Object.fromEntries(request.path),
      querystring: Object.fromEntries(request.querystring),
    },
    response: { ...(status === undefined ? {} : { status }), header: Object.fromEntries(response.header) },
  };
}

/** `request.header.Accept`, as it reads in a template. */
function flat({ request, response }: OverridesExpectation): Record<string, Value> {
  const groups: readonly (readonly [string, Readonly<Record<string, Value>>])[] = [
    ['request.header', request.header],
    ['request.path', request.path],
    ['request.querystring', request.querystring],
    ['response', response.status === undefined ? {} : { status: response.status }],
    ['response.header', response.header],
  ];
  return Object.fromEntries(
    groups.flatMap(([group, texts]) => Object.entries(texts).map(([name, text]) => [`${group}.${name}`, text])),
  );
}
