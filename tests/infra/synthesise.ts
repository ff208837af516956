/** Synthesises a deployment in memory, with the moment and the packs given, so that templates are the same on every day. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll } from 'vitest';
import { readDeployment } from '#infra/deployment.ts';
import { featureFlags } from '#infra/feature-flags.ts';
import { addStacks } from '#infra/stacks.ts';

/** Assemblies are written somewhere; all of it goes when the tests of a file are over. */
const outdir = mkdtempSync(join(tmpdir(), 'xiangbiao-cdk-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

export const pack = 'township-2022';
/** Before the first deadline of the pack. */
export const beforeAll2022 = Date.UTC(2022, 0, 1);

export interface Wanted {
  readonly context: { readonly [name: string]: string };
  readonly now?: number;
  /** Build the functions for real; otherwise the templates come without their code. */
  readonly bundled?: boolean;
}

export const appOf = ({ context, now = beforeAll2022, bundled = false }: Wanted): App => {
  const app = new App({
    context: {
      ...featureFlags,
      ...(bundled ? { 'aws:cdk:enable-asset-metadata': true } : { 'aws:cdk:bundling-stacks': [] }),
    },
    treeMetadata: false,
    outdir: mkdtempSync(join(outdir, 'app-')),
  });
  addStacks(
    app,
    readDeployment((name) => context[name], { environment: {}, now, defaultPack: pack }),
  );
  return app;
};

export const stacksOf = (app: App): ReadonlyMap<string, Stack> =>
  new Map(app.node.children.filter(Stack.isStack).map((stack) => [stack.stackName, stack]));

export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: { readonly [name: string]: unknown };
  readonly deletionPolicy: string | undefined;
  readonly metadata: unknown;
}

export const resourcesOf = (app: App): readonly Resource[] =>
  [...stacksOf(app)].flatMap(([stack, construct]) =>
    Object.entries(Template.fromStack(construct).toJSON().Resources ?? {}).map(([id, value]) => {
      const { Type, Properties, DeletionPolicy, Metadata } = value as {
        Type: string;
        Properties?: { readonly [name: string]: unknown };
        DeletionPolicy?: string;
        Metadata?: unknown;
      };
      return {
        stack,
        id,
        type: Type,
        properties: Properties ?? {},
        deletionPolicy: DeletionPolicy,
        metadata: Metadata,
      };
    }),
  );

/** What cdk-nag objects to and nobody has given a reason for. */
export const objections = (app: App): readonly string[] => {
  app.synth(); // only then do references between stacks have the names that rights are acknowledged by
  return new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
};

export const acknowledgedReasons = (
  app: App,
): readonly { readonly rule: string; readonly reason: string }[] =>
  app.node
    .findAll()
    .flatMap((construct) =>
      construct.node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) =>
          Object.entries(data as { [rule: string]: string }).map(([rule, reason]) => ({ rule, reason })),
        ),
    );
