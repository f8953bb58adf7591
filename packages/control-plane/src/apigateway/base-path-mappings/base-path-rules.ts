import type { BasePathMapping, DomainName } from '@portico/store';
import { NO_BASE_PATH } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { namedDomainName } from '../domain-names/domain-name-rules.ts';
import { badRequest, conflict, noSuchStage, notFound } from '../errors.ts';
import { findApi } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** Throws BadRequestException for what cannot be the first part of a path. */
export function readBasePath(text: string | undefined): string {
  if (text === undefined || text === '' || text === NO_BASE_PATH) return NO_BASE_PATH;
  // TODO(aws-verify): the text
  if (text.length > 300 || !/^[\w$.+!*'()-]+$/.test(text)) throw badRequest(`Invalid base path specified: ${text}`);
  return text;
}

/** Throws when the API or its stage is not there. Without a stage, callers name one in the path. */
export function checkTarget(
  call: OperationCall,
  ports: ApiGatewayPorts,
  { restApiId, stage }: Pick<BasePathMapping, 'restApiId' | 'stage'>,
): void {
  if (findApi(call, ports, restApiId) === undefined) throw badRequest('Invalid REST API identifier specified');
  if (stage !== undefined && ports.store.stages.get(restApiId, stage) === undefined) throw noSuchStage();
}

/** Throws ConflictException when one of the others has the base path already. */
export function refuseTaken({ basePath }: BasePathMapping, others: readonly BasePathMapping[]): void {
  // TODO(aws-verify): the text
  if (others.some((one) => one.basePath === basePath)) {
    throw conflict('Base path already exists for this domain name');
  }
}

export function namedMapping(
  call: OperationCall,
  ports: ApiGatewayPorts,
): { readonly domain: DomainName; readonly mapping: BasePathMapping } {
  const domain = namedDomainName(call, ports);
  const basePath = label(call, 'base_path');
  const mapping = domain.basePathMappings.find((one) => one.basePath === basePath);
  if (mapping === undefined) throw notFound('Invalid base path mapping identifier specified');
  return { domain, mapping };
}

/** BasePathMapping as the service writes it. */
export function basePathMappingOutput({ basePath, restApiId, stage }: BasePathMapping): Output {
  return { basePath, restApiId, ...(stage !== undefined && { stage }) };
}
