/** Every seal of the campaign: planned, in the making with its progress, or done with its root. And a way to check any other. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SealState } from '#forms/wire/shapes.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Countdown, DeadlineText, Empty, Page, Panel, Tag } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { Freshness } from './freshness.tsx';
import { HandedOver } from './handed-over.tsx';

export const useSeals = () => {
  const { id } = useCampaign();
  return useQuery({
    queryKey: ['seals', id],
    queryFn: ({ signal }) => call('seals', { params: { campaign: id }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.seals.some((seal) => seal.state === 'sealing') ? 2_000 : 15_000,
  });
};

export const SealsPage = () => {
  const { t } = useTranslation('supervise');
  const query = useSeals();
  const seals = query.data?.seals ?? [];
  return (
    <Page title={t('nav.seals')} meta={t('seals.meta')}>
      <Freshness query={query} what={t('seals.loading')} />
      {query.data && seals.length === 0 && (
        <Panel>
          <Empty>{t('seals.none')}</Empty>
        </Panel>
      )}
      <div className="s-seals">
        {seals.map((seal) => (
          <SealCard key={seal.id} seal={seal} />
        ))}
      </div>
      <HandedOver publicKey={query.data?.publicKey} />
    </Page>
  );
};

const SealCard = ({ seal }: { readonly seal: SealState }) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { calendar } = useCampaign();
  return (
    <Panel className={`s-seal-card ${seal.state}`}>
      <div className="s-seal-head">
        <Stamp state={seal.state} />
        <div className="x-grow">
          <h2>
            {seal.state === 'planned' ? (
              formats.text(seal.title)
            ) : (
              <Link to={`/supervise/seals/${seal.id}`}>{formats.text(seal.title)}</Link>
            )}
          </h2>
          <p className="x-muted">
            <DeadlineText at={seal.at} timeZone={calendar.timeZone} zone />
          </p>
          <p>
            {seal.state === 'planned' && (
              <>
                <Tag>{t('seals.planned')}</Tag> <Countdown at={seal.at} />
              </>
            )}
            {seal.state === 'sealing' && <Tag tone="wait">{t('seals.sealing')}</Tag>}
            {seal.state === 'sealed' && (
              <Tag tone="seal">
                {t('seals.sealed', {
                  when: seal.sealedAt === undefined ? '' : formats.dayTime(seal.sealedAt, calendar.timeZone),
                })}
              </Tag>
            )}
          </p>
        </div>
      </div>
      {seal.state === 'sealing' && (
        <div className="s-sealing" role="status">
          <progress
            value={seal.villagesDone}
            max={Math.max(1, seal.villages)}
            aria-label={t('seals.sealing')}
          />
          <span className="x-xs x-muted">
            {t('seals.progress', { done: seal.villagesDone, villages: seal.villages })}
          </span>
        </div>
      )}
      {seal.root !== undefined && <Root root={seal.root} small />}
    </Panel>
  );
};

/** Solid only when what it says has been verified; before that an empty dashed square. */
export const Stamp = ({
  state,
  large = false,
}: {
  readonly state: SealState['state'] | 'broken';
  readonly large?: boolean;
}) => {
  const { t } = useTranslation('supervise');
  const solid = state === 'sealed';
  const { area } = useCampaign();
  const { language } = useFormats();
  const words = t(solid ? 'stamp.sealed' : state === 'broken' ? 'stamp.broken' : 'stamp.open');
  // Four characters in two columns, as seals are cut: whose it is, then what it says.
  const four = large && solid && language === 'zh-CN' && area.name.length >= 2;
  return (
    <span
      className={`s-stamp ${solid ? 'solid' : 'open'} ${large ? 'large' : ''}`}
      role="img"
      aria-label={words}
    >
      <span aria-hidden>{four ? `${area.name.slice(0, 2)}${words}` : words}</span>
    </span>
  );
};

/** A root in groups of four hex digits, as it is read aloud and compared. */
export const Root = ({ root, small = false }: { readonly root: string; readonly small?: boolean }) => (
  <p className={small ? 's-root small' : 's-root'}>
    {(root.match(/.{1,4}/g) ?? []).map((four, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the root
      <span key={index}>{four}</span>
    ))}
  </p>
);
