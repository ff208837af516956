/** Reads roles out of a template: which actions a function may take, and on what. */
import type { Resource } from './synthesise.ts';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

export const listed = <Value>(value: Value | readonly Value[]): readonly Value[] =>
  Array.isArray(value) ? value : [value as Value];

const statementsIn = ({ properties }: Resource): readonly Statement[] =>
  (properties.PolicyDocument as { Statement: readonly Statement[] }).Statement;

export const statementsOf = (resources: readonly Resource[], role = ''): readonly Statement[] =>
  resources
    .filter(
      ({ type, properties }) =>
        type === 'AWS::IAM::Policy' && JSON.stringify(properties.Roles).includes(`"${role}`),
    )
    .flatMap(statementsIn);

/** Which thing a resource is, without the stack's own numbers. */
const thing = (resource: unknown): string => {
  const text = JSON.stringify(resource);
  const found =
    /(Store|Scans|Seals|SigningKey|AuthSecret|NoticeSecret|DeadLetters|Log|FreezeFunction|SealFunction|CalendarFunction|BackgroundFunction)[0-9A-F]{8}|(?<=:)(?:stateMachine|execution):xiangbiao-(?:freeze|seal|calendar|sweep)/.exec(
      text,
    );
  const name = found?.[1] ?? found?.[0];
  return `${name ?? text}${text.includes('/*') ? ' objects' : ''}`;
};

/** `action on thing`, sorted. */
export const rightsOf = (resources: readonly Resource[], role: string): readonly string[] =>
  statementsOf(resources, role)
    .flatMap(({ Action, Resource: on }) =>
      listed(Action).flatMap((action) => listed(on).map((resource) => `${action} on ${thing(resource)}`)),
    )
    .sort();

export const actionsOf = (resources: readonly Resource[], role: string): ReadonlySet<string> =>
  new Set(statementsOf(resources, role).flatMap(({ Action }) => listed(Action)));
