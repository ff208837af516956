/** The real storm, short: two kills. `npm run storm -- --real` is the long one. */
import { expect, test } from 'vitest';
import { realStorm } from './real/real-storm.ts';

test('[B13, G1, G8, G10, W5, W11, S6, S8, S10] a server killed twice around the deadline keeps every receipt', async () => {
  const lines: string[] = [];
  const held = await realStorm({ say: (line) => lines.push(line), households: 150, kills: 2, seconds: 12 });
  expect(held, lines.join('\n')).toBe(true);
}, 120_000);
