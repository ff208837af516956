/** Signing in, and the page of somebody who has no role yet. */
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { homeOf, useSessionAccess } from '../session.tsx';
import { Brand } from './brand.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { useProblemText } from './problem.tsx';

export const SignIn = () => {
  const { t } = useTranslation('shell');
  const { state, signIn } = useSessionAccess();
  const said = useProblemText();
  const location = useLocation();
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('brand')}`;
  }, [t]);

  if (state.kind === 'signed-in') {
    const from = (location.state as { from?: string } | null)?.from;
    return <Navigate to={from ?? homeOf(state.session) ?? '/'} replace />;
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal('');
    try {
      await signIn(userName.trim(), password);
    } catch (error) {
      setRefusal(said(error));
      setBusy(false);
    }
  };
  return (
    <main className="x-sign-in">
      <div className="x-sign-in-brand">
        <Brand size={56} />
        <div>
          <p className="x-name">{t('brand')}</p>
          <p>{t('signIn.what')}</p>
        </div>
      </div>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <h1>{t('signIn.title')}</h1>
        <label>
          <span>{t('signIn.userName')}</span>
          <input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={userName}
            onChange={(event) => setUserName(event.target.value)}
          />
        </label>
        <label>
          <span>{t('signIn.password')}</span>
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <p role="alert" className="x-bad">
          {refusal}
        </p>
        <button type="submit" className="x-btn pri big" disabled={busy || !userName || !password}>
          {busy ? t('signIn.going') : t('signIn.go')}
        </button>
      </form>
      <LanguageSwitch />
    </main>
  );
};

export const NoRole = () => {
  const { t } = useTranslation('shell');
  const { signOut } = useSessionAccess();
  return (
    <main className="x-centre">
      <h1>{t('noRole.title')}</h1>
      <p>{t('noRole.ask')}</p>
      <button type="button" className="x-btn pri" onClick={() => void signOut()}>
        {t('signOut')}
      </button>
    </main>
  );
};
