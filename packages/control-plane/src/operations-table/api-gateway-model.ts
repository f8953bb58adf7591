import * as sdk from '@aws-sdk/client-api-gateway';

/** The names of all operations of API Gateway, as its SDK client knows them. */
export function apiGatewayOperationNames(): readonly string[] {
  return Object.keys(sdk)
    .filter((name) => name.endsWith('Command') && name !== '$Command')
    .map((name) => name.slice(0, -'Command'.length))
    .sort();
}
