import type { OperationBinding } from '@portico/wire';
import type { OperationCall } from '../operation-call.ts';
import { getAccount } from './account/get-account.ts';
import { updateAccount } from './account/update-account.ts';
import { createApiKey } from './api-keys/create-api-key.ts';
import { deleteApiKey } from './api-keys/delete-api-key.ts';
import { getApiKey } from './api-keys/get-api-key.ts';
import { getApiKeys } from './api-keys/get-api-keys.ts';
import { importApiKeys } from './api-keys/import-api-keys.ts';
import { updateApiKey } from './api-keys/update-api-key.ts';
import { createAuthorizer } from './authorizers/create-authorizer.ts';
import { deleteAuthorizer } from './authorizers/delete-authorizer.ts';
import { getAuthorizer } from './authorizers/get-authorizer.ts';
import { getAuthorizers } from './authorizers/get-authorizers.ts';
import { testInvokeAuthorizer } from './authorizers/test-invoke-authorizer.ts';
import { updateAuthorizer } from './authorizers/update-authorizer.ts';
import { createBasePathMapping } from './base-path-mappings/create-base-path-mapping.ts';
import { deleteBasePathMapping } from './base-path-mappings/delete-base-path-mapping.ts';
import { getBasePathMapping } from './base-path-mappings/get-base-path-mapping.ts';
import { getBasePathMappings } from './base-path-mappings/get-base-path-mappings.ts';
import { updateBasePathMapping } from './base-path-mappings/update-base-path-mapping.ts';
import { deleteClientCertificate } from './client-certificates/delete-client-certificate.ts';
import { generateClientCertificate } from './client-certificates/generate-client-certificate.ts';
import { getClientCertificate } from './client-certificates/get-client-certificate.ts';
import { getClientCertificates } from './client-certificates/get-client-certificates.ts';
import { updateClientCertificate } from './client-certificates/update-client-certificate.ts';
import { createDeployment } from './deployments/create-deployment.ts';
import { deleteDeployment } from './deployments/delete-deployment.ts';
import { getDeployment } from './deployments/get-deployment.ts';
import { getDeployments } from './deployments/get-deployments.ts';
import { updateDeployment } from './deployments/update-deployment.ts';
import { createDocumentationPart } from './documentation/create-documentation-part.ts';
import { createDocumentationVersion } from './documentation/create-documentation-version.ts';
import { deleteDocumentationPart } from './documentation/delete-documentation-part.ts';
import { deleteDocumentationVersion } from './documentation/delete-documentation-version.ts';
import { getDocumentationPart } from './documentation/get-documentation-part.ts';
import { getDocumentationParts } from './documentation/get-documentation-parts.ts';
import { getDocumentationVersion } from './documentation/get-documentation-version.ts';
import { getDocumentationVersions } from './documentation/get-documentation-versions.ts';
import { importDocumentationParts } from './documentation/import-documentation-parts.ts';
import { updateDocumentationPart } from './documentation/update-documentation-part.ts';
import { updateDocumentationVersion } from './documentation/update-documentation-version.ts';
import { createDomainName } from './domain-names/create-domain-name.ts';
import { deleteDomainName } from './domain-names/delete-domain-name.ts';
import { getDomainName } from './domain-names/get-domain-name.ts';
import { getDomainNames } from './domain-names/get-domain-names.ts';
import { updateDomainName } from './domain-names/update-domain-name.ts';
import { getExport } from './exports/get-export.ts';
import { getSdk } from './exports/get-sdk.ts';
import { getSdkType } from './exports/get-sdk-type.ts';
import { getSdkTypes } from './exports/get-sdk-types.ts';
import { deleteGatewayResponse } from './gateway-responses/delete-gateway-response.ts';
import { getGatewayResponse } from './gateway-responses/get-gateway-response.ts';
import { getGatewayResponses } from './gateway-responses/get-gateway-responses.ts';
import { putGatewayResponse } from './gateway-responses/put-gateway-response.ts';
import { updateGatewayResponse } from './gateway-responses/update-gateway-response.ts';
import { deleteIntegration } from './integrations/delete-integration.ts';
import { deleteIntegrationResponse } from './integrations/delete-integration-response.ts';
import { getIntegration } from './integrations/get-integration.ts';
import { getIntegrationResponse } from './integrations/get-integration-response.ts';
import { putIntegration } from './integrations/put-integration.ts';
import { putIntegrationResponse } from './integrations/put-integration-response.ts';
import { updateIntegration } from './integrations/update-integration.ts';
import { updateIntegrationResponse } from './integrations/update-integration-response.ts';
import { deleteMethod } from './methods/delete-method.ts';
import { deleteMethodResponse } from './methods/delete-method-response.ts';
import { getMethod } from './methods/get-method.ts';
import { getMethodResponse } from './methods/get-method-response.ts';
import { putMethod } from './methods/put-method.ts';
import { putMethodResponse } from './methods/put-method-response.ts';
import { updateMethod } from './methods/update-method.ts';
import { updateMethodResponse } from './methods/update-method-response.ts';
import { createModel } from './models/create-model.ts';
import { deleteModel } from './models/delete-model.ts';
import { getModel } from './models/get-model.ts';
import { getModelTemplate } from './models/get-model-template.ts';
import { getModels } from './models/get-models.ts';
import { updateModel } from './models/update-model.ts';
import type { ApiGatewayPorts } from './ports.ts';
import { createRequestValidator } from './request-validators/create-request-validator.ts';
import { deleteRequestValidator } from './request-validators/delete-request-validator.ts';
import { getRequestValidator } from './request-validators/get-request-validator.ts';
import { getRequestValidators } from './request-validators/get-request-validators.ts';
import { updateRequestValidator } from './request-validators/update-request-validator.ts';
import { createResource } from './resources/create-resource.ts';
import { deleteResource } from './resources/delete-resource.ts';
import { getResource } from './resources/get-resource.ts';
import { getResources } from './resources/get-resources.ts';
import { updateResource } from './resources/update-resource.ts';
import { createRestApi } from './rest-apis/create-rest-api.ts';
import { deleteRestApi } from './rest-apis/delete-rest-api.ts';
import { getRestApi } from './rest-apis/get-rest-api.ts';
import { getRestApis } from './rest-apis/get-rest-apis.ts';
import { importRestApi } from './rest-apis/import-rest-api.ts';
import { putRestApi } from './rest-apis/put-rest-api.ts';
import { updateRestApi } from './rest-apis/update-rest-api.ts';
import { createStage } from './stages/create-stage.ts';
import { deleteStage } from './stages/delete-stage.ts';
import { flushStageCache } from './stages/flush-stage-cache.ts';
import { getStage } from './stages/get-stage.ts';
import { getStages } from './stages/get-stages.ts';
import { updateStage } from './stages/update-stage.ts';
import { getTags } from './tags/get-tags.ts';
import { tagResource } from './tags/tag-resource.ts';
import { untagResource } from './tags/untag-resource.ts';
import { testInvokeMethod } from './test-invoke/test-invoke-method.ts';
import { createUsagePlan } from './usage-plans/create-usage-plan.ts';
import { createUsagePlanKey } from './usage-plans/create-usage-plan-key.ts';
import { deleteUsagePlan } from './usage-plans/delete-usage-plan.ts';
import { deleteUsagePlanKey } from './usage-plans/delete-usage-plan-key.ts';
import { getUsage } from './usage-plans/get-usage.ts';
import { getUsagePlan } from './usage-plans/get-usage-plan.ts';
import { getUsagePlanKey } from './usage-plans/get-usage-plan-key.ts';
import { getUsagePlanKeys } from './usage-plans/get-usage-plan-keys.ts';
import { getUsagePlans } from './usage-plans/get-usage-plans.ts';
import { updateUsage } from './usage-plans/update-usage.ts';
import { updateUsagePlan } from './usage-plans/update-usage-plan.ts';
import { createVpcLink } from './vpc-links/create-vpc-link.ts';
import { deleteVpcLink } from './vpc-links/delete-vpc-link.ts';
import { getVpcLink } from './vpc-links/get-vpc-link.ts';
import { getVpcLinks } from './vpc-links/get-vpc-links.ts';
import { updateVpcLink } from './vpc-links/update-vpc-link.ts';

/** An operation with its HTTP binding (spec: control plane, section 3). `run` returns the output or a promise of it, undefined for none. */
export interface ApiGatewayOperation extends OperationBinding {
  readonly run: (call: OperationCall, ports: ApiGatewayPorts) => unknown;
  /** The optional port without which the operation is not served. */
  readonly needs?: 'testInvoke';
}

const API = '/restapis/{restapi_id}';
const RESOURCE: string = `${API}/resources/{resource_id}`;
const METHOD: string = `${RESOURCE}/methods/{http_method}`;
const INTEGRATION: string = `${METHOD}/integration`;
const STAGE: string = `${API}/stages/{stage_name}`;
const DOMAIN = '/domainnames/{domain_name}';
const MAPPING: string = `${DOMAIN}/basepathmappings/{base_path}`;
const CERTIFICATE = '/clientcertificates/{clientcertificate_id}';
const VPC_LINK = '/vpclinks/{vpclink_id}';

/** Every operation of API Gateway that Portico serves. */
export const API_GATEWAY_OPERATIONS: readonly ApiGatewayOperation[] = [
  { name: 'CreateRestApi', method: 'POST', uri: '/restapis', status: 201, run: createRestApi },
  { name: 'ImportRestApi', method: 'POST', uri: '/restapis?mode=import', status: 201, run: importRestApi },
  { name: 'GetRestApis', method: 'GET', uri: '/restapis', status: 200, run: getRestApis },
  { name: 'GetRestApi', method: 'GET', uri: `${API}`, status: 200, run: getRestApi },
  { name: 'PutRestApi', method: 'PUT', uri: `${API}`, status: 200, run: putRestApi },
  { name: 'UpdateRestApi', method: 'PATCH', uri: `${API}`, status: 200, run: updateRestApi },
  { name: 'DeleteRestApi', method: 'DELETE', uri: `${API}`, status: 202, run: deleteRestApi },
  { name: 'GetResources', method: 'GET', uri: `${API}/resources`, status: 200, run: getResources },
  { name: 'CreateResource', method: 'POST', uri: `${API}/resources/{parent_id}`, status: 201, run: createResource },
  { name: 'GetResource', method: 'GET', uri: `${RESOURCE}`, status: 200, run: getResource },
  { name: 'UpdateResource', method: 'PATCH', uri: `${RESOURCE}`, status: 200, run: updateResource },
  { name: 'DeleteResource', method: 'DELETE', uri: `${RESOURCE}`, status: 202, run: deleteResource },
  { name: 'PutMethod', method: 'PUT', uri: `${METHOD}`, status: 201, run: putMethod },
  { name: 'GetMethod', method: 'GET', uri: `${METHOD}`, status: 200, run: getMethod },
  { name: 'UpdateMethod', method: 'PATCH', uri: `${METHOD}`, status: 200, run: updateMethod },
  { name: 'DeleteMethod', method: 'DELETE', uri: `${METHOD}`, status: 204, run: deleteMethod },
  {
    name: 'TestInvokeMethod',
    method: 'POST',
    uri: `${METHOD}`,
    status: 200,
    run: testInvokeMethod,
    needs: 'testInvoke',
  },
  {
    name: 'PutMethodResponse',
    method: 'PUT',
    uri: `${METHOD}/responses/{status_code}`,
    status: 201,
    run: putMethodResponse,
  },
  {
    name: 'GetMethodResponse',
    method: 'GET',
    uri: `${METHOD}/responses/{status_code}`,
    status: 200,
    run: getMethodResponse,
  },
  {
    name: 'UpdateMethodResponse',
    method: 'PATCH',
    uri: `${METHOD}/responses/{status_code}`,
    status: 201,
    run: updateMethodResponse,
  },
  {
    name: 'DeleteMethodResponse',
    method: 'DELETE',
    uri: `${METHOD}/responses/{status_code}`,
    status: 204,
    run: deleteMethodResponse,
  },
  { name: 'PutIntegration', method: 'PUT', uri: `${INTEGRATION}`, status: 201, run: putIntegration },
  { name: 'GetIntegration', method: 'GET', uri: `${INTEGRATION}`, status: 200, run: getIntegration },
  { name: 'UpdateIntegration', method: 'PATCH', uri: `${INTEGRATION}`, status: 200, run: updateIntegration },
  { name: 'DeleteIntegration', method: 'DELETE', uri: `${INTEGRATION}`, status: 204, run: deleteIntegration },
  {
    name: 'PutIntegrationResponse',
    method: 'PUT',
    uri: `${INTEGRATION}/responses/{status_code}`,
    status: 201,
    run: putIntegrationResponse,
  },
  {
    name: 'GetIntegrationResponse',
    method: 'GET',
    uri: `${INTEGRATION}/responses/{status_code}`,
    status: 200,
    run: getIntegrationResponse,
  },
  {
    name: 'UpdateIntegrationResponse',
    method: 'PATCH',
    uri: `${INTEGRATION}/responses/{status_code}`,
    status: 200,
    run: updateIntegrationResponse,
  },
  {
    name: 'DeleteIntegrationResponse',
    method: 'DELETE',
    uri: `${INTEGRATION}/responses/{status_code}`,
    status: 204,
    run: deleteIntegrationResponse,
  },
  { name: 'CreateModel', method: 'POST', uri: `${API}/models`, status: 201, run: createModel },
  { name: 'GetModels', method: 'GET', uri: `${API}/models`, status: 200, run: getModels },
  { name: 'GetModel', method: 'GET', uri: `${API}/models/{model_name}`, status: 200, run: getModel },
  { name: 'UpdateModel', method: 'PATCH', uri: `${API}/models/{model_name}`, status: 200, run: updateModel },
  { name: 'DeleteModel', method: 'DELETE', uri: `${API}/models/{model_name}`, status: 202, run: deleteModel },
  {
    name: 'GetModelTemplate',
    method: 'GET',
    uri: `${API}/models/{model_name}/default_template`,
    status: 200,
    run: getModelTemplate,
  },
  {
    name: 'CreateRequestValidator',
    method: 'POST',
    uri: `${API}/requestvalidators`,
    status: 201,
    run: createRequestValidator,
  },
  {
    name: 'GetRequestValidators',
    method: 'GET',
    uri: `${API}/requestvalidators`,
    status: 200,
    run: getRequestValidators,
  },
  {
    name: 'GetRequestValidator',
    method: 'GET',
    uri: `${API}/requestvalidators/{requestvalidator_id}`,
    status: 200,
    run: getRequestValidator,
  },
  {
    name: 'UpdateRequestValidator',
    method: 'PATCH',
    uri: `${API}/requestvalidators/{requestvalidator_id}`,
    status: 200,
    run: updateRequestValidator,
  },
  {
    name: 'DeleteRequestValidator',
    method: 'DELETE',
    uri: `${API}/requestvalidators/{requestvalidator_id}`,
    status: 202,
    run: deleteRequestValidator,
  },
  { name: 'CreateAuthorizer', method: 'POST', uri: `${API}/authorizers`, status: 201, run: createAuthorizer },
  { name: 'GetAuthorizers', method: 'GET', uri: `${API}/authorizers`, status: 200, run: getAuthorizers },
  { name: 'GetAuthorizer', method: 'GET', uri: `${API}/authorizers/{authorizer_id}`, status: 200, run: getAuthorizer },
  {
    name: 'UpdateAuthorizer',
    method: 'PATCH',
    uri: `${API}/authorizers/{authorizer_id}`,
    status: 200,
    run: updateAuthorizer,
  },
  {
    name: 'DeleteAuthorizer',
    method: 'DELETE',
    uri: `${API}/authorizers/{authorizer_id}`,
    status: 202,
    run: deleteAuthorizer,
  },
  { name: 'GetGatewayResponses', method: 'GET', uri: `${API}/gatewayresponses`, status: 200, run: getGatewayResponses },
  {
    name: 'GetGatewayResponse',
    method: 'GET',
    uri: `${API}/gatewayresponses/{response_type}`,
    status: 200,
    run: getGatewayResponse,
  },
  {
    name: 'PutGatewayResponse',
    method: 'PUT',
    uri: `${API}/gatewayresponses/{response_type}`,
    status: 201,
    run: putGatewayResponse,
  },
  {
    name: 'UpdateGatewayResponse',
    method: 'PATCH',
    uri: `${API}/gatewayresponses/{response_type}`,
    status: 200,
    run: updateGatewayResponse,
  },
  {
    name: 'DeleteGatewayResponse',
    method: 'DELETE',
    uri: `${API}/gatewayresponses/{response_type}`,
    status: 202,
    run: deleteGatewayResponse,
  },
  { name: 'CreateDeployment', method: 'POST', uri: `${API}/deployments`, status: 201, run: createDeployment },
  { name: 'GetDeployments', method: 'GET', uri: `${API}/deployments`, status: 200, run: getDeployments },
  { name: 'GetDeployment', method: 'GET', uri: `${API}/deployments/{deployment_id}`, status: 200, run: getDeployment },
  {
    name: 'UpdateDeployment',
    method: 'PATCH',
    uri: `${API}/deployments/{deployment_id}`,
    status: 200,
    run: updateDeployment,
  },
  {
    name: 'DeleteDeployment',
    method: 'DELETE',
    uri: `${API}/deployments/{deployment_id}`,
    status: 202,
    run: deleteDeployment,
  },
  { name: 'CreateStage', method: 'POST', uri: `${API}/stages`, status: 201, run: createStage },
  { name: 'GetStages', method: 'GET', uri: `${API}/stages`, status: 200, run: getStages },
  { name: 'GetStage', method: 'GET', uri: `${STAGE}`, status: 200, run: getStage },
  { name: 'UpdateStage', method: 'PATCH', uri: `${STAGE}`, status: 200, run: updateStage },
  { name: 'DeleteStage', method: 'DELETE', uri: `${STAGE}`, status: 202, run: deleteStage },
  { name: 'FlushStageCache', method: 'DELETE', uri: `${STAGE}/cache/data`, status: 202, run: flushStageCache },
  {
    name: 'FlushStageAuthorizersCache',
    method: 'DELETE',
    uri: `${STAGE}/cache/authorizers`,
    status: 202,
    run: flushStageCache,
  },
  { name: 'GetExport', method: 'GET', uri: `${STAGE}/exports/{export_type}`, status: 200, run: getExport },
  { name: 'GetSdk', method: 'GET', uri: `${STAGE}/sdks/{sdk_type}`, status: 200, run: getSdk },
  {
    name: 'CreateDocumentationPart',
    method: 'POST',
    uri: `${API}/documentation/parts`,
    status: 201,
    run: createDocumentationPart,
  },
  {
    name: 'GetDocumentationParts',
    method: 'GET',
    uri: `${API}/documentation/parts`,
    status: 200,
    run: getDocumentationParts,
  },
  {
    name: 'GetDocumentationPart',
    method: 'GET',
    uri: `${API}/documentation/parts/{part_id}`,
    status: 200,
    run: getDocumentationPart,
  },
  {
    name: 'UpdateDocumentationPart',
    method: 'PATCH',
    uri: `${API}/documentation/parts/{part_id}`,
    status: 200,
    run: updateDocumentationPart,
  },
  {
    name: 'DeleteDocumentationPart',
    method: 'DELETE',
    uri: `${API}/documentation/parts/{part_id}`,
    status: 202,
    run: deleteDocumentationPart,
  },
  {
    name: 'CreateDocumentationVersion',
    method: 'POST',
    uri: `${API}/documentation/versions`,
    status: 201,
    run: createDocumentationVersion,
  },
  {
    name: 'GetDocumentationVersions',
    method: 'GET',
    uri: `${API}/documentation/versions`,
    status: 200,
    run: getDocumentationVersions,
  },
  {
    name: 'GetDocumentationVersion',
    method: 'GET',
    uri: `${API}/documentation/versions/{doc_version}`,
    status: 200,
    run: getDocumentationVersion,
  },
  {
    name: 'UpdateDocumentationVersion',
    method: 'PATCH',
    uri: `${API}/documentation/versions/{doc_version}`,
    status: 200,
    run: updateDocumentationVersion,
  },
  {
    name: 'DeleteDocumentationVersion',
    method: 'DELETE',
    uri: `${API}/documentation/versions/{doc_version}`,
    status: 202,
    run: deleteDocumentationVersion,
  },
  { name: 'CreateApiKey', method: 'POST', uri: '/apikeys', status: 201, run: createApiKey },
  { name: 'ImportApiKeys', method: 'POST', uri: '/apikeys?mode=import', status: 201, run: importApiKeys },
  { name: 'GetApiKeys', method: 'GET', uri: '/apikeys', status: 200, run: getApiKeys },
  { name: 'GetApiKey', method: 'GET', uri: '/apikeys/{api_Key}', status: 200, run: getApiKey },
  { name: 'UpdateApiKey', method: 'PATCH', uri: '/apikeys/{api_Key}', status: 200, run: updateApiKey },
  { name: 'DeleteApiKey', method: 'DELETE', uri: '/apikeys/{api_Key}', status: 202, run: deleteApiKey },
  { name: 'CreateUsagePlan', method: 'POST', uri: '/usageplans', status: 201, run: createUsagePlan },
  { name: 'GetUsagePlans', method: 'GET', uri: '/usageplans', status: 200, run: getUsagePlans },
  { name: 'GetUsagePlan', method: 'GET', uri: '/usageplans/{usageplanId}', status: 200, run: getUsagePlan },
  { name: 'UpdateUsagePlan', method: 'PATCH', uri: '/usageplans/{usageplanId}', status: 200, run: updateUsagePlan },
  { name: 'DeleteUsagePlan', method: 'DELETE', uri: '/usageplans/{usageplanId}', status: 202, run: deleteUsagePlan },
  {
    name: 'CreateUsagePlanKey',
    method: 'POST',
    uri: '/usageplans/{usageplanId}/keys',
    status: 201,
    run: createUsagePlanKey,
  },
  {
    name: 'GetUsagePlanKeys',
    method: 'GET',
    uri: '/usageplans/{usageplanId}/keys',
    status: 200,
    run: getUsagePlanKeys,
  },
  {
    name: 'GetUsagePlanKey',
    method: 'GET',
    uri: '/usageplans/{usageplanId}/keys/{keyId}',
    status: 200,
    run: getUsagePlanKey,
  },
  {
    name: 'DeleteUsagePlanKey',
    method: 'DELETE',
    uri: '/usageplans/{usageplanId}/keys/{keyId}',
    status: 202,
    run: deleteUsagePlanKey,
  },
  { name: 'GetSdkTypes', method: 'GET', uri: '/sdktypes', status: 200, run: getSdkTypes },
  { name: 'GetSdkType', method: 'GET', uri: '/sdktypes/{sdktype_id}', status: 200, run: getSdkType },
  {
    name: 'ImportDocumentationParts',
    method: 'PUT',
    uri: `${API}/documentation/parts`,
    status: 200,
    run: importDocumentationParts,
  },
  {
    name: 'TestInvokeAuthorizer',
    method: 'POST',
    uri: `${API}/authorizers/{authorizer_id}`,
    status: 200,
    run: testInvokeAuthorizer,
  },
  { name: 'GetUsage', method: 'GET', uri: '/usageplans/{usageplanId}/usage', status: 200, run: getUsage },
  {
    name: 'UpdateUsage',
    method: 'PATCH',
    uri: '/usageplans/{usageplanId}/keys/{keyId}/usage',
    status: 200,
    run: updateUsage,
  },
  { name: 'CreateDomainName', method: 'POST', uri: '/domainnames', status: 201, run: createDomainName },
  { name: 'GetDomainNames', method: 'GET', uri: '/domainnames', status: 200, run: getDomainNames },
  { name: 'GetDomainName', method: 'GET', uri: `${DOMAIN}`, status: 200, run: getDomainName },
  { name: 'UpdateDomainName', method: 'PATCH', uri: `${DOMAIN}`, status: 200, run: updateDomainName },
  { name: 'DeleteDomainName', method: 'DELETE', uri: `${DOMAIN}`, status: 202, run: deleteDomainName },
  {
    name: 'CreateBasePathMapping',
    method: 'POST',
    uri: `${DOMAIN}/basepathmappings`,
    status: 201,
    run: createBasePathMapping,
  },
  {
    name: 'GetBasePathMappings',
    method: 'GET',
    uri: `${DOMAIN}/basepathmappings`,
    status: 200,
    run: getBasePathMappings,
  },
  { name: 'GetBasePathMapping', method: 'GET', uri: `${MAPPING}`, status: 200, run: getBasePathMapping },
  { name: 'UpdateBasePathMapping', method: 'PATCH', uri: `${MAPPING}`, status: 200, run: updateBasePathMapping },
  { name: 'DeleteBasePathMapping', method: 'DELETE', uri: `${MAPPING}`, status: 202, run: deleteBasePathMapping },
  { name: 'CreateVpcLink', method: 'POST', uri: '/vpclinks', status: 202, run: createVpcLink },
  { name: 'GetVpcLinks', method: 'GET', uri: '/vpclinks', status: 200, run: getVpcLinks },
  { name: 'GetVpcLink', method: 'GET', uri: `${VPC_LINK}`, status: 200, run: getVpcLink },
  { name: 'UpdateVpcLink', method: 'PATCH', uri: `${VPC_LINK}`, status: 200, run: updateVpcLink },
  { name: 'DeleteVpcLink', method: 'DELETE', uri: `${VPC_LINK}`, status: 202, run: deleteVpcLink },
  {
    name: 'GenerateClientCertificate',
    method: 'POST',
    uri: '/clientcertificates',
    status: 201,
    run: generateClientCertificate,
  },
  { name: 'GetClientCertificates', method: 'GET', uri: '/clientcertificates', status: 200, run: getClientCertificates },
  { name: 'GetClientCertificate', method: 'GET', uri: `${CERTIFICATE}`, status: 200, run: getClientCertificate },
  {
    name: 'UpdateClientCertificate',
    method: 'PATCH',
    uri: `${CERTIFICATE}`,
    status: 200,
    run: updateClientCertificate,
  },
  {
    name: 'DeleteClientCertificate',
    method: 'DELETE',
    uri: `${CERTIFICATE}`,
    status: 202,
    run: deleteClientCertificate,
  },
  { name: 'GetAccount', method: 'GET', uri: '/account', status: 200, run: getAccount },
  { name: 'UpdateAccount', method: 'PATCH', uri: '/account', status: 200, run: updateAccount },
  { name: 'TagResource', method: 'PUT', uri: '/tags/{resource_arn}', status: 204, run: tagResource },
  { name: 'UntagResource', method: 'DELETE', uri: '/tags/{resource_arn}', status: 204, run: untagResource },
  { name: 'GetTags', method: 'GET', uri: '/tags/{resource_arn}', status: 200, run: getTags },
];
