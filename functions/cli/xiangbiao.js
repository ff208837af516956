#!/usr/bin/env node
/** The command line from a clone, without a build: TypeScript is read as it is. */
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./xiangbiao.ts');
process.exitCode = await main(process.argv.slice(2), process.env);
