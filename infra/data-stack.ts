/**
 * What must outlive everything: the table, scans, seals, the signing key, the secret of sessions. Deleting the stack deletes
 * none of it. Seals lie under a lock that nobody, the account's owner included, can shorten.
 */
import { CfnOutput, Duration, RemovalPolicy, SecretValue, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export interface DataStackProps extends StackProps {
  /** Pages of this origin may put scans. */
  readonly origin: string;
  readonly retentionYears: number;
}

/** S3 keeps a default retention for at most 100 years of 365 days. */
const longestRetentionDays = 36_500;
const accessLogDays = 200;

const privateBucket: BucketProps = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
};

export class DataStack extends Stack {
  readonly table: Table;
  readonly scans: IBucket;
  readonly seals: IBucket;
  readonly signingKey: Key;
  readonly authSecret: Secret;
  readonly noticeSecret: Secret;

  constructor(scope: Construct, id: string, { origin, retentionYears, ...props }: DataStackProps) {
    super(scope, id, props);
    this.table = this.#storeTable();
    const logs = this.#logBucket();
    this.scans = this.#scanBucket(logs, origin);
    this.seals = this.#sealBucket(logs, retentionYears);
    this.signingKey = new Key(this, 'SigningKey', {
      description: 'Signs receipts and seals of Xiangbiao; ECDSA on P-256',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.authSecret = this.#sessionSecret();
    this.noticeSecret = this.#noticeSettings();
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'ScansBucket', { value: this.scans.bucketName });
    new CfnOutput(this, 'SealsBucket', { value: this.seals.bucketName });
    new CfnOutput(this, 'SigningKeyArn', { value: this.signingKey.keyArn });
    new CfnOutput(this, 'AuthSecretName', { value: this.authSecret.secretName });
    new CfnOutput(this, 'NoticeSecretName', { value: this.noticeSecret.secretName });
  }

  #storeTable(): Table {
    return new Table(this, 'Store', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Who is told of changes is told which items changed, and nothing of what they say.
      stream: StreamViewType.KEYS_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** The CDK's own `Bucket` fits its `IBucket` only without exactOptionalPropertyTypes. */
  #bucket(id: string, props: BucketProps): IBucket {
    return new Bucket(this, id, { ...privateBucket, ...props }) as IBucket;
  }

  /** Who fetched which scan or seal, kept a little over the six months that the law asks for, then gone. */
  #logBucket(): IBucket {
    const logs = this.#bucket('AccessLogs', {
      lifecycleRules: [
        { expiration: Duration.days(accessLogDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    acknowledge(logs, 'S1', 'It receives the access logs; logging its own writes would never end.');
    return logs;
  }

  #scanBucket(logs: IBucket, origin: string): IBucket {
    return this.#bucket('Scans', {
      versioned: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'scans/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [
        {
          allowedOrigins: [origin],
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedHeaders: ['content-type', 'x-amz-*'],
          maxAge: 3600,
        },
      ],
    });
  }

  /** Each object is also written with its own date; the default covers whatever else might get in. */
  #sealBucket(logs: IBucket, retentionYears: number): IBucket {
    const days = Math.min(longestRetentionDays, Math.ceil(retentionYears * 365.25));
    return this.#bucket('Seals', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(days)),
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'seals/',
    });
  }

  #sessionSecret(): Secret {
    const secret = new Secret(this, 'AuthSecret', {
      description: 'Signs the session cookies of Xiangbiao',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      secret,
      'SMG4',
      'A new secret signs everybody out, so a person chooses the moment (docs/runbook.md#changing-the-session-secret).',
    );
    return secret;
  }

  /** Holds passwords of channels, so it is no part of any template; the operator fills it in. */
  #noticeSettings(): Secret {
    const secret = new Secret(this, 'NoticeSecret', {
      description: 'Where notices of Xiangbiao leave the app: a JSON object of settings, {} for nowhere',
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      secret,
      'SMG4',
      'What is in it belongs to channels of the operator and changes when those do (docs/runbook.md#letting-notices-out).',
    );
    return secret;
  }
}
