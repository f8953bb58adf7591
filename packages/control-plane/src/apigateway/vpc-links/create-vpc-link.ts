import { parseInput, readString, readStringMap, readStrings } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { unusedId } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { vpcLinkOutput } from './vpc-link-output.ts';

const LOAD_BALANCER = /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/net\/[\w/-]+$/;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html */
export function createVpcLink(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const shape = inputShape('createVpcLinkInput');
  const name = shape.required('name', readString(input, 'name'));
  const targetArns = readStrings(input, 'targetArns');
  if (targetArns === undefined) shape.required('targetArns', undefined);
  shape.refuse();
  if (name.trim() === '') throw badRequest('Name cannot be empty');
  // TODO(aws-verify): the text for none and for many
  if (targetArns?.length !== 1) throw badRequest('Exactly one target ARN must be specified');
  for (const arn of targetArns) {
    if (!LOAD_BALANCER.test(arn)) throw badRequest(`Invalid ARN. ARN is not well formed ${arn}`);
  }
  const description = readString(input, 'description');
  const tags = readStringMap(input, 'tags') ?? {};
  return ports.store.transaction(() => {
    const link = {
      id: unusedId(ports, 6, (id) => ports.store.vpcLinks.get(call.caller, id) !== undefined),
      name,
      ...(description !== undefined && description !== '' && { description }),
      targetArns,
      tags,
    };
    ports.store.vpcLinks.put(call.caller, link.id, link);
    return vpcLinkOutput(link, 'PENDING');
  });
}
