import { expect, test } from 'bun:test';
import { JavaMap } from '@portico/values';
import { compileGatewayResponseTemplate } from './gateway-response-template.ts';

const scope = {
  params: {
    path: new Map([['id', '7']]),
    querystring: new Map([['q', ['1', '2']]]),
    header: new Map([['X-Trace-Id', ['t']]]),
  },
  context: JavaMap.of([
    ['requestId', 'r-1'],
    [
      'identity',
      JavaMap.of([
        ['sourceIp', '127.0.0.1'],
        ['user', null],
      ]),
    ],
  ]),
  stageVariables: new Map([['env', 'dev']]),
};

const error = { message: 'No "way"', messageString: '"No \\"way\\""', responseType: 'DEFAULT_4XX' };

test.each([
  ['{"message":$context.error.messageString}', '{"message":"No \\"way\\""}'],
  ['$context.error.message ($context.error.responseType)', 'No "way" (DEFAULT_4XX)'],
  ['[$context.error.validationErrorString][$context.error.zz]', '[][]'],
  [
    '$context.requestId|$context.identity.sourceIp|$context.identity.user|$context.identity|$context.zz',
    'r-1|127.0.0.1|||',
  ],
  ['$stageVariables.env-$stageVariables.zz', 'dev-'],
  ['$method.request.path.id $method.request.querystring.q $method.request.header.X-Trace-Id', '7 2 t'],
  ['$method.request.header.x-trace-id.', '.'],
  [
    '#if(true)$util.urlEncode("x")#end $input.body $5 $ $context',
    '#if(true)$util.urlEncode("x")#end $input.body $5 $ $context',
  ],
  ['$context.__proto__.constructor|$stageVariables.constructor', '|'],
  ['', ''],
])('%s', (source, expected) => {
  expect(compileGatewayResponseTemplate(source).render(error, scope)).toBe(expected);
});

test('a null message prints null, a validation error prints as it is', () => {
  const template = compileGatewayResponseTemplate(
    '$context.error.message $context.error.messageString $context.error.validationErrorString',
  );
  const validation = {
    message: null,
    messageString: 'null',
    responseType: 'BAD_REQUEST_BODY',
    validationErrorString: '[x]',
  };
  expect(template.render(validation, scope)).toBe('null null [x]');
});
