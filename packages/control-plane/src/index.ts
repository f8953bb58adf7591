export { newStage } from './apigateway/deployments/deploy-api.ts';
export { handleApiGateway } from './apigateway/handle-api-gateway.ts';
export type { ApiGatewayPorts } from './apigateway/ports.ts';
export type { ControlPlaneReply } from './control-plane-reply.ts';
export type { ControlPlaneRequest } from './operation-call.ts';
export { handleSageMaker } from './sagemaker/handle-sagemaker.ts';
export type { SageMakerPorts } from './sagemaker/ports.ts';
