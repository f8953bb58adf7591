import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deployment, Resource, RestApi, Stage } from '@portico/api-model';
import { ACCESS_KEY_SCOPE, IAM_REGION } from './iam-documents.ts';
import { createMemoryStore } from './memory/memory-store.ts';
import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';
import { StoreRefusal } from './store-refusal.ts';

// The contract of the Store: every implementation runs it.

let directory: string;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'portico-store-'));
});

afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const implementations: readonly (readonly [string, () => Store])[] = [
  ['memory', createMemoryStore],
  ['sqlite', () => openSqliteStore(join(directory, 'portico.db'))],
];

const here = { accountId: '000000000000', region: 'eu-west-1' };
const elsewhere = { accountId: '000000000000', region: 'us-east-1' };
const stranger = { accountId: '111111111111', region: 'eu-west-1' };

describe.each(implementations)('the %s store', (_name, open) => {
  beforeEach(() => {
    store = open();
  });

  describe('REST APIs', () => {
    test('are found by id alone, with their owner', () => {
      store.apis.put(here, restApi('ratings'));
      expect(store.apis.get('ratings')).toEqual({ ...here, api: restApi('ratings') });
      expect(store.apis.get('films')).toBeUndefined();
    });

    test('are listed by account and region, in the order of creation', () => {
      store.apis.put(here, restApi('b'));
      store.apis.put(elsewhere, restApi('c'));
      store.apis.put(stranger, restApi('d'));
      store.apis.put(here, restApi('a'));
      store.apis.put(here, restApi('b', 'renamed'));
      expect(store.apis.list(here).map(({ id, name }) => [id, name])).toEqual([
        ['b', 'renamed'],
        ['a', 'a'],
      ]);
      expect(store.apis.list(elsewhere).map(({ id }) => id)).toEqual(['c']);
      expect(store.apis.list(stranger).map(({ id }) => id)).toEqual(['d']);
    });

    test.each([[elsewhere], [stranger]])('keep their id to themselves: refused in %o', (other) => {
      store.apis.put(here, restApi('ratings'));
      expect(refusalOf(() => store.apis.put(other, restApi('ratings', 'mine')))).toBe('REST_API_ID_TAKEN');
      expect(store.apis.get('ratings')?.api.name).toBe('ratings');
    });

    test('come back as put, whatever their texts and keys are', () => {
      const odd: RestApi = {
        ...restApi('odd', 'Überschrift "quoted" \u0000 \ud800 🎬'),
        tags: JSON.parse('{"__proto__":"x","constructor":"y","2":"b","10":"a",";":"; DROP TABLE rest_apis"}'),
      };
      store.apis.put(here, odd);
      const back = store.apis.get('odd')?.api;
      expect(JSON.stringify(back)).toBe(JSON.stringify(odd));
      expect(Object.hasOwn(back?.tags ?? {}, '__proto__')).toBe(true);
    });

    test('are copies or frozen: changing one changes nothing in the store', () => {
      const mine = { ...restApi('ratings'), tags: { team: 'a' } };
      store.apis.put(here, mine);
      mine.tags.team = 'b';
      const theirs = store.apis.get('ratings')?.api.tags as Record<string, string>;
      try {
        theirs['team'] = 'c';
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
      expect(store.apis.get('ratings')?.api.tags).toEqual({ team: 'a' });
    });

    test('keep what became of each resource, and their order', () => {
      const resource = (id: string, path = `/${id}`): Resource => ({
        id,
        parentId: 'root',
        pathPart: id,
        path,
        methods: [],
      });
      const put = (...resources: readonly Resource[]): void =>
        store.apis.put(here, { ...(store.apis.get('ratings')?.api ?? restApi('ratings')), resources });
      const kept = (): readonly Resource[] => store.apis.get('ratings')?.api.resources ?? [];
      put(resource('a'), resource('b'), resource('c'));
      const [a, b, c] = kept();
      if (a === undefined || b === undefined || c === undefined) throw new Error('a resource is lost');
      put(a, { ...b, path: '/changed' }, c);
      expect(kept()).toEqual([resource('a'), resource('b', '/changed'), resource('c')]);
      put(c, a);
      expect(kept()).toEqual([resource('c'), resource('a')]);
      put(...kept(), resource('d'));
      expect(kept()).toEqual([resource('c'), resource('a'), resource('d')]);
      expect(store.apis.list(here).map(({ resources }) => resources)).toEqual([kept()]);
      expect(() =>
        store.transaction(() => {
          put(resource('x'));
          throw new Error('undone');
        }),
      ).toThrow('undone');
      expect(kept()).toEqual([resource('c'), resource('a'), resource('d')]);
      put();
      expect(kept()).toEqual([]);
    });

    test('take their deployments and stages with them', () => {
      for (const id of ['gone', 'kept']) {
        store.apis.put(here, restApi(id));
        store.deployments.create(id, deployment(id, 'd1'));
        store.stages.put(stage(id, 'test', 'd1'));
      }
      expect(store.apis.delete('gone')).toBe(true);
      expect(store.apis.delete('gone')).toBe(false);
      expect(store.apis.get('gone')).toBeUndefined();
      expect(store.deployments.list('gone')).toEqual([]);
      expect(store.deployments.get('gone', 'd1')).toBeUndefined();
      expect(store.stages.list('gone')).toEqual([]);
      expect(store.stages.listDeployed().map((deployed) => deployed.stage.restApiId)).toEqual(['kept']);
      expect(store.stages.restApiIds()).toEqual(['kept']);
      store.apis.put(elsewhere, restApi('gone'));
      expect(store.deployments.list('gone')).toEqual([]);
    });
  });

  describe('deployments', () => {
    beforeEach(() => store.apis.put(here, restApi('ratings')));

    test('are kept as they were when the API changes', () => {
      store.deployments.create('ratings', deployment('ratings', 'd1'));
      store.apis.put(here, restApi('ratings', 'changed'));
      expect(store.deployments.get('ratings', 'd1')).toEqual(deployment('ratings', 'd1'));
    });

    test('are listed in the order of creation', () => {
      for (const id of ['d2', 'd1', 'd3']) store.deployments.create('ratings', deployment('ratings', id));
      expect(store.deployments.list('ratings').map(({ id }) => id)).toEqual(['d2', 'd1', 'd3']);
    });

    test('cannot be replaced', () => {
      store.deployments.create('ratings', deployment('ratings', 'd1'));
      const other = { ...deployment('ratings', 'd1'), createdDate: 2 };
      expect(refusalOf(() => store.deployments.create('ratings', other))).toBe('DEPLOYMENT_EXISTS');
      expect(store.deployments.get('ratings', 'd1')?.createdDate).toBe(1);
    });

    test('may change their description, and nothing else', () => {
      for (const id of ['d1', 'd2']) store.deployments.create('ratings', deployment('ratings', id));
      expect(store.deployments.describe('ratings', 'd1', 'first')).toBe(true);
      expect(store.deployments.describe('ratings', 'none', 'first')).toBe(false);
      expect(store.deployments.list('ratings')).toEqual([
        { id: 'd1', createdDate: 1, description: 'first' },
        { id: 'd2', createdDate: 1 },
      ]);
      expect(store.deployments.get('ratings', 'd1')).toEqual({
        ...deployment('ratings', 'd1'),
        description: 'first',
      });
      expect(store.deployments.describe('ratings', 'd1', undefined)).toBe(true);
      expect(store.deployments.get('ratings', 'd1')).toEqual(deployment('ratings', 'd1'));
    });

    test('need their API', () => {
      expect(refusalOf(() => store.deployments.create('films', deployment('films', 'd1')))).toBe('NO_SUCH_REST_API');
    });

    test('stay while a stage or a canary points at them', () => {
      for (const id of ['d1', 'd2']) store.deployments.create('ratings', deployment('ratings', id));
      store.stages.put(stage('ratings', 'prod', 'd1', 'd2'));
      expect(refusalOf(() => store.deployments.delete('ratings', 'd1'))).toBe('DEPLOYMENT_IN_USE');
      expect(refusalOf(() => store.deployments.delete('ratings', 'd2'))).toBe('DEPLOYMENT_IN_USE');
      store.stages.put(stage('ratings', 'prod', 'd1'));
      expect(store.deployments.delete('ratings', 'd2')).toBe(true);
      expect(store.deployments.delete('ratings', 'd2')).toBe(false);
      expect(store.stages.delete('ratings', 'prod')).toBe(true);
      expect(store.deployments.delete('ratings', 'd1')).toBe(true);
    });
  });

  describe('stages', () => {
    beforeEach(() => {
      store.apis.put(here, restApi('ratings'));
      for (const id of ['d1', 'd2']) store.deployments.create('ratings', deployment('ratings', id));
    });

    test('are replaced by name and keep their place', () => {
      store.stages.put(stage('ratings', 'test', 'd1'));
      store.stages.put(stage('ratings', 'prod', 'd1'));
      store.stages.put(stage('ratings', 'test', 'd2'));
      expect(store.stages.get('ratings', 'test')).toEqual(stage('ratings', 'test', 'd2'));
      expect(store.stages.list('ratings').map(({ stageName }) => stageName)).toEqual(['test', 'prod']);
      expect(store.stages.get('ratings', 'none')).toBeUndefined();
      expect(store.stages.get('films', 'test')).toBeUndefined();
    });

    test.each<readonly [string, Stage]>([
      ['deployment', stage('ratings', 'test', 'd3')],
      ['canary deployment', stage('ratings', 'test', 'd1', 'd3')],
      ['API', stage('films', 'test', 'd1')],
    ])('need their %s', (_what, orphan) => {
      expect(refusalOf(() => store.stages.put(orphan))).toBe('NO_SUCH_DEPLOYMENT');
      expect(store.stages.list('ratings')).toEqual([]);
    });

    test('are listed with what they serve, one object for one deployment', () => {
      store.apis.put(stranger, restApi('films'));
      store.deployments.create('films', deployment('films', 'd1'));
      store.stages.put(stage('ratings', 'test', 'd1'));
      store.stages.put(stage('ratings', 'prod', 'd2', 'd1'));
      store.stages.put(stage('films', 'v1', 'd1'));
      const [first, second, third, ...rest] = store.stages.listDeployed();
      const [d1, d2] = [deployment('ratings', 'd1'), deployment('ratings', 'd2')];
      expect(first).toEqual({ ...here, stage: stage('ratings', 'test', 'd1'), deployment: d1 });
      expect(second).toEqual({
        ...here,
        stage: stage('ratings', 'prod', 'd2', 'd1'),
        deployment: d2,
        canaryDeployment: d1,
      });
      expect(third).toEqual({
        ...stranger,
        stage: stage('films', 'v1', 'd1'),
        deployment: deployment('films', 'd1'),
      });
      expect(rest).toEqual([]);
      expect(second?.canaryDeployment).toBe(first?.deployment as Deployment);
    });
  });

  test('SageMaker documents are kept by kind, account, region and exact name', () => {
    const config = (name: string) => ({ EndpointConfigName: name, ProductionVariants: [], CreationTime: 1 });
    const model = (name: string) => ({ ModelName: name, PrimaryContainer: {}, CreationTime: 1 });
    store.endpointConfigs.put(here, 'Movie', config('Movie'));
    store.endpointConfigs.put(here, 'movie', config('movie'));
    store.endpointConfigs.put(elsewhere, 'movie', { ...config('movie'), CreationTime: 2 });
    store.sagemakerModels.put(here, 'movie', model('movie'));
    store.endpointConfigs.put(here, 'Movie', { ...config('Movie'), CreationTime: 3 });
    expect(store.endpointConfigs.list(here).map((found) => [found.EndpointConfigName, found.CreationTime])).toEqual([
      ['Movie', 3],
      ['movie', 1],
    ]);
    expect(store.endpointConfigs.listAll().map(({ region, name }) => [region, name])).toEqual([
      ['eu-west-1', 'Movie'],
      ['eu-west-1', 'movie'],
      ['us-east-1', 'movie'],
    ]);
    expect(store.endpointConfigs.delete(here, 'movie')).toBe(true);
    expect(store.endpointConfigs.delete(here, 'movie')).toBe(false);
    expect(store.endpointConfigs.get(here, 'movie')).toBeUndefined();
    expect(store.endpointConfigs.get(elsewhere, 'movie')?.CreationTime).toBe(2);
    expect(store.sagemakerModels.get(here, 'movie')).toEqual(model('movie'));
    expect(store.endpoints.listAll()).toEqual([]);
  });

  test("API Gateway's documents are kept by kind, account and region", () => {
    const plan = { id: 'p1', name: 'gold', apiStages: [], tags: {} };
    const key = { id: 'p1', enabled: true, value: 'v'.repeat(20), createdDate: 1, lastUpdatedDate: 2, tags: {} };
    store.usagePlans.put(here, 'p1', plan);
    store.apiKeys.put(here, 'p1', { ...key, usagePlanIds: ['p1'] });
    store.apiKeyIds.put(here, key.value, 'p1');
    store.accounts.put(here, 'account', { cloudwatchRoleArn: 'arn:aws:iam::000000000000:role/logs' });
    store.documentation.put(here, 'ratings', {
      parts: [{ id: 'd', location: { type: 'API' }, properties: '{}' }],
      versions: [],
    });
    expect(store.usagePlans.get(here, 'p1')).toEqual(plan);
    expect(store.apiKeys.get(here, 'p1')?.usagePlanIds).toEqual(['p1']);
    expect(store.apiKeyIds.get(here, key.value)).toBe('p1');
    expect(store.accounts.get(elsewhere, 'account')).toBeUndefined();
    expect(store.accounts.get(here, 'account')?.cloudwatchRoleArn).toBe('arn:aws:iam::000000000000:role/logs');
    expect(store.documentation.get(here, 'ratings')?.parts).toHaveLength(1);
    expect(store.apiKeys.delete(here, 'p1')).toBe(true);
    expect(store.usagePlans.list(here)).toEqual([plan]);
  });

  test("IAM's documents are kept by kind; an access key is found without its account", () => {
    const iam = { accountId: here.accountId, region: IAM_REGION };
    const entity = { Path: '/', CreateDate: 1, Tags: [], InlinePolicies: [], AttachedPolicies: [] };
    store.iamUsers.put(iam, 'bob', { ...entity, UserName: 'Bob', UserId: 'AIDA1', Groups: ['g'] });
    store.iamGroups.put(iam, 'bob', { ...entity, GroupName: 'bob', GroupId: 'AGPA1' });
    store.accessKeys.put(ACCESS_KEY_SCOPE, 'AKIA1', {
      AccessKeyId: 'AKIA1',
      SecretAccessKey: 's',
      AccountId: here.accountId,
      Status: 'Active',
      CreateDate: 1,
    });
    expect(store.iamUsers.get(iam, 'bob')?.UserName).toBe('Bob');
    expect(store.iamGroups.get(iam, 'bob')?.GroupId).toBe('AGPA1');
    expect(store.iamRoles.get(iam, 'bob')).toBeUndefined();
    expect(store.iamPolicies.list(iam)).toEqual([]);
    expect(store.accessKeys.get(ACCESS_KEY_SCOPE, 'AKIA1')?.AccountId).toBe(here.accountId);
  });

  test('settings are kept by key', () => {
    expect(store.settings.get('sample')).toBeUndefined();
    store.settings.set('sample', 'deployed');
    store.settings.set('sample', '');
    expect(store.settings.get('sample')).toBe('');
    expect(store.settings.delete('sample')).toBe(true);
    expect(store.settings.delete('sample')).toBe(false);
  });

  describe('a transaction', () => {
    test('returns what its change returns', () => {
      expect(store.transaction(() => store.apis.put(here, restApi('a')) ?? 7)).toBe(7);
      expect(store.apis.get('a')).toBeDefined();
    });

    test('that throws leaves nothing behind, nor another order', () => {
      for (const id of ['a', 'b']) store.apis.put(here, restApi(id));
      store.deployments.create('a', deployment('a', 'd1'));
      store.stages.put(stage('a', 'test', 'd1'));
      expect(() =>
        store.transaction(() => {
          store.apis.delete('a');
          store.apis.put(here, restApi('c'));
          store.apis.put(here, restApi('b', 'changed'));
          store.settings.set('sample', 'deployed');
          store.endpoints.put(here, 'movie', endpoint('movie'));
          throw new Error('stop');
        }),
      ).toThrow('stop');
      expect(store.apis.list(here)).toEqual([restApi('a'), restApi('b')]);
      expect(store.stages.listDeployed()).toHaveLength(1);
      expect(store.settings.get('sample')).toBeUndefined();
      expect(store.endpoints.listAll()).toEqual([]);
    });

    test('that a refusal ends leaves nothing behind', () => {
      const change = () => {
        store.apis.put(here, restApi('a'));
        store.stages.put(stage('a', 'test', 'd1'));
      };
      expect(refusalOf(() => store.transaction(change))).toBe('NO_SUCH_DEPLOYMENT');
      expect(store.apis.list(here)).toEqual([]);
    });

    test('inside another is undone alone', () => {
      store.transaction(() => {
        store.settings.set('outer', '1');
        expect(() =>
          store.transaction(() => {
            store.settings.set('inner', '1');
            throw new Error('stop');
          }),
        ).toThrow('stop');
        store.transaction(() => store.settings.set('second', '1'));
      });
      expect(['outer', 'inner', 'second'].map((key) => store.settings.get(key))).toEqual(['1', undefined, '1']);
    });

    test('inside one that fails is undone with it', () => {
      expect(() =>
        store.transaction(() => {
          store.transaction(() => store.settings.set('inner', '1'));
          throw new Error('stop');
        }),
      ).toThrow('stop');
      expect(store.settings.get('inner')).toBeUndefined();
    });

    test('must not be asynchronous', () => {
      expect(() =>
        store.transaction(async () => {
          store.settings.set('late', '1');
        }),
      ).toThrow('synchronous');
      expect(store.settings.get('late')).toBeUndefined();
    });
  });
});

function refusalOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StoreRefusal) return error.code;
    throw error;
  }
  return 'accepted';
}

function restApi(id: string, name: string = id): RestApi {
  return {
    id,
    name,
    createdDate: 1,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    disableExecuteApiEndpoint: false,
    endpointTypes: ['REGIONAL'],
    tags: {},
    resources: [{ id: 'root', path: '/', methods: [] }],
    models: [],
    requestValidators: [],
    authorizers: [],
    gatewayResponses: [],
  };
}

function deployment(restApiId: string, id: string): Deployment {
  return { id, createdDate: 1, api: restApi(restApiId) };
}

function stage(restApiId: string, stageName: string, deploymentId: string, canary?: string): Stage {
  return {
    restApiId,
    stageName,
    deploymentId,
    createdDate: 1,
    lastUpdatedDate: 1,
    variables: { endpoint: 'movie-ratings' },
    methodSettings: {},
    ...(canary !== undefined && {
      canarySettings: { deploymentId: canary, percentTraffic: 5, stageVariableOverrides: {}, useStageCache: false },
    }),
    cacheClusterEnabled: false,
    tracingEnabled: false,
    tags: {},
  };
}

function endpoint(name: string) {
  return {
    EndpointName: name,
    EndpointConfigName: name,
    EndpointStatus: 'InService',
    Variants: [],
    CreationTime: 1,
    LastModifiedTime: 1,
  } as const;
}
