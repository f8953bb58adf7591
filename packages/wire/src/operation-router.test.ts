import { expect, test } from 'bun:test';
import { operationRouter } from './operation-router.ts';

const route = operationRouter([
  { name: 'CreateRestApi', method: 'POST', uri: '/restapis', status: 201 },
  { name: 'ImportRestApi', method: 'POST', uri: '/restapis?mode=import', status: 201 },
  { name: 'GetRestApi', method: 'GET', uri: '/restapis/{restapi_id}', status: 200 },
  { name: 'GetThing', method: 'GET', uri: '/restapis/{restapi_id}/{thing}', status: 200 },
  { name: 'GetStages', method: 'GET', uri: '/restapis/{restapi_id}/stages', status: 200 },
]);

test.each<[string, string, string | undefined, Record<string, string>]>([
  ['POST', '/restapis', 'CreateRestApi', {}],
  ['POST', '/restapis?mode=import&failonwarnings=true', 'ImportRestApi', {}],
  ['POST', '/restapis?mode=other', 'CreateRestApi', {}],
  ['GET', '/restapis/a%2Fb%C3%A4', 'GetRestApi', { restapi_id: 'a/bä' }],
  ['GET', '/restapis/a/', 'GetRestApi', { restapi_id: 'a' }],
  ['GET', 'http://h:1/restapis/__proto__?x', 'GetRestApi', { restapi_id: '__proto__' }],
  ['GET', '/restapis/a/stages', 'GetStages', { restapi_id: 'a' }],
  ['GET', '/restapis/a/other', 'GetThing', { restapi_id: 'a', thing: 'other' }],
  ['GET', '/restapis//stages', undefined, {}],
  ['GET', '/restapis', undefined, {}],
  ['get', '/restapis/a', undefined, {}],
  ['GET', '', undefined, {}],
])('%s %s is %s', (method, target, name, labels) => {
  const routed = route(method, target);
  expect(routed?.operation.name).toBe(name);
  expect(Object.fromEntries(routed?.labels ?? [])).toEqual(labels);
});

test('query parameters are decoded, and keep the order of repeated names', () => {
  const query = route('GET', '/restapis/a?embed=methods&x=1+2&x=%C3%A4%2B&%zz')?.query;
  expect([...(query ?? [])]).toEqual([
    ['embed', ['methods']],
    ['x', ['1 2', 'ä+']],
    ['%zz', ['']],
  ]);
});
