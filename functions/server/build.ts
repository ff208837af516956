/** `npm run build`, after the page: the server as one file. */
import { bundleServer } from './bundle.ts';

await bundleServer('dist/server');
