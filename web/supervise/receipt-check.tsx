/** Is one household's record in the seal? Asked with the receipt's code or the receipt itself, answered with a proof. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '#forms/campaign/submission.ts';
import { isJsonObject } from '#forms/json.ts';
import type { FoundLine, ReceiptVerdict } from '#forms/seal/receipt-in-seal.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import { Panel } from '../shell/parts.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { useAreaName } from './held-area.ts';
import { codeAsTyped } from './receipt-code.ts';
import type { SealReader } from './seal-reader.ts';

/** A whole receipt as it was handed out; what is missing from it makes its signature fail, which is then said. */
const receiptAsTyped = (typed: string): Receipt | undefined => {
  try {
    const json: unknown = JSON.parse(typed);
    const complete =
      isJsonObject(json) &&
      ['code', 'campaign', 'village', 'unit', 'questionnaire', 'leafHash', 'key', 'signature', 'at'].every(
        (name) => typeof json[name] === 'string',
      );
    return complete ? (json as unknown as Receipt) : undefined;
  } catch {
    return undefined;
  }
};

export interface ReceiptCheckProps {
  readonly reader: SealReader;
  readonly publicKey: PublicKey;
}

export const ReceiptCheck = ({ reader, publicKey }: ReceiptCheckProps) => {
  const { t } = useTranslation('supervise');
  const [typed, setTyped] = useState('');
  const [verdicts, setVerdicts] = useState<readonly ReceiptVerdict[] | 'looking'>();
  const [error, setError] = useState<unknown>();
  const code = codeAsTyped(typed);
  const receipt = receiptAsTyped(typed);
  const look = async () => {
    setError(undefined);
    setVerdicts('looking');
    try {
      const asked = receipt ?? code;
      if (asked) setVerdicts(await reader.ask('receipt', { key: publicKey, receipt: asked }));
    } catch (failure) {
      setVerdicts(undefined);
      setError(failure);
    }
  };
  const wrong = typed.trim() !== '' && !code && !receipt;
  return (
    <Panel title={t('receipt.title')}>
      <form
        className="s-receipt"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <label className="x-grow">
          <span className="x-vh">{t('receipt.label')}</span>
          <input
            className="x-mono"
            value={typed}
            placeholder="7F3K-92QD"
            aria-invalid={wrong}
            aria-describedby="s-receipt-hint"
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="x-btn" disabled={!code && !receipt}>
          {t('receipt.look')}
        </button>
      </form>
      <p id="s-receipt-hint" className="x-xs x-muted">
        {t(wrong ? 'receipt.notOne' : 'receipt.hint')}
      </p>
      {error !== undefined && <ProblemNote error={error} onRetry={() => void look()} />}
      <div role="status">
        {verdicts === 'looking' && <p className="x-muted">{t('receipt.looking')}</p>}
        {Array.isArray(verdicts) &&
          verdicts.map((verdict, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: verdicts are never reordered
            <Verdict key={index} verdict={verdict as ReceiptVerdict} />
          ))}
      </div>
    </Panel>
  );
};

const good = new Set<ReceiptVerdict['state']>(['in-seal', 'in-quarantine', 'superseded']);

const Verdict = ({ verdict }: { readonly verdict: ReceiptVerdict }) => {
  const { t } = useTranslation('supervise');
  const nameOf = useAreaName();
  const found = 'found' in verdict ? verdict.found : undefined;
  const facts = found ? { village: nameOf(found.village), line: found.line, version: found.version } : {};
  const sentence =
    verdict.state === 'not-in-seal'
      ? t(`receipt.why.${verdict.why}`)
      : verdict.state === 'seal-invalid'
        ? t('receipt.seal-invalid', { failure: t(`failure.${verdict.failure.code}`) })
        : t(`receipt.${verdict.state}`, facts);
  return (
    <>
      <p className={good.has(verdict.state) ? 's-verdict ok' : 's-verdict bad'}>{sentence}</p>
      {found && <Proof found={found} />}
    </>
  );
};

const short = (hash: string) => `${hash.slice(0, 4)} ${hash.slice(4, 8)}…`;

/** The path from the record up to the one number on the certificate. */
const Proof = ({ found }: { readonly found: FoundLine }) => {
  const { t } = useTranslation('supervise');
  const nameOf = useAreaName();
  const { proof, unit, questionnaire } = found;
  const villageRoot = proof.list === 'late' ? proof.village.late.root : proof.village.root;
  const steps = [
    {
      name: t('proof.record', { unit, questionnaire }),
      hash: found.leaf,
      layers: proof.inVillage.path.length,
    },
    {
      name: t('proof.root', { area: nameOf(found.village) }),
      hash: villageRoot,
      layers: proof.inTown.path.length,
    },
    {
      name: t('proof.root', { area: nameOf(proof.town.code) }),
      hash: proof.town.root,
      layers: proof.inDistrict.path.length,
    },
    {
      name: t('proof.root', { area: nameOf(proof.district.code) }),
      hash: proof.district.root,
      layers: proof.inCampaign.path.length,
    },
    { name: t('proof.campaign'), hash: proof.root, layers: undefined },
  ];
  return (
    <ol className="s-proof">
      {steps.map(({ name, hash, layers }, index) => (
        <li key={name + hash} className={index === steps.length - 1 ? 'top' : ''}>
          <b>{name}</b>
          <span className="x-mono">{short(hash)}</span>
          {layers !== undefined && <small>{t('proof.layers', { count: layers })}</small>}
        </li>
      ))}
    </ol>
  );
};
