/** What people get wrong, put into invented answers on purpose: a finding that should be found, or a finder that should be fixed. */
import { isJsonObject, type Json, type JsonObject } from '#forms/json.ts';
import type { DemoPlan, PlannedFault } from './demo-plan.ts';
import { seededDice } from './seeded-dice.ts';

const stepsOf = (path: string): readonly (string | number)[] =>
  path.split('.').flatMap((part) => {
    const [name = '', position] = part.split('[');
    return position === undefined ? [name] : [name, Number.parseInt(position, 10)];
  });

const put = (
  value: Json | undefined,
  steps: readonly (string | number)[],
  wanted: Json,
): Json | undefined => {
  const [step, ...rest] = steps;
  if (step === undefined) return wanted;
  if (typeof step === 'number') {
    if (!Array.isArray(value) || value[step] === undefined) return undefined;
    const inner = put(value[step], rest, wanted);
    return inner === undefined
      ? undefined
      : value.map((item: Json, index) => (index === step ? inner : item));
  }
  if (value === undefined || !isJsonObject(value)) return undefined;
  const object = value as JsonObject;
  if (rest.length === 0 && wanted === null)
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== step));
  const inner = put(object[step], rest, wanted);
  return inner === undefined ? undefined : { ...object, [step]: inner };
};

const valueAt = (answers: JsonObject, path: string): Json | undefined =>
  stepsOf(path).reduce<Json | undefined>((value, step) => {
    if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
    return value !== undefined && isJsonObject(value) ? (value as JsonObject)[step] : undefined;
  }, answers);

/** The answers with the fault in them; nothing when they are not such that it could be made in them. */
export const withFault = (answers: JsonObject, { where, set }: PlannedFault): JsonObject | undefined => {
  const fits = Object.entries(where).every(([path, wanted]) => valueAt(answers, path) === wanted);
  if (!fits) return undefined;
  return Object.entries(set).reduce<JsonObject | undefined>(
    (current, [path, wanted]) => current && (put(current, stepsOf(path), wanted) as JsonObject | undefined),
    answers,
  );
};

export interface Draft {
  readonly unit: string;
  readonly questionnaire: string;
  readonly answers: JsonObject;
}
export interface WrongDraft {
  readonly draft: Draft;
  readonly answers: JsonObject;
  readonly fault: PlannedFault;
}

/** What a share of the units get wrong: at most one paper of each, so that what is found is known. */
export const faultIn = (
  { faults }: DemoPlan,
  drafts: readonly Draft[],
  seed: string,
  share: number,
): WrongDraft | undefined => {
  const dice = seededDice(`${seed}/${drafts[0]?.unit}/fault`);
  if (dice.next() >= share) return undefined;
  const possible = drafts.flatMap((draft) =>
    faults.flatMap((fault) => {
      const answers = fault.questionnaire === draft.questionnaire && withFault(draft.answers, fault);
      return answers ? Array.from({ length: fault.weight }, () => ({ draft, answers, fault })) : [];
    }),
  );
  return possible.length === 0 ? undefined : dice.pick(possible);
};
