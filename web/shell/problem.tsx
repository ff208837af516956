/** A typed refusal in the user's words. Every code of forms/wire/problems.ts has a sentence in locale/<language>/problems.json. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '#forms/wire/limits.ts';
import { ConnectionLost, ProblemError } from '../api.ts';
import { FileRefused } from '../offline/upload.ts';
import { formatsIn } from '../time/format.ts';

/** Facts as a sentence needs them: sizes with units, lists joined. */
const spoken = (facts: { readonly [name: string]: unknown }, language: string) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      if (name === 'limit' && typeof fact === 'number' && fact > 1000)
        return [name, formatsIn(language).bytes(fact)];
      if (Array.isArray(fact))
        return [name, fact.every((one) => typeof one === 'string') ? fact.join(', ') : fact.length];
      return [name, fact];
    }),
  );

/** `(error) => sentence`, for errors thrown by `call` and files that are not taken; anything else is ours and says so. */
export const useProblemText = (): ((error: unknown) => string) => {
  const { t, i18n } = useTranslation(['problems', 'shell']);
  return useCallback(
    (error) => {
      if (error instanceof ProblemError) return t(error.code, spoken(error.facts, i18n.language));
      if (error instanceof ConnectionLost) return t('no-connection');
      if (error instanceof FileRefused)
        return t(`shell:file.refused.${error.why}`, {
          limit: formatsIn(i18n.language).bytes(limits.scanBytes),
        });
      return t('something-broke', { trace: '–' });
    },
    [t, i18n.language],
  );
};

export const ProblemNote = ({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) => {
  const { t } = useTranslation('shell');
  const text = useProblemText();
  return (
    <div className="x-note bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <p>{text(error)}</p>
      {onRetry && (
        <button type="button" className="x-btn sm" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
};
