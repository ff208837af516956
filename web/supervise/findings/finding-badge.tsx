/** Findings that are not done with, in the navigation: from the counts that progress reads anyway. */
import { useFormats } from '../../time/format.ts';
import { useHeldArea } from '../held-area.ts';
import { useProgress } from '../progress-page.tsx';

export const FindingBadge = () => {
  const { number } = useFormats();
  const { data } = useProgress(useHeldArea('finding.read'));
  const open = (data?.findings ?? [])
    .flatMap(({ counts }) => Object.entries(counts))
    .reduce((sum, [state, count]) => (state.startsWith('closed-') ? sum : sum + count), 0);
  return open > 0 ? <b className="x-count">{number(open)}</b> : null;
};
