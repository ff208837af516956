/**
 * How a function becomes one file: everything in it, the SDK included, so that what was tested is what runs, whatever SDK
 * version the runtime carries. Node 20 is the target because tests load the very same bundles there.
 */
import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { packFolder } from './pack-calendar.ts';

/** Some dependencies are CommonJS inside and ask for Node's own modules with `require`. */
const requireInEsm =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

export const bundling: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node20',
  minify: true,
  mainFields: ['module', 'main'],
  banner: requireInEsm,
  externalModules: [],
  forceDockerBundling: false,
};

/** The same, with packs lying beside the bundle. */
export const bundlingWithPacks = (packs: readonly string[]): BundlingOptions => ({
  ...bundling,
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_input, output) => [
      `mkdir -p "${output}/packs"`,
      ...packs.map((pack) => `cp -r "${packFolder(pack)}" "${output}/packs/${pack}"`),
    ],
  },
});
