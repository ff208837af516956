/** How many findings are not done with, by how grave they are: shapes first, so that it survives black and white. */
import { useTranslation } from 'react-i18next';
import { severities } from '#forms/checks/check.ts';
import { useFormats } from '../time/format.ts';
import { SeverityMark } from './findings/severity-mark.tsx';
import { Figure } from './freshness.tsx';
import { allOpen, type OpenFindings } from './summary.ts';

export const FindingCountsOf = ({ findings }: { readonly findings: OpenFindings }) => {
  const { number } = useFormats();
  const { t } = useTranslation('supervise');
  const all = allOpen(findings);
  if (all === 0) return <Figure value={0} />;
  return (
    <span className="s-found" title={t('openFindings', { count: all, shown: number(all) })}>
      {severities
        .filter((severity) => findings[severity] > 0)
        .map((severity) => (
          <span key={severity}>
            <SeverityMark severity={severity} /> {number(findings[severity])}
          </span>
        ))}
    </span>
  );
};
