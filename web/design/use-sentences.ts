/** The editor's sentences: what kind a question is, when it is shown, what is wrong with it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { textIn } from '#forms/json.ts';
import type { Fault } from '#forms/questionnaire/questionnaire.ts';
import { choicesOf, type EditorDesk, placeNamed } from './desk.ts';
import { type Condition, type Row, readCondition } from './document/condition.ts';
import { decimalsOf } from './document/edit.ts';
import { kindOf } from './document/kinds.ts';
import { localText, type Place, textOf, titleOf } from './document/places.ts';

export interface Sentences {
  /** `多选，来自码表“利益联结”` */
  readonly kind: (place: Place) => string;
  readonly value: (row: Row, from: Place | undefined) => string;
  readonly condition: (condition: Condition, from: Place | undefined) => string;
  /** `…时显示`, or that it was written by hand; nothing without a condition. */
  readonly shown: (place: Place) => string | undefined;
  readonly fault: (fault: Fault) => string;
}

export const useSentences = (desk: Pick<EditorDesk, 'places' | 'codeLists' | 'locale'>): Sentences => {
  const { t } = useTranslation(['design', 'faults']);
  return useMemo(() => {
    const { places, codeLists, locale } = desk;

    const kind = ({ element }: Place): string => {
      const known = kindOf(element);
      const details: string[] = [];
      const list = textOf(element.codeList);
      const title = codeLists[list]?.title;
      if (list !== '') details.push(t('kind.fromList', { list: title ? textIn(title, locale) : list }));
      if (known === 'number') {
        const unit = localText(element.unitText);
        if (unit !== undefined) details.push(textIn(unit, locale));
        const decimals = decimalsOf(element.step);
        if (decimals !== undefined) details.push(t('kind.decimals', { count: decimals }));
      }
      const name = known === 'other' ? textOf(element.type) : t(`kind.${known}`);
      return [name, ...details].join(t('comma'));
    };

    const value = (row: Row, from: Place | undefined): string => {
      const options = choicesOf(placeNamed(row.question, from, places), desk);
      return row.values
        .map((one) => {
          if (typeof one === 'boolean') return t(one ? 'yes' : 'no');
          return options.find((option) => String(option.value) === String(one))?.text ?? String(one);
        })
        .join(t('or'));
    };

    const condition = ({ join, rows }: Condition, from: Place | undefined): string =>
      rows
        .map((row) => {
          const place = placeNamed(row.question, from, places);
          const question = place ? titleOf(place.element, locale) : row.question;
          const [first] = row.values;
          if (row.relation === 'is' && typeof first === 'boolean')
            return t(first ? 'condition.row.yes' : 'condition.row.no', { question });
          return t(`condition.row.${row.relation}`, { question, value: value(row, from) });
        })
        .join(t(`condition.join.${join}`));

    const shown = (place: Place): string | undefined => {
      const text = textOf(place.element.visibleIf);
      if (text === '') return undefined;
      const reading = readCondition(text);
      if ('byHand' in reading) return t('condition.byHand');
      return t('condition.shown', { condition: condition(reading, place) });
    };

    const fault = ({ code, facts }: Fault): string => {
      const { reason } = facts;
      const known = typeof reason === 'string' ? { reason: t(`faults:reason.${reason}`, reason) } : {};
      return t(`faults:${code}`, { ...facts, ...known });
    };

    return { kind, value, condition, shown, fault };
  }, [desk, t]);
};
