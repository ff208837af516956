/** What a line of the audit log is about, with names in the place of codes as far as there are names. */
import { useTranslation } from 'react-i18next';
import { useCampaign } from '../shell/campaign.tsx';
import { useFormats } from '../time/format.ts';

interface Target {
  /** `<village>/<unit>/<questionnaire>` or an id. */
  readonly on: string;
  readonly areas: { readonly [code: string]: string };
}

export const AuditTarget = ({ on, areas }: Target) => {
  const { t } = useTranslation('supervise');
  const { questionnaires, calendar } = useCampaign();
  const { text } = useFormats();
  const parts = on.split('/');
  const [first = ''] = parts;
  const nameOf = (part: string) => {
    const area = areas[part];
    if (area !== undefined) return area;
    const questionnaire = questionnaires.find(({ id }) => id === part);
    if (questionnaire) return text(questionnaire.short);
    const seal = calendar.seals.find(({ id }) => id === part);
    if (seal) return text(seal.title);
    return part === 'previous' || part === 'facts' ? t(`audit.${part}`) : undefined;
  };
  return (
    <span className="s-target" title={on}>
      {parts.map((part) => {
        const name = nameOf(part);
        return (
          <span key={part} className={name === undefined ? 'x-mono' : undefined}>
            {name ?? (part.startsWith(`${first}-`) ? part.slice(first.length + 1) : part)}
          </span>
        );
      })}
    </span>
  );
};

const ids = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** Why, in words: what a program gave as its reason is translated, the id of what it was about is shortened. */
export const AuditReason = ({ why }: { readonly why: string }) => {
  const { t } = useTranslation('supervise');
  if (!ids.test(why)) return t(`audit.reason.${why}`, why);
  return (
    <abbr className="x-mono s-person" title={why}>
      {why.slice(0, 8)}
    </abbr>
  );
};
