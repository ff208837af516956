/** Every function as it is deployed, with the settings that its template gives it, on DynamoDB Local and a stand-in for the rest of AWS. */
import { settingNames } from '#functions/settings.ts';
import { startDynamoLocal } from '#tests/support/dynamodb-local.ts';
import { startAwsStandIn } from './aws-stand-in.ts';
import { buildBundles, type FunctionName, type RunningFunction, startFunction } from './bundles.ts';
import { origin } from './events.ts';

const values: { readonly [name: string]: string } = {
  [settingNames.baseUrl]: origin,
  [settingNames.table]: 'store',
  [settingNames.scansBucket]: 'scans-bucket',
  [settingNames.sealsBucket]: 'seals-bucket',
  [settingNames.signingKey]: 'arn:aws:kms:eu-central-1:111122223333:key/k',
  [settingNames.authSecretName]: 'auth-secret',
  [settingNames.noticeSecretName]: 'notice-secret',
};

export const startDeployed = async () => {
  const bundles = buildBundles();
  const dynamo = await startDynamoLocal();
  await dynamo.createTable('store');
  const aws = await startAwsStandIn(dynamo.endpoint, 'a secret of more than thirty-two characters');
  const running: RunningFunction[] = [];
  /** Rights that each function has used so far. */
  const usedBy = new Map<FunctionName, Set<string>>();

  /** Only the settings that the template gives this function, beside where the stand-ins are. */
  const settingsOf = (name: FunctionName): { readonly [setting: string]: string } => ({
    ...Object.fromEntries(Object.entries(values).filter(([key]) => bundles.settings[name].includes(key))),
    [settingNames.dynamoEndpoint]: aws.endpoint,
    AWS_ENDPOINT_URL: aws.endpoint,
  });
  return {
    bundles,
    aws,
    usedBy,
    values,
    settingsOf,
    invoke: async (name: FunctionName, ...events: readonly unknown[]) => {
      const started = startFunction(bundles.folders[name], settingsOf(name));
      running.push(started);
      const replies = [];
      for (const event of events) {
        aws.used.clear();
        replies.push(await started.invoke(event));
        usedBy.set(name, new Set([...(usedBy.get(name) ?? []), ...aws.used]));
      }
      started.stop();
      return { replies, log: started.log };
    },
    stop: async () => {
      for (const each of running) each.stop();
      await aws.stop();
      await dynamo.stop();
      bundles.remove();
    },
  };
};
export type Deployed = Awaited<ReturnType<typeof startDeployed>>;
