/** A finding of cdk-nag that we live with, and why; anything that is not written down here by its own id stops the synthesis. */
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** `rule` is the suffix: `S1`, or `IAM5[Resource::…]` for one finding of a rule. */
export const acknowledge = (construct: IConstruct, rule: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
};
