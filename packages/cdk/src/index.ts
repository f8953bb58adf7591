export { ApiGatewayToSageMakerEndpoint } from './api-gateway-to-sagemaker-endpoint.ts';
export type {
  ApiGatewayToSageMakerEndpointProps,
  SageMakerMethodCacheOptions,
  SageMakerMethodOptions,
  SageMakerMethodProps,
} from './props.ts';
