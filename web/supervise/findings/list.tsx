/** The list: by how grave, each with whom it is about, how old it is and whose turn it is. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#forms/findings/finding.ts';
import type { Instant } from '#forms/json.ts';
import type { ListedFinding } from '#forms/wire/findings.ts';
import { useAreaName } from '../held-area.ts';
import { daysOld, daysOver, type SeverityGroup } from './finding-list.ts';
import { SeverityMark } from './severity-mark.tsx';

const atFirst = 40;

export interface ListProps {
  readonly groups: readonly SeverityGroup[];
  readonly titleOf: (finding: ListedFinding) => string;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly now: Instant;
}

export const FindingList = ({ groups, ...rest }: ListProps) => {
  const { t } = useTranslation('findings');
  return (
    <section className="x-panel f-list" aria-label={t('list')}>
      {groups.map((group) => (
        <Group key={group.severity} group={group} {...rest} />
      ))}
    </section>
  );
};

interface GroupProps extends Omit<ListProps, 'groups'> {
  readonly group: SeverityGroup;
}

const Group = ({ group: { severity, findings }, titleOf, chosen, onChoose, now }: GroupProps) => {
  const { t } = useTranslation('findings');
  const [most, setMost] = useState(atFirst);
  const at = findings.findIndex(({ id }) => id === chosen);
  const shown = Math.max(most, at + 1);
  return (
    <>
      <h2 className="f-group">
        <SeverityMark severity={severity} />
        {t(`severity.${severity}`)}
        <span>{t(`severityMeans.${severity}`, { count: findings.length })}</span>
      </h2>
      <ul>
        {findings.slice(0, shown).map((finding) => (
          <Row
            key={finding.id}
            finding={finding}
            title={titleOf(finding)}
            chosen={finding.id === chosen}
            onChoose={onChoose}
            now={now}
          />
        ))}
      </ul>
      {findings.length > shown && (
        <button type="button" className="f-more" onClick={() => setMost(shown + 200)}>
          {t('more', { severity: t(`severity.${severity}`), count: findings.length - shown })}
        </button>
      )}
    </>
  );
};

interface RowProps {
  readonly finding: ListedFinding;
  readonly title: string;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
  readonly now: Instant;
}

const Row = ({ finding, title, chosen, onChoose, now }: RowProps) => {
  const { t } = useTranslation('findings');
  const nameOf = useAreaName();
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) own.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const late = isOverdue(finding, now);
  return (
    <li ref={own}>
      <button
        type="button"
        className="f-row"
        aria-current={chosen ? 'true' : undefined}
        onClick={() => onChoose(finding.id)}
      >
        <SeverityMark severity={finding.severity} />
        <span className="f-what">
          <b>{title}</b>
          <small>
            <span>{nameOf(finding.village)}</span>
            <span>
              {finding.size === undefined
                ? finding.unitName
                : t('unitOf', { name: finding.unitName, count: finding.size })}
            </span>
          </small>
        </span>
        <span className="f-when">
          <span className={late ? 'f-late' : ''}>{t('days', { count: daysOld(finding, now) })}</span>
          <small>
            {late ? t('overdue', { count: daysOver(finding, now) }) : t(`state.${finding.state}`)}
          </small>
        </span>
      </button>
    </li>
  );
};
