/** What is wrong in a list that somebody wants to hand in, every place with row and column; and what is only likely a mistake. */
import { useTranslation } from 'react-i18next';
import type { ListFault, ListNote } from '#forms/lists/list-table.ts';
import { listLimits } from '#forms/lists/list-table.ts';
import type { ListState } from '#forms/wire/lists.ts';
import { useFormats } from '../../time/format.ts';

type Facts = { readonly [name: string]: string | number };

/** Ids of columns as the campaign calls them. */
const useSpoken = ({ columns }: ListState) => {
  const { text, number } = useFormats();
  return ({ column, limit, rows, ...facts }: Facts): Facts => {
    const title = columns.find(({ id }) => id === column)?.title;
    return {
      ...facts,
      ...(limit === undefined ? {} : { limit: number(Number(limit)) }),
      ...(rows === undefined ? {} : { rows: number(Number(rows)) }),
      ...(column === undefined ? {} : { column: title === undefined ? column : text(title) }),
    };
  };
};

export const ListFaults = ({
  list,
  faults,
}: {
  readonly list: ListState;
  readonly faults: readonly ListFault[];
}) => {
  const { t } = useTranslation('lists');
  const spoken = useSpoken(list);
  if (faults.length === 0) return null;
  const count = faults.length;
  return (
    <section className="l-faults" role="alert">
      <h3>{t(count >= listLimits.faults ? 'faultsMany' : 'faults', { count })}</h3>
      <ol>
        {faults.map(({ code, facts }) => (
          <li key={`${code} ${Object.values(facts).join(' ')}`}>
            {facts.row !== undefined && (
              <span className="x-mono">
                {facts.at}
                {facts.row}
              </span>
            )}
            {t(`fault.${code}`, spoken(facts))}
          </li>
        ))}
      </ol>
    </section>
  );
};

export const ListNotes = ({
  list,
  notes,
}: {
  readonly list: ListState;
  readonly notes: readonly ListNote[];
}) => {
  const { t } = useTranslation('lists');
  const spoken = useSpoken(list);
  if (notes.length === 0) return null;
  return (
    <ul className="l-notes">
      {notes.map(({ code, facts }) => (
        <li key={`${code} ${facts.column ?? ''}`}>{t(`note.${code}`, spoken({ ...facts }))}</li>
      ))}
    </ul>
  );
};
