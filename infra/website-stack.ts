/**
 * The built page where CloudFront is not to be had: an S3 website that API Gateway passes on, so that page and API are one
 * origin. S3 speaks plain HTTP on that last step inside the region; browsers speak TLS to API Gateway.
 */
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  ApiMapping,
  CfnIntegration,
  CfnRoute,
  DomainName,
  EndpointType,
  type HttpApi,
  HttpStage,
  type IHttpApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { pageHeaders } from './page-headers.ts';

export interface WebStackProps extends StackProps {
  readonly api: HttpApi;
  readonly scans: IBucket;
  readonly origin: string;
  readonly certificate?: string | undefined;
}

export class WebsiteStack extends Stack {
  constructor(scope: Construct, id: string, { api, scans, origin, certificate, ...props }: WebStackProps) {
    super(scope, id, props);
    const files = this.#files();
    const headers = this.#headers(`https://${scans.bucketRegionalDomainName}`);
    const shown = { ResponseParameters: headers };
    const asApp = {
      ResponseParameters: [...headers, { Source: '200', Destination: 'overwrite:statuscode' }],
    };
    const site = files.bucketWebsiteUrl;
    // A missing hashed file must stay missing; any other missing path is a place inside the app.
    this.#pass(api, 'Assets', '/assets/{proxy+}', `${site}/assets/{proxy}`, { 200: shown });
    this.#pass(api, 'Rest', '/{proxy+}', `${site}/{proxy}`, { 200: shown, 403: asApp, 404: asApp });
    this.#pass(api, 'Start', '/', `${site}/`, { 200: shown });
    if (certificate) this.#domain(api, new URL(origin).host, certificate);
    new CfnOutput(this, 'FilesBucket', { value: files.bucketName });
    new CfnOutput(this, 'Address', { value: certificate ? origin : api.apiEndpoint });
  }

  #files(): Bucket {
    const files = new Bucket(this, 'Files', {
      websiteIndexDocument: 'index.html',
      websiteErrorDocument: 'index.html',
      publicReadAccess: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY,
      encryption: BucketEncryption.S3_MANAGED,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason = 'It holds the built page and nothing else, and a website must be readable to be one.';
    for (const rule of ['S1', 'S2', 'S5', 'S10']) acknowledge(files, rule, reason);
    return files;
  }

  #headers(blobOrigin: string): readonly Mapping[] {
    const headers = pageHeaders(blobOrigin);
    const fixed: { readonly [name: string]: string } = {
      'content-security-policy': headers.contentSecurityPolicy,
      'strict-transport-security': `max-age=${headers.strictTransportSecuritySeconds}`,
      'referrer-policy': headers.referrerPolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    };
    return Object.entries(fixed).map(([name, value]) => ({
      Source: value,
      Destination: `overwrite:header.${name}`,
    }));
  }

  #pass(api: HttpApi, name: string, path: string, uri: string, responseParameters: object): void {
    const integration = new CfnIntegration(this, `${name}Integration`, {
      apiId: api.apiId,
      integrationType: 'HTTP_PROXY',
      integrationMethod: 'GET',
      integrationUri: uri,
      payloadFormatVersion: '1.0',
      responseParameters,
    });
    const route = new CfnRoute(this, `${name}Route`, {
      apiId: api.apiId,
      routeKey: `GET ${path}`,
      target: `integrations/${integration.ref}`,
      authorizationType: 'NONE',
    });
    acknowledge(route, 'APIG4', 'The page itself is public; what it may fetch is decided by the API.');
  }

  #domain(api: HttpApi, host: string, certificate: string): void {
    const domain = new DomainName(this, 'Domain', {
      domainName: host,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificate),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const stage = HttpStage.fromHttpStageAttributes(this, 'Stage', {
      api: api as IHttpApi,
      stageName: '$default',
    });
    new ApiMapping(this, 'Mapping', { api, domainName: domain, stage });
    new CfnOutput(this, 'DomainTarget', { value: domain.regionalDomainName });
  }
}

/** As CloudFormation spells it; the construct passes this property through untouched. */
interface Mapping {
  readonly Source: string;
  readonly Destination: string;
}
