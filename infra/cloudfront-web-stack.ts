/**
 * The built page behind CloudFront: a private bucket for the files, the API under the same origin, so that the session's
 * cookie is never another site's. The files are put there by `aws s3 sync` (docs/deploy.md): no code with rights to do it.
 */
import { CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
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
import type { WebStackProps } from './website-stack.ts';

/** A path without an extension is a place inside the app, not a file. */
const appRoutes = `function handler(event) {
  var request = event.request;
  if (request.uri.lastIndexOf('.') <= request.uri.lastIndexOf('/')) request.uri = '/index.html';
  return request;
}`;

export class CloudFrontWebStack extends Stack {
  constructor(scope: Construct, id: string, { api, scans, origin, certificate, ...props }: WebStackProps) {
    super(scope, id, props);
    const files = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    });
    acknowledge(
      files,
      'S1',
      'It holds the same public files for everybody; who fetched them is nobody’s business.',
    );
    const distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: 'Xiangbiao',
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(files as IBucket),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: this.#headers(`https://${scans.bucketRegionalDomainName}`),
        functionAssociations: [
          {
            eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
            function: new cloudfront.Function(this, 'AppRoutes', {
              code: cloudfront.FunctionCode.fromInline(appRoutes),
              runtime: cloudfront.FunctionRuntime.JS_2_0,
            }),
          },
        ],
      },
      additionalBehaviors: {
        '/api/*': {
          origin: new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint))),
          viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
      ...(certificate
        ? {
            minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            domainNames: [new URL(origin).host],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', certificate),
          }
        : {}),
    });
    acknowledge(distribution, 'CFR1', 'Collectors may work anywhere; an account decides, not a country.');
    acknowledge(
      distribution,
      'CFR2',
      'API Gateway throttles and the app limits sign-ins; a WAF is the owner’s choice.',
    );
    acknowledge(
      distribution,
      'CFR3',
      'Its log would be the addresses of people; the API keeps a log without them.',
    );
    if (!certificate)
      acknowledge(
        distribution,
        'CFR4',
        'Only with a certificate of one’s own can TLS 1.2 be demanded: docs/deploy.md.',
      );
    new CfnOutput(this, 'FilesBucket', { value: files.bucketName });
    new CfnOutput(this, 'DistributionId', { value: distribution.distributionId });
    new CfnOutput(this, 'Address', { value: `https://${distribution.distributionDomainName}` });
  }

  #headers(blobOrigin: string): cloudfront.ResponseHeadersPolicy {
    const headers = pageHeaders(blobOrigin);
    return new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: headers.contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.seconds(headers.strictTransportSecuritySeconds),
          includeSubdomains: false,
          override: true,
        },
      },
    });
  }
}
