/** The verification of a sealed annex in this browser: by itself, against the seal that it corrects, and after the annex before it. */
import { IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { annexPath } from '#forms/seal/annex.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import type { AnnexState } from '#forms/wire/annexes.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { ProblemNote } from '../../shell/problem.tsx';
import { fetchAnnexFile } from '../seal-files.ts';
import { useSealReader } from '../seal-reader.ts';
import type { SealSource } from '../seal-work.ts';
import { Checks, useVerification } from '../verification.tsx';

interface AnnexCheckProps {
  readonly annex: AnnexState;
  /** The annex numbered before it. */
  readonly before: AnnexState | undefined;
  readonly source: SealSource;
  readonly publicKey: PublicKey;
  /** What else can be done with it, in the same row. */
  readonly beside: ReactNode;
}

export const AnnexCheck = ({ annex, before, source, publicKey: key, beside }: AnnexCheckProps) => {
  const { t } = useTranslation('supervise');
  const { id: campaign } = useCampaign();
  const { verification, verify } = useVerification();
  const { seal, id } = annex;
  const reader = useSealReader(
    useMemo((): SealSource => ({ from: 'annex', campaign, seal, annex: id }), [campaign, seal, id]),
  );
  const check = () =>
    verify(async () => {
      const heads = before ? [await fetchAnnexFile(campaign, seal, before.id, annexPath)] : [];
      return reader.ask('annex', { key, seal: source, heads });
    });
  return (
    <>
      <div className="x-acts">
        {beside}
        <button
          type="button"
          className="x-btn"
          disabled={verification.state === 'running'}
          onClick={() => void check()}
        >
          <IconShieldCheck size={16} aria-hidden />
          {t(verification.state === 'done' ? 'verify.again' : 'verify.go')}
        </button>
      </div>
      <Checks verification={verification} />
      {verification.state === 'unreadable' && <ProblemNote error={verification.error} />}
    </>
  );
};
