/** Accounts on AWS: the same as on one machine, with the secret of sessions from Secrets Manager, read once at the cold start. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createAccounts } from '../adapters/accounts/accounts.ts';
import type { Table } from '../ports.ts';
import { requireSetting, SettingsRefused } from '../settings.ts';
import { baseUrl } from './world.ts';

export const accountsOn = async (table: Table) => {
  const name = requireSetting(process.env, 'authSecretName');
  const { SecretString: secret } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: name }),
  );
  if (!secret) throw new SettingsRefused(`the secret ${name} has no text`);
  const origin = baseUrl();
  return createAccounts({
    table,
    secret,
    baseURL: origin,
    trustedOrigins: [origin],
    secureCookies: true,
  });
};
