/** A survey-core model as the browser builds it: our own properties and functions registered, code lists resolved. */
import { FunctionFactory, Model, Serializer, type SurveyModel } from 'survey-core';
import { customFunctions } from '#forms/answers/functions/custom.ts';
import type { JsonObject } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';

for (const name of ['codeList', 'sensitive', 'indicator:value']) Serializer.addProperty('question', name);
Serializer.addProperty('question', { name: 'unitText', isLocalizable: true });
for (const { name, evaluate } of customFunctions)
  FunctionFactory.Instance.register(name, (args: unknown[]) => evaluate(args, { today: '2022-10-20' }));

export const surveyModel = (edition: Edition): SurveyModel => new Model(edition.source);

const itemNamesOf = (question: unknown): readonly string[] => {
  const { template } = question as { template?: { questions: readonly { name: string }[] } };
  return template?.questions.map(({ name }) => name) ?? [];
};

/** Parameters and the round before are handed in when somebody fills in (Q26); the definition has none. */
const ofCampaign = /^(P|prev)\./;

/** What survey-core finds wrong in the definition itself: unknown properties, syntax, unknown functions and names. */
export const definitionErrors = (model: SurveyModel): readonly string[] => {
  const itemNames = new Set(model.getAllQuestions().flatMap(itemNamesOf));
  const inExpressions = model.validateExpressions({ functions: true, variables: true, semantics: true });
  return [
    ...(model.jsonErrors ?? []).map((error) => error.message),
    ...inExpressions.flatMap(({ propertyName, errors }) =>
      errors
        // For the condition of a list function survey-core knows an item's outermost questions only, not those in panels.
        .filter(({ variableName = '' }) => !itemNames.has(variableName) && !ofCampaign.test(variableName))
        .map((error) => `${propertyName}: ${JSON.stringify(error)}`),
    ),
  ];
};

/** Whether survey-core takes the answers. Twice, because computed answers settle only in the first pass. */
export const acceptedBySurvey = (model: SurveyModel, answers: JsonObject): boolean => {
  model.data = structuredClone(answers);
  model.validate(false);
  return model.validate(false);
};
