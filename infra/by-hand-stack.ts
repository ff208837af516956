/**
 * What a person calls by hand, seldom: opening a campaign, letting people in. Apart from the API, so that nobody who reaches
 * the API over the network can reach these, and that the API cannot do what they do.
 */
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { settingNames } from '#functions/settings.ts';
import { bundling, bundlingWithPacks } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { WatchedFunction } from './watched-function.ts';

export interface ByHandStackProps extends StackProps {
  readonly data: DataStack;
  readonly alarms: ITopic;
  readonly origin: string;
  readonly packs: readonly string[];
}

export class ByHandStack extends Stack {
  constructor(scope: Construct, id: string, { data, alarms, origin, packs, ...props }: ByHandStackProps) {
    super(scope, id, props);
    const table = { [settingNames.table]: data.table.tableName };
    const open = new WatchedFunction(this, 'OpenCampaignFunction', {
      name: 'open-campaign',
      alarms,
      bundling: bundlingWithPacks(packs),
      memoryMb: 1024,
      timeout: Duration.minutes(15),
      settings: { ...table, [settingNames.scansBucket]: data.scans.bucketName },
    });
    open.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [data.table.tableArn]);
    // Pictures that the pack brings.
    open.allowObjects(['s3:PutObject'], data.scans);

    const person = new WatchedFunction(this, 'AddPersonFunction', {
      name: 'add-person',
      alarms,
      bundling,
      memoryMb: 1024,
      timeout: Duration.minutes(1),
      settings: {
        ...table,
        [settingNames.baseUrl]: origin,
        [settingNames.authSecretName]: data.authSecret.secretArn,
      },
    });
    person.allow(
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem', // takes the password back when the name turns out to be taken
      ],
      [data.table.tableArn],
    );
    person.allow(['secretsmanager:GetSecretValue'], [data.authSecret.secretArn]);
    new CfnOutput(this, 'OpenCampaignFunctionName', { value: open.fn.functionName });
    new CfnOutput(this, 'AddPersonFunctionName', { value: person.fn.functionName });
  }
}
