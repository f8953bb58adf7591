import { expect, test } from 'bun:test';
import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { MINIMAL, withApp } from '../test/synthesize.ts';
import { ApiGatewayToSageMakerEndpoint } from './api-gateway-to-sagemaker-endpoint.ts';
import { warnAboutOverrides } from './override-warning.ts';
import type { ApiGatewayToSageMakerEndpointProps } from './props.ts';

const PREFIX = '\u001b[103;30mWARN\u001b[22;49;39m\u001b[31;1m AWS_SOLUTIONS_CONSTRUCTS_WARNING:\u001b[22;49;39m  ';

/** What is printed on stdout meanwhile. */
function linesOf(action: () => void): readonly string[] {
  const log = console.log;
  const lines: string[] = [];
  console.log = (line: unknown) => lines.push(String(line));
  try {
    action();
  } finally {
    console.log = log;
  }
  return lines.map((line) => line.replace(PREFIX, ''));
}

test.each<[string, object, object, readonly string[]]>([
  [
    'a string for a string names both',
    { deployOptions: { loggingLevel: 'INFO' } },
    { deployOptions: { loggingLevel: 'ERROR' } },
    [
      "An override has been provided for the property: deployOptions[loggingLevel]. Default value: 'INFO'. You provided: 'ERROR'.",
    ],
  ],
  [
    'other values are not named',
    { retention: 9999, deep: { est: { flag: true } } },
    { retention: 7, deep: { est: { flag: false } } },
    [
      'An override has been provided for the property: retention.',
      'An override has been provided for the property: deep[est][flag].',
    ],
  ],
  [
    'an element of an array has its index in the path',
    { types: ['EDGE'] },
    { types: ['REGIONAL', 'PRIVATE'] },
    ["An override has been provided for the property: types[0]. Default value: 'EDGE'. You provided: 'REGIONAL'."],
  ],
  [
    'a token and an empty string are not named',
    { a: 'x', b: 'y' },
    { a: Aws.REGION, b: '' },
    ['An override has been provided for the property: a.', 'An override has been provided for the property: b.'],
  ],
  ['undefined overrides', { a: 1 }, { a: undefined }, ['An override has been provided for the property: a.']],
  ['an added property prints nothing', { a: 1 }, { b: 2 }, []],
  ['an equal value prints nothing', { a: { b: ['x'] } }, { a: { b: ['x'] } }, []],
  [
    'a value object is compared by its data',
    { format: AccessLogFormat.custom('a') },
    { format: AccessLogFormat.custom('b') },
    ["An override has been provided for the property: format[format]. Default value: 'a'. You provided: 'b'."],
  ],
  [
    'a class instance with inner objects is one property',
    {
      log: new (class {
        inner = {};
      })(),
    },
    {
      log: new (class {
        inner = {};
      })(),
    },
    ['An override has been provided for the property: log.'],
  ],
  [
    'some keys are not compared, only named',
    { a: 1 },
    { timeout: Duration.seconds(1) },
    ['Possible override of timeout value.'],
  ],
])('%s', (_name, defaults, override, lines) => {
  expect(linesOf(() => warnAboutOverrides(defaults, override))).toEqual([...lines]);
});

test('overrideWarningsEnabled=false silences them', () => {
  process.env['overrideWarningsEnabled'] = 'false';
  try {
    expect(linesOf(() => warnAboutOverrides({ a: 1 }, { a: 2 }))).toEqual([]);
  } finally {
    delete process.env['overrideWarningsEnabled'];
  }
});

test('the line starts with the coloured label', () => {
  const log = console.log;
  let printed = '';
  console.log = (line: unknown) => {
    printed = String(line);
  };
  try {
    warnAboutOverrides({ a: 1 }, { a: 2 });
  } finally {
    console.log = log;
  }
  expect(printed).toBe(`${PREFIX}An override has been provided for the property: a.`);
});

test('the construct prints nothing by itself, and one line for each overridden default', () => {
  const linesOfProps = (props: ApiGatewayToSageMakerEndpointProps) =>
    withApp((app) => linesOf(() => new ApiGatewayToSageMakerEndpoint(new Stack(app, 'Stack'), 'Api', props)));
  expect(linesOfProps(MINIMAL)).toEqual([]);
  expect(
    linesOfProps({
      ...MINIMAL,
      apiGatewayProps: { deployOptions: { tracingEnabled: false, metricsEnabled: true } },
      logGroupProps: { retention: 7 },
    }),
  ).toEqual([
    'An override has been provided for the property: retention.',
    'An override has been provided for the property: deployOptions[tracingEnabled].',
  ]);
});
