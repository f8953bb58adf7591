import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import { SDK_TYPES, sdkTypeOutput } from './sdk-types.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdkTypes.html: what GetSdk knows by name; it makes none of them here. */
export function getSdkTypes(call: OperationCall): Page<Output> {
  return page(call, SDK_TYPES, ({ id }) => id, sdkTypeOutput);
}
