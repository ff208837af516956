/** What a schedule needs to wake one thing: a role that can do nothing else but put in a queue what could not be done. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** What a schedule wakes, and the one right that this takes. */
export interface Woken {
  readonly arn: string;
  readonly action: 'lambda:InvokeFunction' | 'states:StartExecution';
}

/** Only for schedules of this group. */
export const scheduleRole = (
  scope: Construct,
  id: string,
  group: CfnScheduleGroup,
  { arn, action }: Woken,
  deadLetters: IQueue,
): Role => {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Stack.of(scope).account, 'aws:SourceArn': group.attrArn },
      },
    }),
  });
  role.addToPolicy(new PolicyStatement({ actions: [action], resources: [arn] }));
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
  return role;
};
