import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { notFound } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import { SDK_TYPES, sdkTypeOutput } from './sdk-types.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdkType.html */
export function getSdkType(call: OperationCall): Output {
  const id = label(call, 'sdktype_id');
  const type = SDK_TYPES.find((one) => one.id === id);
  // TODO(aws-verify): the text
  if (type === undefined) throw notFound('Invalid SDK type identifier specified');
  return sdkTypeOutput(type);
}
