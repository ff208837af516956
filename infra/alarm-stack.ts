/** Where every alarm goes. It stands by itself: who is told must not depend on what is being watched. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmStackProps extends StackProps {
  readonly email?: string | undefined;
}

export class AlarmStack extends Stack {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { email, ...props }: AlarmStackProps) {
    super(scope, id, props);
    this.topic = new Topic(this, 'Alarms', { enforceSSL: true });
    if (email) this.topic.addSubscription(new EmailSubscription(email));
    new CfnOutput(this, 'AlarmTopic', { value: this.topic.topicArn });
  }
}
