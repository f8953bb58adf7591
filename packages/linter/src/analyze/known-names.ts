/** What `$input` and `$util` have. */
export const INPUT_METHODS: ReadonlySet<string> = new Set(['path', 'json', 'params']);
export const INPUT_PROPERTIES: ReadonlySet<string> = new Set(['body']);
export const UTIL_METHODS: ReadonlySet<string> = new Set([
  'escapeJavaScript',
  'parseJson',
  'urlEncode',
  'urlDecode',
  'base64Encode',
  'base64Decode',
]);

/** The members of `$context` (spec: data plane, section 21.3), as paths. `*`: any name. */
const CONTEXT_PATHS: readonly string[] = [
  ...'accountId apiId awsEndpointRequestId deploymentId domainName domainPrefix extendedRequestId httpMethod'.split(
    ' ',
  ),
  ...'isCanaryRequest path protocol requestId requestTime requestTimeEpoch resourceId resourcePath stage'.split(' '),
  ...'wafResponseCode webaclArn authorizer.* authorizer.claims.* responseOverride.status'.split(' '),
  ...'requestOverride.header.* requestOverride.path.* requestOverride.querystring.* responseOverride.header.*'.split(
    ' ',
  ),
  ...'accessKey accountId apiKey apiKeyId caller cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId cognitoIdentityPoolId principalOrgId sourceIp user userAgent userArn vpcId vpceId'
    .split(' ')
    .map((name) => `identity.${name}`),
  ...'clientCertPem subjectDN issuerDN serialNumber validity.notBefore validity.notAfter'
    .split(' ')
    .map((name) => `identity.clientCert.${name}`),
];

/** Whether `$context` has such a member, or members below it. */
export function isContextPath(path: readonly string[]): boolean {
  return CONTEXT_PATHS.some((known) => {
    const names = known.split('.');
    return path.length <= names.length && path.every((name, i) => names[i] === '*' || names[i] === name);
  });
}

/** Whether it is a map, not a text. */
export function isContextGroup(path: readonly string[]): boolean {
  return CONTEXT_PATHS.some((known) => {
    const names = known.split('.');
    return path.length < names.length && path.every((name, i) => names[i] === name);
  });
}

/** The closest of some names, if it is close: for "did you mean". */
export function closestName(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  if (a.length > 60 || b.length > 60) return 60;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
