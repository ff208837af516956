import { describe, expect, test } from 'vitest';
import { recheckPrefix } from '#functions/store/keys.ts';
import { annexKey } from '#functions/store/seal-keys.ts';
import { annexPrefix } from '#infra/annex-function.ts';
import { markPrefix } from '#infra/check-stack.ts';
import { listed, rightsOf, statementsOf } from './rights-of.ts';
import { acknowledgedReasons, appOf, objections, resourcesOf } from './synthesise.ts';

const partitions = ['aws', 'aws-cn'] as const;
const ownLog = ['logs:CreateLogStream on Log', 'logs:PutLogEvents on Log'];
const ownQueue = [
  'sqs:GetQueueAttributes on DeadLetters',
  'sqs:GetQueueUrl on DeadLetters',
  'sqs:SendMessage on DeadLetters',
];
/** Reads and adds under the lock, and signs. */
const sealing = [
  'kms:GetPublicKey on SigningKey',
  'kms:Sign on SigningKey',
  's3:GetObject on Seals objects',
  's3:ListBucket on Seals',
  's3:PutObject on Seals objects',
  's3:PutObjectRetention on Seals objects',
];
const streamed = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (right) => `dynamodb:${right} on Store`,
);

describe.each(partitions)('rights in %s', (partition) => {
  const resources = resourcesOf(appOf({ context: { partition } }));

  test('[N5] no role may do a thing that is not spelled out', () => {
    const actions = statementsOf(resources).flatMap(({ Action }) => listed(Action));
    expect(actions.length).toBeGreaterThan(20);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
    expect(roles.filter(({ properties }) => properties.ManagedPolicyArns || properties.Policies)).toEqual([]);
  });

  test('[N5] freeze reaches the table and nothing else', () => {
    expect(rightsOf(resources, 'FreezeFunctionRole')).toEqual(
      [
        ...ownLog,
        'dynamodb:GetItem on Store',
        'dynamodb:PutItem on Store',
        'dynamodb:Query on Store',
        ...ownQueue,
      ].sort(),
    );
  });

  test('[K39] the stream tells of keys alone, and of marks alone', () => {
    expect(markPrefix).toBe(recheckPrefix);
    const [table] = resources.filter(({ type }) => type === 'AWS::DynamoDB::Table');
    expect(table?.properties.StreamSpecification).toEqual({ StreamViewType: 'KEYS_ONLY' });
    const mappings = resources.filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping');
    expect(mappings.map(({ properties }) => JSON.stringify(properties.FilterCriteria)).sort()).toEqual(
      ['ANNEX#', 'RECHECK#'].map((prefix) =>
        expect.stringContaining(String.raw`{\"S\":[{\"prefix\":\"${prefix}\"}]}`),
      ),
    );
  });

  test('[N5, K39] check reads the stream, reaches the table and nothing else', () => {
    expect(rightsOf(resources, 'CheckFunctionRole')).toEqual(
      [
        ...ownLog,
        ...['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
          (right) => `dynamodb:${right} on Store`,
        ),
        ...streamed,
        ...ownQueue,
      ].sort(),
    );
  });

  test('[N5, N31] background reaches the table and the settings of channels, and nothing else', () => {
    expect(rightsOf(resources, 'BackgroundFunctionRole')).toEqual(
      [
        ...ownLog,
        ...['ConditionCheckItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
          (action) => `dynamodb:${action} on Store`,
        ),
        'secretsmanager:GetSecretValue on NoticeSecret',
        ...ownQueue,
      ].sort(),
    );
  });

  test('[N5] seal reads and writes seals under their lock, signs, and deletes nothing', () => {
    expect(rightsOf(resources, 'SealFunctionRole')).toEqual(
      [
        ...ownLog,
        'dynamodb:ConditionCheckItem on Store',
        'dynamodb:GetItem on Store',
        'dynamodb:PutItem on Store',
        'dynamodb:Query on Store',
        ...sealing,
        ...ownQueue,
      ].sort(),
    );
  });

  test('[N5] the API reads seals and cannot write one', () => {
    expect(rightsOf(resources, 'ApiFunctionRole')).toEqual(
      [
        ...ownLog,
        'dynamodb:ConditionCheckItem on Store',
        'dynamodb:DeleteItem on Store',
        'dynamodb:GetItem on Store',
        'dynamodb:PutItem on Store',
        'dynamodb:Query on Store',
        'dynamodb:UpdateItem on Store',
        'kms:GetPublicKey on SigningKey',
        'kms:Sign on SigningKey',
        's3:GetObject on Scans objects',
        's3:GetObject on Seals objects',
        's3:ListBucket on Scans',
        's3:ListBucket on Seals',
        's3:PutObject on Scans objects',
        'secretsmanager:GetSecretValue on AuthSecret',
      ].sort(),
    );
  });

  test('[N5] the submit function writes to the table, signs, and reads the session secret', () => {
    expect(rightsOf(resources, 'SubmitFunctionRole')).toEqual(
      [
        ...ownLog,
        'dynamodb:ConditionCheckItem on Store',
        'dynamodb:GetItem on Store',
        'dynamodb:PutItem on Store',
        'dynamodb:Query on Store',
        'dynamodb:UpdateItem on Store',
        'kms:GetPublicKey on SigningKey',
        'kms:Sign on SigningKey',
        'secretsmanager:GetSecretValue on AuthSecret',
      ].sort(),
    );
  });

  test('[N5] what is called by hand reaches the table, and the secret where passwords are made', () => {
    expect(rightsOf(resources, 'OpenCampaignFunctionRole')).toEqual(
      [
        ...ownLog,
        'dynamodb:GetItem on Store',
        'dynamodb:PutItem on Store',
        's3:PutObject on Scans objects',
      ].sort(),
    );
    expect(rightsOf(resources, 'AddPersonFunctionRole')).toEqual(
      [
        ...ownLog,
        'dynamodb:ConditionCheckItem on Store',
        'dynamodb:DeleteItem on Store',
        'dynamodb:GetItem on Store',
        'dynamodb:PutItem on Store',
        'dynamodb:Query on Store',
        'secretsmanager:GetSecretValue on AuthSecret',
      ].sort(),
    );
  });

  test('[N5] annex writes annexes as seal does, when the stream tells of one, and deletes nothing', () => {
    expect(annexPrefix).toBe(annexKey('c', '', '').sk.slice(0, annexPrefix.length));
    expect(rightsOf(resources, 'AnnexFunctionRole')).toEqual(
      [
        ...ownLog,
        ...['GetItem', 'PutItem', 'Query'].map((right) => `dynamodb:${right} on Store`),
        ...streamed,
        ...sealing,
        ...ownQueue,
      ].sort(),
    );
  });

  test('[N5, N34] calendar reaches the table and nothing else', () => {
    expect(rightsOf(resources, 'CalendarFunctionRole')).toEqual(
      [
        ...ownLog,
        ...['DeleteItem', 'GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action} on Store`),
      ].sort(),
    );
  });

  test('[N5, N30] the machine of sweeps asks what is due and starts three machines; its schedule starts it', () => {
    expect(rightsOf(resources, 'SweepMachineRole')).toEqual([
      expect.stringContaining('lambda:InvokeFunction on '),
      ...['calendar', 'freeze', 'seal'].map(
        (name) => `states:StartExecution on stateMachine:xiangbiao-${name}`,
      ),
    ]);
    expect(rightsOf(resources, 'DueSweep')).toEqual([
      'sqs:SendMessage on DeadLetters',
      'states:StartExecution on stateMachine:xiangbiao-sweep',
    ]);
    expect(rightsOf(resources, 'BackgroundSweep')).toEqual([
      'lambda:InvokeFunction on BackgroundFunction',
      'sqs:SendMessage on DeadLetters',
    ]);
  });

  test('[N30] no function may start a machine', () => {
    const roles = [...new Set(resources.filter(({ type }) => type === 'AWS::IAM::Role').map(({ id }) => id))];
    const functions = roles.filter((id) => id.includes('FunctionRole'));
    expect(functions.length).toBeGreaterThan(8);
    for (const role of functions)
      expect(rightsOf(resources, role.slice(0, -8)).filter((right) => right.startsWith('states:'))).toEqual(
        [],
      );
  });

  test.each(['Freeze', 'Seal', 'Calendar'])(
    '[N5, N22] the machine of %s calls that function and its own executions',
    (name) => {
      const machine = `xiangbiao-${name.toLowerCase()}`;
      expect(rightsOf(resources, `${name}MachineRole`)).toEqual(
        [
          `lambda:InvokeFunction on ${name}Function`,
          ...Array(2).fill(`states:DescribeExecution on execution:${machine}`),
          `states:StartExecution on stateMachine:${machine}`,
          ...Array(2).fill(`states:StopExecution on execution:${machine}`),
        ].map((right) => expect.stringContaining(right)),
      );
    },
  );

  test.each(['Freeze', 'Seal'])(
    '[N5, N22] the schedules of %s start its machine or write to its queue',
    (name) => {
      expect(rightsOf(resources, `${name}Schedule`)).toEqual([
        'sqs:SendMessage on DeadLetters',
        `states:StartExecution on stateMachine:xiangbiao-${name.toLowerCase()}`,
      ]);
      const role = resources.find(({ id }) => id.startsWith(`${name}Schedule`) && !id.includes('Policy'));
      expect(JSON.stringify(role?.properties.AssumeRolePolicyDocument)).toMatch(
        /aws:SourceAccount":"111122223333","aws:SourceArn":\{"Fn::GetAtt":\["Schedules","Arn"\]/,
      );
    },
  );
});

describe.each([
  { partition: 'aws' },
  {
    partition: 'aws',
    certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/a',
    alarmEmail: 'a@b.example',
  },
  { partition: 'aws', web: 'website' },
  { partition: 'aws-cn' },
  { partition: 'aws-cn', certificate: 'arn:aws-cn:acm:cn-north-1:111122223333:certificate/a' },
])('cdk-nag with %o', (context) => {
  test('[N8] objects to nothing that has no reason written beside it', () => {
    const app = appOf({ context });
    expect(objections(app)).toEqual([]);
    for (const { rule, reason } of acknowledgedReasons(app)) expect(reason.length, rule).toBeGreaterThan(30);
  });
});
