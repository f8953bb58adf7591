import { expect, test } from 'bun:test';
import { Annotations, Aws, Stack } from 'aws-cdk-lib';
import { synthesize, withApp } from '../test/synthesize.ts';
import type { ApiGatewayToSageMakerEndpointProps } from './props.ts';
import { findInTemplate, reportFindings } from './template-findings.ts';

const WARNING = { code: 'some-code', severity: 'warning', message: 'is odd', line: 2, column: 3 } as const;

test('a template that does not parse fails the synthesis with place and caret', () => {
  const requestMappingTemplate = '{\n  "in0": #if($input.params("a")) 1\n}';
  expect(() => synthesize({ requestMappingTemplate })).toThrow(
    /\[Stack\/Api\/RestApi\/Default\/\{user_id\}\/GET\] requestMappingTemplate:3:2: unexpected-end: .*\n {2}3 \| \}\n {4}\| {2}\^/,
  );
});

test.each<[string, Partial<ApiGatewayToSageMakerEndpointProps>, RegExp]>([
  ['requestMappingTemplate', { requestMappingTemplate: '#if(' }, /requestMappingTemplate:1:/],
  ['responseMappingTemplate', { responseMappingTemplate: '#foreach($a in $b)' }, /responseMappingTemplate:1:/],
  [
    'additionalRequestTemplates',
    { additionalRequestTemplates: { 'text/csv': '#if(' } },
    /additionalRequestTemplates\['text\/csv'\]:1:/,
  ],
  [
    'integrationResponses',
    {
      integrationResponses: [{ statusCode: '200' }, { statusCode: '400', responseTemplates: { 'text/plain': '#if(' } }],
    },
    /integrationResponses\[1\]\.responseTemplates\['text\/plain'\]:1:/,
  ],
])('%s is checked', (_prop, props, message) => {
  expect(() => synthesize(props)).toThrow(message);
});

test('all errors of all methods are reported together', () => {
  const thrown = catchError(() =>
    synthesize(
      { requestMappingTemplate: '#if(', responseMappingTemplate: '#if(' },
      { extend: (api) => api.addMethod({ method: 'POST', requestMappingTemplate: '#end' }) },
    ),
  );
  expect(thrown.match(/MappingTemplate:1:/g)).toHaveLength(3);
});

test.each([
  ['a token', `#if(${Aws.REGION}`],
  ['a token in a reference', `\${${Aws.REGION}}`],
])('%s is left alone', (_name, template) => {
  expect(findInTemplate(template, {})).toEqual([]);
  synthesize({ requestMappingTemplate: template });
});

test("the service's own example template is told where it is injectable, as warnings", () => {
  const requestMappingTemplate = `{
    "instances": [
#set( $user_id = $input.params("user_id") )
#set( $items = $input.params("items") )
#foreach( $item in $items.split(",") )
    {"in0": [$user_id], "in1": [$item]}#if( $foreach.hasNext ),#end
    $esc.newline
#end
    ]
}`;
  const warnings = synthesize({ requestMappingTemplate }).warnings.map((warning) =>
    warning.split('\n')[0]?.slice(0, 45),
  );
  expect(warnings).toEqual([
    'requestMappingTemplate:6:14: unescaped-value:',
    'requestMappingTemplate:6:33: unescaped-value:',
    'requestMappingTemplate:7:5: unresolved-refere',
  ]);
});

test("the endpoint's answer is linted as JSON of the backend", () => {
  const responseMappingTemplate = '{"ratings": [#foreach($p in $input.path("$.predictions"))$p.scores[0],#end]}';
  const { warnings } = synthesize({ responseMappingTemplate });
  expect(warnings.map((warning) => warning.split(': ')[1])).toEqual(['invalid-json']);
});

test('a warning is an annotation with its place', () => {
  expect(warningsOf(() => {})).toEqual([
    'prop:2:3: some-code: is odd\n  2 | line\n    |   ^ [ack: @portico/cdk:some-code]',
  ]);
});

test('a warning can be acknowledged', () => {
  expect(warningsOf((stack) => Annotations.of(stack).acknowledgeWarning('@portico/cdk:some-code'))).toEqual([]);
});

/** What is reported of one warning in a stack. */
function warningsOf(change: (stack: Stack) => void): readonly string[] {
  return withApp((app) => {
    const stack = new Stack(app, 'Stack');
    reportFindings(stack, 'prop', 'first\nline', [WARNING]);
    change(stack);
    return app
      .synth()
      .getStackArtifact(stack.artifactId)
      .messages.map(({ entry }) => String(entry.data));
  });
}

function catchError(action: () => void): string {
  try {
    action();
  } catch (thrown) {
    return String(thrown);
  }
  throw new Error('nothing was thrown');
}
