/**
 * What a synthesis is told (`-c name=value`), read once and checked, so that the stacks hold no question about where they run.
 * Nothing is looked up: the same words give the same templates on a machine without a network.
 */
export type Partition = 'aws' | 'aws-cn';
/**
 * Where the built page lies: behind CloudFront, or a plain S3 website that API Gateway passes on under the same origin. The
 * China regions have CloudFront, but neither its functions nor its access control in CloudFormation.
 */
export type Web = 'cloudfront' | 'website';

export interface Deployment {
  readonly partition: Partition;
  readonly account: string;
  readonly region: string;
  /** Where browsers reach it: `https://` and a host, nothing behind it. */
  readonly origin: string;
  /** ARN of the certificate for the origin's host: in us-east-1 for CloudFront, in the region for a website. */
  readonly certificate?: string;
  /** Folders in forms/packs whose calendars become schedules. */
  readonly packs: readonly string[];
  readonly web: Web;
  /** Gets a letter for every alarm, once its owner has confirmed. */
  readonly alarmEmail?: string;
  /** Has the operator a channel by which notices leave the app? Its settings lie in a secret. */
  readonly notices: boolean;
  /** The moment of the synthesis: deadlines before it get no schedule any more. */
  readonly now: number;
}

export class DeploymentRefused extends Error {
  override readonly name = 'DeploymentRefused';
}

/** Reserved by RFC 2606 §2: recognisably not a place that anybody reaches. */
export const placeholderOrigin = 'https://xiangbiao.example';
const placeholderAccount = '111122223333';
const firstRegion = { aws: 'us-east-1', 'aws-cn': 'cn-north-1' } as const;
const webs = { aws: ['cloudfront', 'website'], 'aws-cn': ['website'] } as const;

export interface DeploymentWorld {
  readonly environment: { readonly [name: string]: string | undefined };
  readonly now: number;
  readonly defaultPack: string;
}

export const readDeployment = (
  context: (name: string) => unknown,
  { environment, now, defaultPack }: DeploymentWorld,
): Deployment => {
  const text = (name: string): string | undefined => {
    const value = context(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const partition = oneOf('partition', text('partition') ?? 'aws', ['aws', 'aws-cn']);
  const within = (place: string) => place.startsWith('cn-') === (partition === 'aws-cn');
  const region = text('region') ?? firstOf(environment.CDK_DEFAULT_REGION, within) ?? firstRegion[partition];
  if (!within(region)) throw new DeploymentRefused(`region ${region} is not in partition ${partition}`);
  const certificate = text('certificate');
  const alarmEmail = text('alarmEmail');
  return {
    partition,
    region,
    account: text('account') ?? environment.CDK_DEFAULT_ACCOUNT ?? placeholderAccount,
    origin: originOf(text('origin') ?? placeholderOrigin),
    packs: (text('packs') ?? defaultPack).split(','),
    web: oneOf<Web>('web', text('web') ?? webs[partition][0], webs[partition]),
    notices: oneOf('notices', text('notices') ?? 'no', ['yes', 'no']) === 'yes',
    now,
    ...(certificate ? { certificate } : {}),
    ...(alarmEmail ? { alarmEmail } : {}),
  };
};

/** Without credentials the command line names a region of its own choice, which may lie in the other partition. */
const firstOf = (region: string | undefined, within: (place: string) => boolean): string | undefined =>
  region && within(region) ? region : undefined;

const oneOf = <Value extends string>(name: string, value: string, values: readonly Value[]): Value => {
  const found = values.find((candidate) => candidate === value);
  if (!found) throw new DeploymentRefused(`${name} must be one of ${values.join(', ')}, not "${value}"`);
  return found;
};

const originOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.origin !== text)
    throw new DeploymentRefused(`origin must be https:// and a host, not "${text}"`);
  return text;
};
