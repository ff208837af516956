import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appOf, resourcesOf } from './synthesise.ts';

const resources = resourcesOf(appOf({ context: { partition: 'aws' } }));
const alarms = resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
const names = alarms.map(({ properties }) => String(properties.AlarmName));
const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const articles = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((article) => [article.slice(0, article.indexOf('\n')).trim(), article] as const),
);

test('[N4] every function has its failing and its throttled alarm', () => {
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  expect(functions.length).toBeGreaterThanOrEqual(5);
  for (const { id, stack } of functions)
    for (const metric of ['Errors', 'Throttles'])
      expect(
        alarms.filter(
          ({ properties, stack: own }) =>
            own === stack &&
            properties.MetricName === metric &&
            JSON.stringify(properties.Dimensions).includes(id),
        ),
      ).toHaveLength(1);
});

test('[N3] a letter in a dead-letter queue is an alarm', () => {
  for (const { id } of resources.filter(({ type }) => type === 'AWS::SQS::Queue'))
    expect(
      alarms.filter(
        ({ properties }) =>
          properties.MetricName === 'ApproximateNumberOfMessagesVisible' &&
          JSON.stringify(properties.Dimensions).includes(id),
      ),
    ).toHaveLength(1);
});

test('[N4] every alarm goes to the topic and names its article', () => {
  for (const { properties } of alarms) {
    expect(JSON.stringify(properties.AlarmActions)).toMatch(/xiangbiao-alarms:/);
    const article = String(properties.AlarmName).replace('xiangbiao-', '');
    expect(properties.AlarmDescription).toContain(`docs/runbook.md#${article}`);
  }
});

test('[N4] every alarm has an article that describes, investigates and resolves', () => {
  for (const name of names) {
    const article = articles.get(name.replace('xiangbiao-', ''));
    expect(article, name).toBeDefined();
    for (const part of ['Description', 'Investigation', 'Resolution'])
      expect(article, name).toContain(`**${part}.**`);
  }
});

test('[N4] no article is about an alarm that does not exist', () => {
  const about = [...articles.keys()].filter((heading) =>
    articles.get(heading)?.includes('**Investigation.**'),
  );
  expect(about.filter((heading) => !names.includes(`xiangbiao-${heading}`))).toEqual([]);
});
