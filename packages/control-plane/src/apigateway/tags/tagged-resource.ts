import type { Documents } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { saveApi } from '../edit-api.ts';
import {
  badRequest,
  noSuchApi,
  noSuchApiKey,
  noSuchClientCertificate,
  noSuchDomainName,
  noSuchStage,
  noSuchUsagePlan,
  noSuchVpcLink,
} from '../errors.ts';
import { findApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

export type Tags = Readonly<Record<string, string>>;

/** What an ARN names, as far as tags go. */
export interface TaggedResource {
  readonly tags: Tags;
  /** Stores the resource with other tags. */
  readonly save: (tags: Tags) => void;
}

const ARN =
  /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+)::\/(restapis|apikeys|usageplans|vpclinks|clientcertificates|domainnames)\/([^/]+)(?:\/stages\/([^/]+))?$/;

/** The resource that the request's path names by its ARN (spec: control plane, section 1). Throws if it is not the caller's. */
export function taggedResource(call: OperationCall, ports: ApiGatewayPorts): TaggedResource {
  const [, region, collection, id = '', stageName] = ARN.exec(label(call, 'resource_arn')) ?? [];
  // TODO(aws-verify): the text
  if (region !== call.caller.region) throw badRequest('Invalid ARN specified in the request');
  const { store } = ports;
  const owner = call.caller;
  if (collection === 'restapis') {
    const api = findApi(call, ports, id);
    if (api === undefined) throw noSuchApi(owner.accountId, id);
    if (stageName === undefined) return { tags: api.tags, save: (tags) => saveApi(call, ports, { ...api, tags }) };
    const stage = store.stages.get(id, stageName);
    if (stage === undefined) throw noSuchStage();
    return { tags: stage.tags, save: (tags) => store.stages.put({ ...stage, tags }) };
  }
  if (stageName !== undefined) throw badRequest('Invalid ARN specified in the request');
  switch (collection) {
    case 'vpclinks':
      return tagged(store.vpcLinks, noSuchVpcLink);
    case 'clientcertificates':
      return tagged(store.clientCertificates, noSuchClientCertificate);
    case 'domainnames':
      return tagged(store.domainNames, noSuchDomainName);
    case 'apikeys':
      return tagged(store.apiKeys, noSuchApiKey);
    default:
      return tagged(store.usagePlans, noSuchUsagePlan);
  }

  function tagged<Document extends { readonly tags: Tags }>(
    documents: Documents<Document>,
    missing: () => Error,
  ): TaggedResource {
    const document = documents.get(owner, id);
    if (document === undefined) throw missing();
    return { tags: document.tags, save: (tags) => documents.put(owner, id, { ...document, tags }) };
  }
}
