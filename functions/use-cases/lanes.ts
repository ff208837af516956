/** Many pieces of work at once, a bounded number in flight, begun in order. */

/**
 * What `work` gives for each item, in their order. No item is begun behind one that threw or whose outcome is `enough`; what was
 * begun is waited for, so that nothing goes on behind the caller's back.
 */
export const inLanes = async <Item, Outcome>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Outcome>,
  enough: (outcome: Outcome) => boolean = () => false,
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  const errors: unknown[] = [];
  let [next, over] = [0, false];
  const lane = async () => {
    while (!over && next < items.length) {
      const at = next++;
      try {
        const outcome = await work(items[at] as Item);
        outcomes[at] = outcome;
        over ||= enough(outcome);
      } catch (error) {
        errors.push(error);
        over = true;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, lane));
  if (errors.length > 0) throw errors[0];
  return outcomes;
};
