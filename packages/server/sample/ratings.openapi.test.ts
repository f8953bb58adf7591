import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importOpenApi, type Method } from '@portico/api-model';

const { api, diagnostics } = importOpenApi(readFileSync(join(import.meta.dirname, 'ratings.openapi.yaml'), 'utf8'), {
  apiId: 'ratings',
  ids: () => crypto.randomUUID().slice(0, 6),
});

function method(path: string, verb: string): Method | undefined {
  return api?.resources
    .find((resource) => resource.path === path)
    ?.methods.find(({ httpMethod }) => httpMethod === verb);
}

const withoutSpace = (text: string | null | undefined): string => (text ?? '').replace(/\s/g, '');

describe('the sample API', () => {
  test('is imported without a finding', () => expect(diagnostics).toEqual([]));

  test('asks the endpoint movie-ratings with the templates of the AWS Solutions Constructs example', () => {
    const integration = method('/predicted-ratings/{user_id}', 'GET')?.integration;
    expect(integration?.uri).toBe(
      'arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/movie-ratings/invocations',
    );
    expect(withoutSpace(integration?.requestTemplates['application/json'])).toBe(
      withoutSpace(
        '{"instances": [#set( $u = $input.params("user_id") )#set( $items = $input.params("items") )#foreach( $i in $items.split(",") ){"in0": [$u], "in1": [$i]}#if( $foreach.hasNext ),#end$esc.newline#end]}',
      ),
    );
    expect(integration?.integrationResponses[0]?.responseTemplates['application/json']).toBe(
      '{"ratings":[#set($p = $input.path(\'$.predictions\'))#foreach($x in $p)$x.scores[0]#if($foreach.hasNext),#end#end]}',
    );
  });

  test('refuses a request without items before the model is asked', () => {
    const predicted = method('/predicted-ratings/{user_id}', 'GET');
    expect(predicted?.requestParameters['method.request.querystring.items']).toBe(true);
    const validator = api?.requestValidators.find(({ id }) => id === predicted?.requestValidatorId);
    expect(validator?.validateRequestParameters).toBe(true);
  });

  test('gives every status of the endpoint an answer of its own', () => {
    const responses = method('/predicted-ratings/{user_id}', 'GET')?.integration?.integrationResponses ?? [];
    const chosen = (status: number): string | undefined =>
      (
        responses.find(({ selectionPattern }) =>
          new RegExp(`^(?:${selectionPattern ?? '(?!)'})$`).test(String(status)),
        ) ?? responses[0]
      )?.statusCode;
    expect([200, 400, 403, 424, 499, 500, 503, 530].map(chosen)).toEqual([
      ...['200', '400', '400', '502', '400', '500', '500', '500'],
    ]);
    for (const { statusCode, responseTemplates } of responses.slice(1)) {
      const template = responseTemplates['application/json'] ?? '';
      expect(JSON.parse(template), statusCode).toHaveProperty('message');
      expect(template).not.toContain('$input');
    }
  });

  test('lets pages of other origins read every answer', () => {
    for (const resource of api?.resources ?? []) {
      for (const { httpMethod, integration } of resource.methods) {
        for (const response of integration?.integrationResponses ?? []) {
          const place = `${httpMethod} ${resource.path} ${response.statusCode}`;
          expect(response.responseParameters['method.response.header.Access-Control-Allow-Origin'], place).toBe("'*'");
        }
      }
      const verbs = resource.methods.map(({ httpMethod }) => httpMethod);
      expect(verbs.includes('OPTIONS')).toBe(verbs.length > 0);
    }
    expect(api?.gatewayResponses.map(({ responseType }) => responseType)).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
  });

  test('lists films as the model card does', () => {
    const all = new Map(
      (
        JSON.parse(readFileSync(join(import.meta.dirname, 'movie-ratings/movies.json'), 'utf8')) as { id: number }[]
      ).map((movie) => [movie.id, movie]),
    );
    const template = method('/movies', 'GET')?.integration?.integrationResponses[0]?.responseTemplates[
      'application/json'
    ];
    const { movies } = JSON.parse(template ?? '') as { movies: { id: number }[] };
    expect(movies.length).toBe(50);
    for (const movie of movies) expect(movie).toEqual(all.get(movie.id) as { id: number });
    expect(movies.map(({ id }) => id)).toEqual(expect.arrayContaining([101, 131, 162, 311, 578, 882]));
  });
});
