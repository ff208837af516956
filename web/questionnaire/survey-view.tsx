/** The renderer alone, with its CSS: import lazily, it is the heaviest part of the app. */
import type { Model } from 'survey-core';
import 'survey-core/survey-core.fontless.css';
import { Survey } from 'survey-react-ui';
import './survey-view.css';
import './survey-phone.css';
import './survey-words.css';

export const SurveyView = ({ model }: { readonly model: Model }) => (
  <div className="q-survey q-phone">
    <Survey model={model} />
  </div>
);
