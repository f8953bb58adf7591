export { allHeaders } from './all-headers.ts';
export { customDomainAddress } from './custom-domain.ts';
export { CALLERS_CREDENTIALS } from './execution-role.ts';
export { MAX_PAYLOAD_BYTES } from './integrate.ts';
export { invoke } from './invoke.ts';
export { observeStream } from './observe-stream.ts';
export type {
  AwsServiceCall,
  AwsServiceOutcome,
  AwsServices,
  CallerRefusal,
  ExecutionLogSink,
  ExecutionRoles,
  GatewayPorts,
  HttpClient,
  HttpOutcome,
  IamCallers,
  RuntimeAnswer,
  SageMakerRuntime,
} from './ports.ts';
export type { ListenerRequest } from './receive.ts';
export { receive } from './receive.ts';
export type { RandomTexts } from './request-ids.ts';
export { drawRequestIds, requestIds } from './request-ids.ts';
export type { CompiledStage, LoggingSetting, StageOwner } from './stage.ts';
export { checkStage, compileStage } from './stage.ts';
export type { Stages } from './stages.ts';
export { createStages } from './stages.ts';
export type { StageAddress } from './url-forms.ts';
export { stageAddress } from './url-forms.ts';
export { inOnePiece, wholeBody } from './whole-body.ts';
