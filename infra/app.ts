/** `npx cdk synth`: context and environment in, templates out, nothing in them that cdk-nag objects to without a reason. */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readDeployment } from './deployment.ts';
import { featureFlags } from './feature-flags.ts';
import { addStacks } from './stacks.ts';

const app = new App({ context: featureFlags });
addStacks(
  app,
  readDeployment((name) => app.node.tryGetContext(name), {
    environment: process.env,
    now: Date.now(),
    defaultPack: 'township-2022',
  }),
);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
