import { describe, expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Payload } from '@portico/values';
import { compileTemplate, type Dialect, JavaMap, parseJson, TemplateError } from '@portico/vtl';
import * as velocityjs from 'velocityjs';
import { compileMappingTemplate } from '../mapping-template.ts';
import {
  type Answer,
  type DifferenceCase,
  type GatewayCase,
  readDifferenceCases,
  readGatewayCases,
  writeDifferenceCases,
} from './difference-cases.ts';
import { differencesPage, isSame } from './differences-page.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/differences.md');
const IS_UPDATE = process.env['PORTICO_UPDATE'] === '1';

const { context, cases } = IS_UPDATE ? withVelocityjs() : readDifferenceCases();
const gatewayCases = readGatewayCases();

function withVelocityjs() {
  const read = readDifferenceCases();
  const asked = read.cases.map((one) => ({
    ...one,
    answers: { ...one.answers, velocityjs: askVelocityjs(one.template, read.context) },
  }));
  writeDifferenceCases({ ...read, cases: asked });
  return readDifferenceCases();
}

function askVelocityjs(template: string, contextJson: string): Answer {
  try {
    const compiled = new velocityjs.Compile(velocityjs.parse(template));
    return { output: String(compiled.render(JSON.parse(contextJson) as Record<string, unknown>)) };
  } catch (error) {
    return { error: error instanceof Error ? error.name : String(error) };
  }
}

function answer(render: () => string): Answer {
  try {
    return { output: render() };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.name };
    throw error;
  }
}

function ask(template: string, dialect: Dialect): Answer {
  const values = parseJson(context, { lists: dialect === 'apigateway' ? 'jsonarray' : 'list' });
  return answer(() =>
    compileTemplate(template, { dialect }).render(values instanceof JavaMap ? values : new JavaMap()),
  );
}

describe.each(['velocity', 'apigateway'] as const)('Portico, dialect %s', (dialect) => {
  test.each(cases.map((one) => [one.id, one] as const))('%s', (_, one: DifferenceCase) => {
    expect(ask(one.template, dialect)).toEqual(one.portico?.[dialect] ?? one.answers[dialect]);
  });
});

test.each(cases.map((one) => [one.id, one] as const))('velocityjs: %s', (_, one: DifferenceCase) => {
  expect(askVelocityjs(one.template, context)).toEqual(one.answers.velocityjs);
});

test('every case shows a difference, and every difference of ours a reason', () => {
  const others = ['velocity', 'velocityjs', 'amplify'] as const;
  const alike = cases.filter(
    ({ answers, portico }) =>
      portico === undefined && others.every((engine) => isSame(answers[engine], answers.apigateway)),
  );
  expect(alike.map(({ id }) => id)).toEqual([]);
  expect(cases.filter(({ portico }) => portico !== undefined && portico.reason.length < 10)).toEqual([]);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

test.each(gatewayCases.map((one) => [one.what, one] as const))('API Gateway: %s', (_, one: GatewayCase) => {
  const { template, request, expected, error } = one;
  const body = request.body === undefined ? Payload.EMPTY : Payload.fromText(request.body);
  const scope = {
    params: {
      path: new Map(Object.entries(request.path ?? {})),
      querystring: new Map(Object.entries(request.querystring ?? {})),
      header: new Map(Object.entries(request.header ?? {})),
    },
    requestBody: body,
    body,
    context: new JavaMap(),
    stageVariables: new Map<string, string>(),
  };
  const given = answer(() => compileMappingTemplate(template).render(scope));
  expect(given).toEqual(error === undefined ? { output: expected ?? '' } : { error });
});

test('docs/differences.md is current; PORTICO_UPDATE=1 writes it', () => {
  const page = differencesPage({ context, cases }, gatewayCases);
  if (IS_UPDATE) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
