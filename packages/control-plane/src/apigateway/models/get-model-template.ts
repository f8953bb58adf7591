import type { RestApi } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { isObject, parseSchema, referredModel } from './model-rules.ts';
import { namedModel } from './named-model.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html: a mapping template to start from. */
export function getModelTemplate(call: OperationCall, ports: ApiGatewayPorts): Output {
  const { api, model } = namedModel(call, ports);
  const budget = { parts: MAXIMUM_PARTS };
  const body = sample(api, parseSchema(model.schema) ?? {}, '', '$inputRoot', 0, budget);
  return { value: `#set($inputRoot = $input.path('$'))\n${body}` };
}

/** Schemas that refer to themselves end here. */
const MAXIMUM_DEPTH = 8;
/** Of one template: schemas that refer to each other can unfold without end. */
const MAXIMUM_PARTS = 1000;

interface Budget {
  parts: number;
}

/** TODO(aws-verify): the sample values, and the comment in loops */
function sample(api: RestApi, written: unknown, indent: string, root: string, depth: number, budget: Budget): string {
  budget.parts -= 1;
  if (budget.parts < 0) return '{ }';
  const isDeep = depth >= MAXIMUM_DEPTH;
  const schema = isObject(written) ? resolved(api, written) : {};
  const inner = `${indent}  `;
  if (isObject(schema['items']) || schema['type'] === 'array') {
    if (isDeep) return '[ ]';
    const item = sample(api, schema['items'], inner, '$elem', depth + 1, budget);
    return [
      '[',
      '##TODO: Update this foreach loop to reference array from input json',
      `#foreach($elem in ${root})`,
      `${inner}${item}#if($foreach.hasNext),#end`,
      '#end',
      `${indent}]`,
    ].join('\n');
  }
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  if (properties.length > 0 && !isDeep) {
    const lines = properties.map(([name, property]) => {
      return `${inner}${JSON.stringify(name)} : ${sample(api, property, inner, `${root}.${name}`, depth + 1, budget)}`;
    });
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  switch (schema['type']) {
    case 'string':
      return '"foo"';
    case 'integer':
      return '42';
    case 'number':
      return '3.149';
    case 'boolean':
      return 'true';
    default:
      return '{ }';
  }
}

function resolved(api: RestApi, schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const model = referredModel(api, schema['$ref']);
  return model === undefined ? schema : (parseSchema(model.schema) ?? {});
}
