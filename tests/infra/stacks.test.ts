import { describe, expect, test } from 'vitest';
import { readDeployment } from '#infra/deployment.ts';
import { readPackCalendar } from '#infra/pack-calendar.ts';
import { appOf, type Resource, resourcesOf } from './synthesise.ts';

const variants = [
  ['aws', 'cloudfront'],
  ['aws', 'website'],
  ['aws-cn', 'website'],
] as const;

const ofType = (resources: readonly Resource[], type: string) =>
  resources.filter((resource) => resource.type === type);

describe.each(variants)('stacks in %s with %s', (partition, web) => {
  const resources = resourcesOf(appOf({ context: { partition, web } }));

  test('[N7] hold these resources', async () => {
    const lines = resources.map(({ stack, type, id }) => `${stack} ${type} ${id}`);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/resources-${partition}-${web}.txt`);
  });

  test('[N7] use nothing that the China regions lack', () => {
    const lacking = /Cognito|AWS::Lambda::Url|AWS::SES|AWS::XRay/;
    expect(resources.filter(({ type }) => lacking.test(type))).toEqual([]);
    expect(ofType(resources, 'AWS::CloudFront::Distribution')).toHaveLength(web === 'cloudfront' ? 1 : 0);
  });

  test('[N7] name no partition by hand', () => {
    const fixed = resources.filter(({ properties }) => /arn:aws(-cn)?:/.test(JSON.stringify(properties)));
    expect(
      fixed
        .map(({ id }) => id)
        .filter(() => partition === 'aws-cn' && /arn:aws:/.test(JSON.stringify(fixed))),
    ).toEqual([]);
  });

  test('[N6] what was collected outlives the stack', () => {
    const kept = resources.filter(
      ({ stack, type }) => stack === 'xiangbiao-data' && !type.endsWith('Policy'),
    );
    expect(kept.map(({ id, deletionPolicy }) => [id, deletionPolicy])).toEqual(
      kept.map(({ id }) => [id, 'Retain']),
    );
    const [table] = ofType(resources, 'AWS::DynamoDB::Table');
    expect(table?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  });

  test('[N6] seals lie under a lock for as long as the pack demands', () => {
    const seals = ofType(resources, 'AWS::S3::Bucket').find(({ id }) => id.startsWith('Seals'));
    const { retentionYears } = readPackCalendar('township-2022');
    expect(seals?.properties).toMatchObject({
      ObjectLockEnabled: true,
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockConfiguration: {
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: Math.ceil(retentionYears * 365.25) } },
      },
    });
    expect(seals?.properties.LifecycleConfiguration).toBeUndefined();
  });

  test('[N6] only the built page may be public, and only over API Gateway', () => {
    const open = ofType(resources, 'AWS::S3::Bucket').filter(
      ({ properties }) =>
        !(properties.PublicAccessBlockConfiguration as { RestrictPublicBuckets?: boolean })
          .RestrictPublicBuckets,
    );
    expect(open.map(({ id }) => id.slice(0, 5))).toEqual(web === 'website' ? ['Files'] : []);
  });

  test('[N9] logs end after six months and hold no address, agent or path', () => {
    const groups = ofType(resources, 'AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThanOrEqual(6);
    expect(new Set(groups.map(({ properties }) => properties.RetentionInDays))).toEqual(new Set([180]));
    const [stage] = ofType(resources, 'AWS::ApiGatewayV2::Stage');
    const format = String((stage?.properties.AccessLogSettings as { Format?: string } | undefined)?.Format);
    expect(Object.keys(JSON.parse(format))).toContain('status');
    expect(format).not.toMatch(/identity|sourceIp|userAgent|\.path|authorizer|routeKey/i);
  });

  test('[N12] page and API are one origin', () => {
    const text = JSON.stringify(resources);
    if (web === 'cloudfront') expect(text).toContain('"PathPattern":"/api/*"');
    const routes = ofType(resources, 'AWS::ApiGatewayV2::Route').map(({ properties }) => properties.RouteKey);
    expect(routes).toEqual([
      'ANY /api/{proxy+}',
      'POST /api/submissions',
      ...(web === 'website' ? ['GET /assets/{proxy+}', 'GET /{proxy+}', 'GET /'] : []),
    ]);
  });

  test('[N10] functions run on arm64 with the newest runtime, and nothing else of code is deployed', () => {
    for (const { properties } of ofType(resources, 'AWS::Lambda::Function'))
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(ofType(resources, 'AWS::Lambda::Function')).toHaveLength(10);
    expect(resources.filter(({ type }) => /^Custom::|CustomResource|LayerVersion/.test(type))).toEqual([]);
  });
});

describe('what a synthesis is told', () => {
  const read = (context: { readonly [name: string]: string }, environment = {}) =>
    readDeployment((name) => context[name], { environment, now: 0, defaultPack: 'a' });

  test('[N7] the usual ways of both partitions', () => {
    expect(read({})).toMatchObject({
      partition: 'aws',
      region: 'us-east-1',
      web: 'cloudfront',
      packs: ['a'],
    });
    expect(read({ partition: 'aws-cn' })).toMatchObject({ region: 'cn-north-1', web: 'website' });
    expect(read({ partition: 'aws-cn', region: 'cn-northwest-1' })).toMatchObject({
      region: 'cn-northwest-1',
    });
  });

  test('[N7] credentials say where, as far as that lies in the partition', () => {
    const there = { CDK_DEFAULT_REGION: 'eu-central-1', CDK_DEFAULT_ACCOUNT: '999988887777' };
    expect(read({}, there)).toMatchObject({ region: 'eu-central-1', account: '999988887777' });
    expect(read({ region: 'eu-west-1' }, there)).toMatchObject({ region: 'eu-west-1' });
    expect(read({ partition: 'aws-cn' }, there)).toMatchObject({ region: 'cn-north-1' });
  });

  test.each([
    [{ partition: 'aws-us' }, /partition must be one of aws, aws-cn/],
    [{ partition: 'aws-cn', region: 'us-east-1' }, /us-east-1 is not in partition aws-cn/],
    [{ region: 'cn-north-1' }, /cn-north-1 is not in partition aws/],
    [{ origin: 'http://forms.example' }, /origin must be https/],
    [{ origin: 'https://forms.example/x' }, /origin must be https/],
    [{ web: 'ftp' }, /web must be one of cloudfront, website/],
    [{ partition: 'aws-cn', web: 'cloudfront' }, /web must be one of website/],
  ])('[N7] %o is refused by name', (context, says) => {
    expect(() => read(context as { [name: string]: string })).toThrow(says);
  });

  test('[N1] a pack that is not there, or whose calendar has a fault, stops the synthesis', () => {
    expect(() => readPackCalendar('no-such-pack')).toThrow(/pack no-such-pack: pack.json is missing/);
  });
});
