/** Correction annexes of one seal: what was asked, by whom, what became of it; the decision, and the sealed files to take away. */
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { annexFiles } from '#forms/seal/annex.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import type { AnnexState, DecideAnnex } from '#forms/wire/annexes.ts';
import type { People } from '#forms/wire/shapes.ts';
import { call } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel, Tag, type Tone } from '../../shell/parts.tsx';
import { ProblemNote } from '../../shell/problem.tsx';
import { useFormats } from '../../time/format.ts';
import { PersonName } from '../freshness.tsx';
import { useMayHere } from '../held-area.ts';
import { ReasonBox } from '../reason-box.tsx';
import { fetchAnnexFile, offerZip } from '../seal-files.ts';
import type { SealSource } from '../seal-work.ts';
import { AnnexChanges } from './annex-changes.tsx';
import { AnnexCheck } from './annex-check.tsx';

const tones: { readonly [S in AnnexState['state']]: Tone } = {
  asked: 'wait',
  agreed: 'wait',
  sealed: 'seal',
  declined: 'plain',
};

interface AnnexPanelProps {
  readonly seal: string;
  /** Where the seal's own files are, and the key that signs. */
  readonly source: SealSource;
  readonly publicKey: PublicKey | undefined;
}

export const AnnexPanel = ({ seal, source, publicKey }: AnnexPanelProps) => {
  const { t } = useTranslation('supervise');
  const { id: campaign } = useCampaign();
  const query = useQuery({
    queryKey: ['annexes', campaign, seal],
    queryFn: ({ signal }) => call('annexes', { params: { campaign, seal }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.annexes.some((one) => one.state === 'agreed') ? 3_000 : false,
  });
  const annexes = query.data?.annexes ?? [];
  return (
    <Panel title={t('annex.title')}>
      <p className="x-muted">{t('annex.what')}</p>
      {query.error && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && annexes.length === 0 && <p>{t('annex.none')}</p>}
      <ul className="s-annexes">
        {annexes.map((annex) => (
          <Annex
            key={annex.id}
            annex={annex}
            people={query.data?.people ?? {}}
            check={
              annex.state === 'sealed' &&
              publicKey && (
                <AnnexCheck
                  annex={annex}
                  before={annexes.find(({ number }) => number === (annex.number ?? 0) - 1)}
                  source={source}
                  publicKey={publicKey}
                  beside={<Download annex={annex} />}
                />
              )
            }
            onDecided={() => void query.refetch()}
          />
        ))}
      </ul>
    </Panel>
  );
};

interface AnnexProps {
  readonly annex: AnnexState;
  readonly people: People;
  /** Download and verification, for one that is sealed. */
  readonly check: ReactNode;
  readonly onDecided: () => void;
}

const Annex = ({ annex, people, check, onDecided }: AnnexProps) => {
  const { t } = useTranslation('supervise');
  const formats = useFormats();
  const { area, calendar } = useCampaign();
  const mayDecide = useMayHere('annex.decide', area.code);
  const mayDownload = useMayHere('seal.download', area.code);
  const at = (instant: number) => formats.dayTime(instant, calendar.timeZone);
  return (
    <li>
      <p className="s-annex-head">
        <b>
          {annex.number === undefined
            ? t('annex.unnumbered', { count: annex.corrections })
            : t('annex.numbered', { number: annex.number, count: annex.corrections })}
        </b>
        <Tag tone={tones[annex.state]}>{t(`annex.state.${annex.state}`)}</Tag>
      </p>
      <p>{annex.reason}</p>
      <p className="x-xs x-muted">
        {t('annex.by', { at: at(annex.askedAt) })} <PersonName id={annex.askedBy} people={people} />
        {annex.decidedBy !== undefined && annex.decidedAt !== undefined && (
          <>
            {' · '}
            {t(annex.state === 'declined' ? 'annex.declinedBy' : 'annex.agreedBy', {
              at: at(annex.decidedAt),
            })}{' '}
            <PersonName id={annex.decidedBy} people={people} />
            {annex.why ? ` · ${annex.why}` : ''}
          </>
        )}
      </p>
      {mayDownload && check}
      {(annex.state === 'asked' || annex.state === 'agreed') && mayDecide && (
        <Decision annex={annex} onDecided={onDecided} />
      )}
    </li>
  );
};

const Decision = ({ annex, onDecided }: Omit<AnnexProps, 'people' | 'check'>) => {
  const { t } = useTranslation('supervise');
  const { id: campaign } = useCampaign();
  const { person } = useSession();
  const own = person.id === annex.askedBy;
  const run = (decision: DecideAnnex['decision']) => async (why: string) => {
    const params = { campaign, seal: annex.seal, annex: annex.id };
    await call('decideAnnex', { params, body: { decision, why } });
    onDecided();
  };
  const agree = { name: t('annex.agree'), primary: true, run: run('agree') };
  return (
    <>
      <AnnexChanges annex={annex} />
      <ReasonBox
        label={t('annex.why')}
        consequence={t('annex.forGood')}
        blocked={own ? t('annex.notOwn') : undefined}
        acts={annex.state === 'asked' ? [agree, { name: t('annex.decline'), run: run('decline') }] : [agree]}
      />
    </>
  );
};

const Download = ({ annex }: { readonly annex: AnnexState }) => {
  const { t } = useTranslation('supervise');
  const { id: campaign } = useCampaign();
  const [error, setError] = useState<unknown>();
  const download = async () => {
    setError(undefined);
    try {
      const files: (readonly [string, Uint8Array])[] = [];
      for (const path of annexFiles)
        files.push([path, await fetchAnnexFile(campaign, annex.seal, annex.id, path)]);
      offerZip(files, `${campaign}-${annex.seal}-annex-${annex.number ?? 0}`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <button type="button" className="x-btn" onClick={() => void download()}>
        <IconDownload size={16} aria-hidden />
        {t('annex.download')}
      </button>
      {error !== undefined && <ProblemNote error={error} />}
    </>
  );
};
