/**
 * The prefix of `X-Amz-Target`, by service: those that speak AWS JSON. From the services' own API references; other services take the
 * action from the query alone. EventBridge (`events`) is left out on purpose: the service does not set it there, the author maps it
 * (spec: data plane, section 11.1).
 */
const TARGET_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['athena', 'AmazonAthena'],
  ['codebuild', 'CodeBuild_20161006'],
  ['codepipeline', 'CodePipeline_20150709'],
  ['cognito-identity', 'AWSCognitoIdentityService'],
  ['cognito-idp', 'AWSCognitoIdentityProviderService'],
  ['comprehend', 'Comprehend_20171127'],
  ['dynamodb', 'DynamoDB_20120810'],
  ['ecr', 'AmazonEC2ContainerRegistry_V20150921'],
  ['ecs', 'AmazonEC2ContainerServiceV20141113'],
  ['firehose', 'Firehose_20150804'],
  ['glue', 'AWSGlue'],
  ['kinesis', 'Kinesis_20131202'],
  ['kms', 'TrentService'],
  ['logs', 'Logs_20140328'],
  ['rekognition', 'RekognitionService'],
  ['sagemaker', 'SageMaker'],
  ['secretsmanager', 'secretsmanager'],
  ['ssm', 'AmazonSSM'],
  ['states', 'AWSStepFunctions'],
  ['textract', 'Textract'],
  ['transcribe', 'Transcribe'],
  ['translate', 'AWSShineFrontendService_20170701'],
]);

/** `undefined`: the service reads `Action` from the query. @param service `dynamodb`, or with labels before it */
export function targetHeader(service: string, action: string): string | undefined {
  const prefix = TARGET_PREFIXES.get(service.slice(service.lastIndexOf('.') + 1));
  return prefix === undefined ? undefined : `${prefix}.${action}`;
}
