/** The first start, when nothing has been downloaded and the server cannot be reached. */
import { useTranslation } from 'react-i18next';
import { ConnectionLost } from '../api.ts';
import { useSessionAccess } from '../session.tsx';
import { useProblemText } from '../shell/problem.tsx';

export const NothingYet = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => {
  const { t } = useTranslation(['collect', 'shell']);
  const said = useProblemText();
  const { signOut } = useSessionAccess();
  return (
    <main className="x-centre">
      <h1>{t('nothingYet.title')}</h1>
      <p>{error === undefined || error instanceof ConnectionLost ? t('nothingYet.find') : said(error)}</p>
      <button type="button" className="x-btn pri big" onClick={onRetry}>
        {t('shell:retry')}
      </button>
      <button type="button" className="x-btn" onClick={() => void signOut()}>
        {t('shell:signOut')}
      </button>
    </main>
  );
};
