/** A program that leaves its threads alone when it has nothing more for them: it must end all the same. */
import { openThreads } from '#functions/adapters/threads/threads.ts';

const threads = openThreads<string, { readonly value: object }>({
  entry: new URL('./jobs-thread.ts', import.meta.url),
  data: 'got',
  threads: 1,
});
const value = { large: 'as life' };
const answers = [await threads.run('first', { value }), await threads.run('second', { value })];
process.stdout.write(JSON.stringify(answers));
