/** Text questions and computed values with their unit (亩, 元 …) inside the field, at the right. */

import { type ComponentType, createElement, type JSX } from 'react';
import type { Question } from 'survey-core';
import { ReactQuestionFactory, SurveyQuestionExpression, SurveyQuestionText } from 'survey-react-ui';

interface Props {
  readonly question: Question & { readonly unitText?: string };
}

const UnitField = ({ inner: Inner, ...props }: Props & { readonly inner: ComponentType<Props> }) => {
  // One of several texts has its unit on the item that it stands for.
  const unit = props.question.unitText || (props.question.data as { unitText?: string } | null)?.unitText;
  if (!unit) return <Inner {...props} />;
  return (
    <div className="q-unit">
      <Inner {...props} />
      <span aria-hidden="true">{unit}</span>
    </div>
  );
};

let taught = false;
export const teachUnits = (): void => {
  if (taught) return;
  taught = true;
  // The factory's type says that it is given a name; what it gives are the component's props.
  const register = (type: string, inner: unknown) =>
    ReactQuestionFactory.Instance.registerQuestion(type, ((props: Props) =>
      createElement(UnitField, { ...props, inner: inner as ComponentType<Props> })) as unknown as (
      name: string,
    ) => JSX.Element);
  register('text', SurveyQuestionText);
  register('expression', SurveyQuestionExpression);
};
