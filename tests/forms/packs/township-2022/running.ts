/** The checks of the township at work. */
import { judgeOf } from '../judge.ts';
import { pack } from './fx1.ts';

export const { checks, kept, forgotten, faults, context, hitsOf, checksThatHit } = judgeOf(
  'township-2022',
  pack,
);
