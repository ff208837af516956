/** ■ ▲ ○: the shape says how grave it is, in black and white too. */
import { useTranslation } from 'react-i18next';
import type { Severity } from '#forms/checks/check.ts';

const shapes: { readonly [S in Severity]: React.ReactNode } = {
  error: <path d="M1 1h8v8H1z" />,
  warn: <path d="M5 .8 9.600 9.200H.4z" />,
  verify: <circle cx="5" cy="5" r="3.700" />,
};

export const SeverityMark = ({ severity }: { readonly severity: Severity }) => {
  const { t } = useTranslation('findings');
  return (
    <svg
      className={`f-sev ${severity}`}
      viewBox="0 0 10 10"
      role="img"
      aria-label={t(`severity.${severity}`)}
    >
      {shapes[severity]}
    </svg>
  );
};
