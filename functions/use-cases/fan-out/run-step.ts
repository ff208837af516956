/** One function does all steps of a deadline: the state machine says which, the schedule's own words go with it. */
import * as z from 'zod';

const shape = z.object({ step: z.string(), event: z.unknown() });

type Step<Needs> = (event: unknown) => (ports: Needs) => Promise<unknown>;

/** What is no step is for `whole`: a person who calls the function with a deadline has it done in one go. */
export const runStep =
  <Needs>(steps: { readonly [step: string]: Step<Needs> }, whole: Step<Needs>) =>
  (event: unknown) =>
  async (ports: Needs): Promise<unknown> => {
    const named = shape.safeParse(event);
    if (!named.success) return whole(event)(ports);
    const step = Object.hasOwn(steps, named.data.step) ? steps[named.data.step] : undefined;
    if (!step) throw new Error(`no step is called ${named.data.step}`);
    return step(named.data.event)(ports);
  };
