/** Asking for a later deadline: which stage, whose, until the end of which day. Only what may be granted can be chosen. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sealOf } from '#forms/campaign/extension.ts';
import { instantOf } from '#forms/campaign/local-time.ts';
import { covers } from '#forms/permission/area.ts';
import { call } from '../api.ts';
import { useCampaign } from '../shell/campaign.tsx';
import { Panel } from '../shell/parts.tsx';
import { useFormats } from '../time/format.ts';
import { useServerNow } from '../time/server-time.ts';
import { useExtensionNames } from './extension-names.ts';
import { useHeldArea } from './held-area.ts';
import { ReasonBox } from './reason-box.tsx';

const day = 86_400_000;

const toggled = (chosen: readonly string[], one: string) =>
  chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];

export const AskExtension = () => {
  const { t } = useTranslation('supervise');
  const area = useHeldArea('extension.ask');
  const { calendar } = useCampaign();
  const now = useServerNow(60_000);
  const stages = calendar.stages
    .filter(
      ({ right, from, group }) =>
        right !== 'read' && from <= now && now < (sealOf(calendar, group)?.at ?? Number.POSITIVE_INFINITY),
    )
    .sort((a, b) => Math.abs(a.to - now) - Math.abs(b.to - now)); // what ends, or ended, about now
  if (area === undefined || stages.length === 0) return null;
  return (
    <Panel title={t('ask.title')} meta={t('ask.meta')}>
      <Form area={area} stages={stages.map(({ id }) => id)} />
    </Panel>
  );
};

const Form = ({ area, stages }: { readonly area: string; readonly stages: readonly string[] }) => {
  const { t } = useTranslation('supervise');
  const { id: campaign, calendar, questionnaires, areas } = useCampaign();
  const queries = useQueryClient();
  const formats = useFormats();
  const names = useExtensionNames();
  const [stageId, setStage] = useState(stages[0] ?? '');
  const stage = calendar.stages.find(({ id }) => id === stageId);
  const members = questionnaires.filter(({ group }) => group === stage?.group);
  const inArea = areas.filter(({ level, code }) => level === 'village' && covers(area, code));
  const [villages, setVillages] = useState<readonly string[]>([]);
  const [without, setWithout] = useState<readonly string[]>([]);
  const [date, setDate] = useState('');
  const chosen = members.filter(({ id }) => !without.includes(id)).map(({ id }) => id);
  const until = instantOf(`${date} 24:00`, calendar.timeZone);
  const seal = stage && sealOf(calendar, stage.group);
  const blocked =
    villages.length === 0 || chosen.length === 0
      ? t('ask.chooseWhat')
      : until.ok
        ? undefined
        : t('ask.chooseDay');
  const send = async (reason: string) => {
    if (!until.ok) return;
    const body = { stage: stageId, questionnaires: chosen, villages, until: until.value, reason };
    await call('askExtension', { params: { campaign, area }, body });
    setVillages([]);
    await queries.invalidateQueries();
  };
  return (
    <div className="s-ask">
      <label>
        <span>{t('ask.stage')}</span>
        <select value={stageId} onChange={(event) => setStage(event.target.value)}>
          {stages.map((id) => (
            <option key={id} value={id}>
              {names.stage(id)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('ask.until')}</span>
        <input
          type="date"
          value={date}
          min={stage && formats.date(stage.to, calendar.timeZone)}
          max={seal && formats.date(seal.at - day, calendar.timeZone)}
          onChange={(event) => setDate(event.target.value)}
        />
        {until.ok && <b className="x-nw">{formats.deadline(until.value, calendar.timeZone)}</b>}
      </label>
      <fieldset>
        <legend>{t('ask.villages')}</legend>
        {inArea.map(({ code, name }) => (
          <label key={code}>
            <input
              type="checkbox"
              checked={villages.includes(code)}
              onChange={() => setVillages(toggled(villages, code))}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('ask.questionnaires')}</legend>
        {members.map(({ id, short }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={!without.includes(id)}
              onChange={() => setWithout(toggled(without, id))}
            />
            {formats.text(short)}
          </label>
        ))}
      </fieldset>
      <ReasonBox
        label={t('ask.reason')}
        consequence={seal && t('ask.seal', { when: names.deadline(seal.at) })}
        acts={[{ name: t('ask.send'), primary: true, run: send }]}
        blocked={blocked}
      />
    </div>
  );
};
