/** The changes of a publication, one row per question: what it is, what happens to it, what that means for records. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodeLists } from '#forms/questionnaire/questionnaire.ts';
import { Empty, Panel, Tag, type Tone } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import type { Changed } from './document/changes.ts';
import { type Place, titleOf } from './document/places.ts';
import { useSentences } from './use-sentences.ts';

const tones: { readonly [What in Changed['what']]: Tone } = {
  added: 'info',
  removed: 'bad',
  changed: 'plain',
};

export const ChangeList = ({
  changes,
  head,
  places,
  codeLists,
  blocked,
  records,
}: {
  readonly changes: readonly Changed[];
  /** The questionnaire's own title, computed values or texts changed. */
  readonly head: boolean;
  /** Everything there is after the publication, so that conditions can name questions that did not change. */
  readonly places: readonly Place[];
  readonly codeLists: CodeLists;
  readonly blocked: string;
  readonly records: number;
}) => {
  const { t } = useTranslation('design');
  const locale = useFormats().language;
  const desk = useMemo(() => ({ places, codeLists, locale }), [places, codeLists, locale]);
  const sentences = useSentences(desk);
  const detail = ({ what, place, before, aspects, optionsGone }: Changed): string => {
    if (what === 'added')
      return [sentences.kind(place), sentences.shown(place)].filter(Boolean).join(t('comma'));
    if (what === 'removed') return t('change.removedDetail');
    const parts = aspects.map((aspect) => {
      if (aspect === 'title' && before)
        return t('change.titleFrom', { was: titleOf(before.element, locale) });
      if (aspect === 'required')
        return t(place.element.isRequired === true ? 'change.nowRequired' : 'change.nowOptional');
      if (aspect === 'kind' && before)
        return t('change.kindFrom', { was: sentences.kind(before), now: sentences.kind(place) });
      return t(`change.aspect.${aspect}`);
    });
    const gone =
      optionsGone.length > 0 ? [t('change.optionsGone', { values: optionsGone.join(t('comma')) })] : [];
    return [...parts, ...gone].join(t('semicolon'));
  };
  const effect = ({ what, place, aspects, optionsGone }: Changed): string => {
    if (records === 0) return t('change.noRecords');
    if (what === 'removed') return t('change.keepAnswers');
    if (what === 'added' && place.element.isRequired === true) return t('change.mayLack', { count: records });
    if (
      optionsGone.length > 0 ||
      aspects.some((one) => one === 'limits' || one === 'kind' || one === 'required')
    )
      return t('change.mayDiffer', { count: records });
    return t('change.untouched');
  };
  if (changes.length === 0 && !head)
    return (
      <Panel>
        <Empty>{blocked || t('change.none')}</Empty>
      </Panel>
    );
  return (
    <Panel flush>
      <div className="x-scroll">
        <table className="x-table two rows d-changes">
          <thead>
            <tr>
              <th>{t('change.what')}</th>
              <th>{t('change.effect')}</th>
            </tr>
          </thead>
          <tbody>
            {head && (
              <tr>
                <td>
                  <Tag>{t('change.changed')}</Tag> <b>{t('change.head')}</b>
                  <small>{t('change.headDetail')}</small>
                </td>
                <td className="wide">{t('change.untouched')}</td>
              </tr>
            )}
            {changes.map((change) => (
              <tr key={`${change.what} ${change.key}`}>
                <td>
                  <Tag tone={tones[change.what]}>{t(`change.${change.what}`)}</Tag>{' '}
                  <b>
                    {change.place.number} {titleOf(change.place.element, locale)}
                  </b>
                  <small>{detail(change)}</small>
                </td>
                <td className="wide">{effect(change)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
};
