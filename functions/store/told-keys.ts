/** What the table's stream tells of items that were written: their keys, and nothing that is in them. */
import * as z from 'zod';
import type { Key } from '../ports.ts';

const shape = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
      }),
    }),
  ),
});

/** In the order in which they were written; none of an event that tells of something else. */
export const toldKeys = (event: unknown): readonly Key[] => {
  const told = shape.safeParse(event);
  return told.success
    ? told.data.Records.map(({ dynamodb: { Keys } }) => ({ pk: Keys.pk.S, sk: Keys.sk.S }))
    : [];
};
