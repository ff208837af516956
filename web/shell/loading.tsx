/** Waiting is said in words, and only once it lasts long enough to be noticed. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export const Loading = ({ what }: { readonly what?: string }) => {
  const { t, ready } = useTranslation('shell', { useSuspense: false });
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="x-loading" role="status">
      {late && ready ? (what ?? t('loading')) : ''}
    </p>
  );
};
