import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';
import { RUNTIMES } from './runtimes.ts';

const role = (name: string): string => `arn:aws:iam::000000000000:role/${name}`;
const allow = (actions: readonly string[], resource: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }] });

function definition(): string {
  const integration = (members: object): object => ({
    parameters: [{ name: 'key', in: 'path', required: true, schema: { type: 'string' } }],
    responses: { 200: { description: 'ok' }, 403: { description: 'no' }, 404: { description: 'none' } },
    'x-amazon-apigateway-integration': {
      type: 'aws',
      requestParameters: { 'integration.request.path.key': 'method.request.path.key' },
      responses: { default: { statusCode: 200 }, 403: { statusCode: 403 }, 404: { statusCode: 404 } },
      ...members,
    },
  });
  const s3 = 'arn:aws:apigateway:us-east-1';
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'services', version: '1' },
    paths: {
      '/by-path/{key}': {
        get: integration({ httpMethod: 'GET', credentials: role('reader'), uri: `${s3}:s3:path/films/{key}` }),
        put: integration({ httpMethod: 'PUT', credentials: role('reader'), uri: `${s3}:s3:path/films/{key}` }),
      },
      '/by-host/{key}': {
        get: integration({ httpMethod: 'GET', credentials: role('reader'), uri: `${s3}:films.s3:path/{key}` }),
        put: integration({ httpMethod: 'PUT', credentials: role('writer'), uri: `${s3}:films.s3:path/{key}` }),
      },
      '/unassumable/{key}': {
        get: integration({ httpMethod: 'GET', credentials: role('nobody'), uri: `${s3}:s3:path/films/{key}` }),
      },
      '/unplaced/{key}': {
        get: integration({ httpMethod: 'POST', credentials: role('reader'), uri: `${s3}:dynamodb:action/GetItem` }),
      },
      '/account/{key}': {
        get: integration({
          httpMethod: 'POST',
          credentials: role('reader'),
          uri: `${s3}:sts:action/GetCallerIdentity`,
          requestParameters: { 'integration.request.querystring.Version': "'2011-06-15'" },
          responses: {
            default: {
              statusCode: 200,
              responseTemplates: { 'application/json': "$input.body.contains('assumed-role/reader/')" },
            },
          },
        }),
      },
    },
  });
}

describe.each(RUNTIMES)('the server on %s', (runtime) => {
  let portico: Portico;

  beforeAll(async () => {
    const file = join(temporaryDirectory(), 'api.json');
    writeFileSync(file, definition());
    portico = await startPortico(['--no-sample', '--api', file], { runtime });
    const client = {
      endpoint: portico.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    const s3 = new S3Client({ ...client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'films' }));
    await s3.send(
      new PutObjectCommand({ Bucket: 'films', Key: 'alien.txt', Body: 'In space', ContentType: 'text/plain' }),
    );
    const iam = new IAMClient(client);
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    for (const [name, action] of [
      ['reader', 's3:GetObject'],
      ['writer', 's3:PutObject'],
    ] as const) {
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: name,
          PolicyName: 'p',
          PolicyDocument: allow([action], 'arn:aws:s3:::films/*'),
        }),
      );
    }
  }, 30_000);

  afterAll(cleanUp, 30_000);

  async function ask(path: string, body?: string): Promise<readonly [number, string]> {
    const url = portico.api(/\/restapis\/([a-z0-9]+)\//.exec(portico.output())?.[1] ?? '', path);
    const answer = await fetch(url, body === undefined ? {} : { method: 'PUT', body });
    return [answer.status, await answer.text()];
  }

  test("Portico's own S3, by path and by host", async () => {
    expect(await ask('/by-path/alien.txt')).toEqual([200, 'In space']);
    expect(await ask('/by-host/alien.txt')).toEqual([200, 'In space']);
    expect((await ask('/by-path/none.txt'))[0]).toBe(403);
    expect(await ask('/by-host/aliens.txt', 'This time it is war')).toEqual([200, '']);
    expect(await ask('/by-path/aliens.txt')).toEqual([200, 'This time it is war']);
  });

  test('the role of the integration decides, not the server', async () => {
    const [status, body] = await ask('/by-path/alien.txt', 'overwritten');
    expect([status, body.includes('AccessDenied')]).toEqual([403, true]);
    expect(await ask('/account/x')).toEqual([200, 'true']);
    expect(await ask('/unassumable/alien.txt')).toEqual([500, '{"message": "Internal server error"}']);
  });

  test('a service that is nowhere is the fault of the set-up, and the log says so', async () => {
    expect(await ask('/unplaced/x')).toEqual([500, '{"message": "Internal server error"}']);
    await portico.printed('start with --service-endpoint dynamodb=http://');
  });
});
