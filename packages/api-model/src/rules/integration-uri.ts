import type { IntegrationType } from '../rest-api.ts';

/** The service's message for an integration URI that it refuses; undefined when it accepts it (spec: control plane, section 4.4). */
export function refuseIntegrationUri(type: IntegrationType, uri: string): string | undefined {
  switch (type) {
    case 'MOCK':
      return undefined;
    case 'HTTP':
    case 'HTTP_PROXY':
      return isHttpEndpoint(uri) ? undefined : 'Invalid HTTP endpoint specified for URI';
    case 'AWS':
      return refuseServiceArn(uri);
    case 'AWS_PROXY':
      return refuseServiceArn(uri) ?? refuseProxyService(uri);
  }
}

/** Whether an AWS integration works without a role: Lambda grants by a policy of the function. */
export function needsCredentials(type: IntegrationType, uri: string | undefined): boolean {
  return (type === 'AWS' || type === 'AWS_PROXY') && parseServiceArn(uri ?? '')?.service !== 'lambda';
}

/** A role, the caller itself (`arn:aws:iam::*:user/*`), or an ARN with stage variables in it. */
export function isCredentialsArn(text: string): boolean {
  return (
    /^arn:aws[a-z-]*:iam::(?:\d{12}|\*):(?:role|user)\/[\w+=,.@/*-]+$/.test(text) ||
    /^arn:aws[a-z-]*:iam::[\w$.{}/+=,@*:-]*\$\{stageVariables\.[\w]+\}[\w$.{}/+=,@*-]*$/.test(text)
  );
}

interface ServiceArn {
  readonly service: string;
  readonly target: string;
}

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

function parseServiceArn(uri: string): ServiceArn | undefined {
  const [arn, partition, vendor, region, service, ...target] = uri.split(':');
  if (arn !== 'arn' || vendor !== 'apigateway' || !/^aws[a-z-]*$/.test(partition ?? '')) return undefined;
  if (!REGION.test(region ?? '') || service === undefined || service === '') return undefined;
  return { service: service.slice(service.lastIndexOf('.') + 1), target: target.join(':') };
}

function refuseServiceArn(uri: string): string | undefined {
  const [arn, partition, vendor] = uri.split(':');
  if (arn !== 'arn' || !/^aws[a-z-]*$/.test(partition ?? '') || uri.split(':').length < 6)
    return 'Invalid ARN specified in the request';
  // A function's own ARN lands here: the usual slip.
  if (vendor !== 'apigateway') return 'AWS ARN for integration must contain path or action';
  const parsed = parseServiceArn(uri);
  if (parsed === undefined) return 'Invalid ARN specified in the request';
  return /^(?:path|action)\/.|^\$\{stageVariables\.\w+\}/.test(parsed.target)
    ? undefined
    : 'AWS ARN for integration must contain path or action';
}

function refuseProxyService(uri: string): string | undefined {
  const parsed = parseServiceArn(uri);
  if (parsed?.service === 'firehose') return undefined;
  if (parsed?.service !== 'lambda') {
    return "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.";
  }
  return /\/functions\/.+\/invocations$/.test(parsed.target) ? undefined : 'Invalid function ARN or invalid uri';
}

function isHttpEndpoint(uri: string): boolean {
  if (/^\$\{stageVariables\.\w+\}/.test(uri)) return true;
  if (!/^https?:\/\//i.test(uri)) return false;
  // Placeholders are filled later; as part of a host or port they are no valid URL yet.
  return URL.canParse(uri.replace(/:\$\{stageVariables\.\w+\}(?=\/|$)/, ':1').replace(/\$?\{[^{}]*\}/g, 'x'));
}
