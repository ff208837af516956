/** Handing a list in: the file is read here, shown with long numbers masked and with everything that is wrong, and then sent. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReadList, readListTable } from '#forms/lists/list-table.ts';
import type { ListState } from '#forms/wire/lists.ts';
import { call } from '../../api.ts';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { ReasonBox } from '../reason-box.tsx';
import { ListFaults, ListNotes } from './faults.tsx';
import { Preview } from './preview.tsx';
import { type FileFault, type ReadTable, readTable } from './read-file.ts';

interface HandInProps {
  readonly list: ListState;
  readonly area: string;
  readonly onDone: () => void;
}

interface Chosen {
  readonly name: string;
  readonly read: ReadList;
  readonly encoding?: ReadTable['encoding'];
}

export const HandIn = ({ list, area, onDone }: HandInProps) => {
  const { t } = useTranslation('lists');
  const { text } = useFormats();
  const campaign = useCampaign();
  const queries = useQueryClient();
  const input = useId();
  const [chosen, setChosen] = useState<Chosen>();
  const [fault, setFault] = useState<FileFault>();
  const [reading, setReading] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  // Below eight lists nobody would see that it has opened.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'center' });
  }, []);
  const own = list.versions[0];
  const titles = list.columns.map(({ title }) => text(title)).join(t('gap'));

  const choose = async (file: File | undefined) => {
    setChosen(undefined);
    setFault(undefined);
    if (!file) return;
    setReading(true);
    const read = await readTable(new Uint8Array(await file.arrayBuffer()));
    setReading(false);
    if (!read.ok) return setFault(read.refusal);
    const { cells, encoding } = read.value;
    setChosen({ name: file.name, read: readListTable(list, cells), ...(encoding ? { encoding } : {}) });
  };
  const send = async (reason: string) => {
    if (!chosen) return;
    const { columns, rows } = chosen.read;
    await call('handInList', {
      params: { campaign: campaign.id, area, list: list.id },
      body: { columns, rows, basedOn: own?.version ?? 0, reason },
    });
    await queries.invalidateQueries();
    onDone();
  };
  const faults = chosen?.read.faults ?? [];
  const blocked = chosen === undefined ? t('chooseFirst') : faults.length > 0 ? t('mendFirst') : undefined;
  return (
    <Panel title={t(own ? 'replaceTitle' : 'handInTitle', { list: text(list.title) })}>
      <div className="l-hand-in" ref={form}>
        <div className="l-file">
          <label className="x-btn" htmlFor={input}>
            {t('file')}
          </label>
          <input
            id={input}
            className="x-vh"
            type="file"
            accept=".xlsx,.csv,.txt,text/csv"
            onChange={(event) => void choose(event.target.files?.[0])}
          />
          <p className="x-xs x-muted">{t('fileHint', { columns: titles })}</p>
        </div>
        {reading && <p role="status">{t('reading')}</p>}
        {fault && (
          <p className="x-bad" role="alert">
            {t(`fileFault.${fault}`)}
          </p>
        )}
        {chosen && (
          <>
            <Preview list={list} name={chosen.name} read={chosen.read} encoding={chosen.encoding} />
            <ListFaults list={list} faults={faults} />
            <ListNotes list={list} notes={chosen.read.notes} />
          </>
        )}
        <ReasonBox
          label={t(own ? 'whyReplace' : 'whyHandIn')}
          consequence={t(list.checks.length > 0 ? 'will' : 'willNot', {
            count: list.checks.length,
            checks: list.checks.join(t('gap')),
          })}
          acts={[{ name: t(own ? 'replace' : 'handIn'), primary: true, run: send }]}
          blocked={blocked}
        />
      </div>
    </Panel>
  );
};
