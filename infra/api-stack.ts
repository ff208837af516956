/**
 * The API: one HTTP API in front of two functions that serve the same routes as the one-machine server. What writes answers has a
 * small function of its own: it starts quickly, and whatever else people ask for cannot take its room (docs/decisions/0005).
 * API Gateway's own limits come first, so that a storm costs refusals and not money; its log says what happened and never
 * who it was.
 */

import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { routes } from '#forms/wire/routes.ts';
import { settingNames } from '#functions/settings.ts';
import { acknowledge } from './acknowledge.ts';
import { bundling } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { logRetention, type Settings, WatchedFunction, watch } from './watched-function.ts';

export interface ApiStackProps extends StackProps {
  readonly data: DataStack;
  readonly alarms: ITopic;
  readonly origin: string;
  /** Do notices leave the app? The background takes them out; what writes them has to know. */
  readonly notices: boolean;
}

/** Well above a county on its last evening, well below what an unlimited bill would allow. */
const requestsPerSecond = 500;
const burst = 1000;

export class ApiStack extends Stack {
  readonly api: HttpApi;
  readonly #notices: Settings;

  constructor(scope: Construct, id: string, { data, alarms, origin, notices, ...props }: ApiStackProps) {
    super(scope, id, props);
    this.#notices = notices ? { [settingNames.noticesLeave]: 'yes' } : {};
    this.api = new HttpApi(this, 'Api', {
      apiName: 'xiangbiao',
      createDefaultStage: false,
    });
    this.#route('/api/{proxy+}', HttpMethod.ANY, 'ApiFunction', this.#apiFunction(data, alarms, origin));
    const submit = this.#submitFunction(data, alarms, origin);
    this.#route(routes.submit.path, HttpMethod.POST, 'SubmitFunction', submit);
    this.#stage();
    watch(this, 'api-server-faults', {
      metric: this.api.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      says: 'The API answered with a server fault.',
      topic: alarms,
    });
    new CfnOutput(this, 'ApiEndpoint', { value: this.api.apiEndpoint });
  }

  #route(path: string, method: HttpMethod, id: string, { fn }: WatchedFunction): void {
    const integration = new HttpLambdaIntegration(id, fn, { timeout: Duration.seconds(29) });
    const [route] = this.api.addRoutes({ path, methods: [method], integration });
    if (route)
      acknowledge(
        route,
        'APIG4',
        'The app itself checks session and permission on every route (P4); Cognito does not exist in China.',
      );
  }

  #submitFunction(data: DataStack, alarms: ITopic, origin: string): WatchedFunction {
    const fn = new WatchedFunction(this, 'SubmitFunction', {
      name: 'submit',
      alarms,
      bundling,
      memoryMb: 1024,
      timeout: Duration.seconds(28),
      settings: {
        ...this.#notices,
        [settingNames.baseUrl]: origin,
        [settingNames.table]: data.table.tableName,
        [settingNames.signingKey]: data.signingKey.keyArn,
        [settingNames.authSecretName]: data.authSecret.secretArn,
      },
    });
    fn.allow(
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:ConditionCheckItem',
      ],
      [data.table.tableArn],
    );
    fn.allow(['kms:Sign', 'kms:GetPublicKey'], [data.signingKey.keyArn]);
    fn.allow(['secretsmanager:GetSecretValue'], [data.authSecret.secretArn]);
    return fn;
  }

  #apiFunction(data: DataStack, alarms: ITopic, origin: string): WatchedFunction {
    const fn = new WatchedFunction(this, 'ApiFunction', {
      name: 'api',
      alarms,
      bundling,
      memoryMb: 1024,
      timeout: Duration.seconds(28),
      settings: {
        ...this.#notices,
        [settingNames.baseUrl]: origin,
        [settingNames.table]: data.table.tableName,
        [settingNames.scansBucket]: data.scans.bucketName,
        [settingNames.sealsBucket]: data.seals.bucketName,
        [settingNames.signingKey]: data.signingKey.keyArn,
        [settingNames.authSecretName]: data.authSecret.secretArn,
      },
    });
    fn.allow(
      [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:ConditionCheckItem',
      ],
      [data.table.tableArn],
    );
    // Presigned links carry the rights of whoever signed them.
    fn.allowObjects(['s3:GetObject', 's3:PutObject'], data.scans);
    fn.allowObjects(['s3:GetObject'], data.seals);
    // Without it S3 says "forbidden" where it means "not there".
    fn.allow(['s3:ListBucket'], [data.scans.bucketArn, data.seals.bucketArn]);
    fn.allow(['kms:Sign', 'kms:GetPublicKey'], [data.signingKey.keyArn]);
    fn.allow(['secretsmanager:GetSecretValue'], [data.authSecret.secretArn]);
    return fn;
  }

  #stage(): void {
    const log = new LogGroup(this, 'AccessLog', { retention: logRetention });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // No address, no user agent, no path: a path names a village and a household.
        format: AccessLogFormat.custom(
          JSON.stringify({
            at: '$context.requestTime',
            request: '$context.requestId',
            method: '$context.httpMethod',
            status: '$context.status',
            latencyMs: '$context.responseLatency',
            bytes: '$context.responseLength',
            fault: '$context.error.responseType',
            functionFault: '$context.integration.error',
          }),
        ),
      },
    });
  }
}
