/** All stacks of one deployment, put together in the order in which they are deployed. */
import { Annotations, type App, Tags } from 'aws-cdk-lib';
import { AlarmStack } from './alarm-stack.ts';
import { ApiStack } from './api-stack.ts';
import { BackgroundStack } from './background-stack.ts';
import { ByHandStack } from './by-hand-stack.ts';
import { CheckStack } from './check-stack.ts';
import { CloudFrontWebStack } from './cloudfront-web-stack.ts';
import { DataStack } from './data-stack.ts';
import { DeadlineStack } from './deadline-stack.ts';
import { type Deployment, placeholderOrigin } from './deployment.ts';
import { readPackCalendar } from './pack-calendar.ts';
import { product } from './runbook.ts';
import { WebsiteStack } from './website-stack.ts';

const webStacks = { cloudfront: CloudFrontWebStack, website: WebsiteStack } as const;

export const addStacks = (app: App, deployment: Deployment): void => {
  const { account, region, origin, packs, now, web, certificate, alarmEmail, notices } = deployment;
  const env = { account, region };
  const calendars = packs.map(readPackCalendar);
  const named = (part: string) => `${product}-${part}`;
  Tags.of(app).add('product', product);

  const { topic: alarms } = new AlarmStack(app, named('alarms'), { env, email: alarmEmail });
  const data = new DataStack(app, named('data'), {
    env,
    origin,
    retentionYears: Math.max(...calendars.map(({ retentionYears }) => retentionYears)),
    terminationProtection: true,
  });
  const apiStack = new ApiStack(app, named('api'), { env, data, alarms, origin, notices });
  const deadlines = new DeadlineStack(app, named('deadlines'), { env, data, alarms, calendars, now });
  new BackgroundStack(app, named('background'), { env, data, alarms, deadlines });
  new CheckStack(app, named('checks'), { env, data, alarms });
  new ByHandStack(app, named('by-hand'), { env, data, alarms, origin, packs });
  new webStacks[web](app, named('web'), { env, api: apiStack.api, scans: data.scans, origin, certificate });

  for (const { campaign, deadlines: instants } of calendars)
    if (instants.every(({ at }) => at <= now))
      Annotations.of(deadlines).addInfo(`All deadlines of ${campaign} have passed: it gets no schedule.`);
  if (origin === placeholderOrigin)
    Annotations.of(apiStack).addInfo(
      `The origin is a placeholder: give the real one with -c origin=https://…`,
    );
};
