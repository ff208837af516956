/** After the seal: what of this village is in it, and what is not. */
import { useTranslation } from 'react-i18next';
import { useFormats } from '../time/format.ts';
import { useField } from './field.tsx';

const Mark = () => {
  const { t } = useTranslation('collect');
  return (
    <svg className="big" viewBox="0 0 88 88" role="img" aria-label={t('sealed.mark')}>
      <rect className="bg" width="88" height="88" rx="6" />
      <rect className="fr" x="5" y="5" width="78" height="78" rx="3" strokeWidth="2" />
      <text x="44" y="41" fontSize="31" textAnchor="middle">
        封
      </text>
      <text x="44" y="75" fontSize="31" textAnchor="middle">
        存
      </text>
    </svg>
  );
};

export const Sealed = () => {
  const { t } = useTranslation('collect');
  const { campaign, work, timeZone } = useField();
  const { text, deadline, number } = useFormats();
  const sealed = work.records.filter((record) => record.sealed !== undefined);
  const seal = campaign.calendar.seals.find(({ id }) => id === sealed[0]?.sealed);
  const counts = campaign.questionnaires.map(({ id, title }) => ({
    id,
    title: text(title),
    count: sealed.filter(({ questionnaire }) => questionnaire === id).length,
  }));
  return (
    <>
      <section className="sealban">
        <Mark />
        <div>
          <h2>{t('sealed.title')}</h2>
          <p>{text(campaign.title)}</p>
          {seal && <p className="nb">{deadline(seal.at, timeZone)}</p>}
          <p>{t('sealed.nobody')}</p>
        </div>
      </section>
      <div className="head">
        <h2>{t('sealed.inside')}</h2>
      </div>
      <ul className="band sums">
        {counts.map(({ id, title, count }) => (
          <li key={id}>
            {title} <span className="n">{t('records', { count, shown: number(count) })}</span>
          </li>
        ))}
        <li className="sum">
          {t('sum')}{' '}
          <span className="n">{t('records', { count: sealed.length, shown: number(sealed.length) })}</span>
        </li>
      </ul>
      {work.late.length > 0 && (
        <div className="head">
          <h2>{t('sealed.outside', { count: work.late.length })}</h2>
          <span>{t('sealed.listed')}</span>
        </div>
      )}
    </>
  );
};
