/**
 * Store, signing key, session secret and what is written to a bucket through the small client: the role's credentials and the region are in the environment
 * of every function, and they stay as they are as long as it lives.
 */
import { type JsonService, type JsonServiceName, jsonService } from '../adapters/aws/json-service.ts';
import { leanCalls } from '../adapters/dynamodb/lean-calls.ts';
import { dynamoTable } from '../adapters/dynamodb/table.ts';
import { leanKms } from '../adapters/kms/lean-calls.ts';
import { kmsSigner } from '../adapters/kms/signer.ts';
import { leanWriting } from '../adapters/s3/lean-writing.ts';
import type { Blobs, Signer, Table } from '../ports.ts';
import { requireSetting, SettingsRefused } from '../settings.ts';

const fromLambda = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new SettingsRefused(`${name} is not set`);
  return value;
};

/** `AWS_ENDPOINT_URL` is what Amazon's own clients look at too: tests stand in for AWS there. */
const here = () => {
  const { AWS_SESSION_TOKEN: sessionToken, AWS_ENDPOINT_URL: endpoint } = process.env;
  return {
    region: fromLambda('AWS_REGION'),
    credentials: {
      accessKeyId: fromLambda('AWS_ACCESS_KEY_ID'),
      secretAccessKey: fromLambda('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken ? { sessionToken } : {}),
    },
    ...(endpoint ? { endpoint } : {}),
  };
};

const service = (name: JsonServiceName): JsonService => jsonService({ service: name, ...here() });

export const leanTable = (): Table =>
  dynamoTable({ calls: leanCalls(service('dynamodb')), tableName: requireSetting(process.env, 'table') });

export const leanSigner = (): Signer =>
  kmsSigner({ calls: leanKms(service('kms')), keyId: requireSetting(process.env, 'signingKey') });

/** For pictures that a pack brings. */
export const leanScans = (): Pick<Blobs, 'put'> =>
  leanWriting({ bucket: requireSetting(process.env, 'scansBucket'), ...here() });

/** Read once at the cold start. */
export const sessionSecret = (): Promise<string> => secretText('authSecretName');

export const secretText = async (setting: 'authSecretName' | 'noticeSecretName'): Promise<string> => {
  const name = requireSetting(process.env, setting);
  const answer: { SecretString?: unknown } = await service('secretsmanager')('GetSecretValue', {
    SecretId: name,
  });
  const { SecretString: secret } = answer;
  if (typeof secret !== 'string' || secret === '')
    throw new SettingsRefused(`the secret ${name} has no text`);
  return secret;
};
