/** The first rows of a list as they were understood, long numbers masked (W56). */
import { useTranslation } from 'react-i18next';
import { type ReadList, shownCell } from '#forms/lists/list-table.ts';
import type { ListState } from '#forms/wire/lists.ts';
import { useFormats } from '../../time/format.ts';
import type { ReadTable } from './read-file.ts';

const shownRows = 5;

interface PreviewProps {
  readonly list: ListState;
  readonly name: string;
  readonly read: ReadList;
  readonly encoding: ReadTable['encoding'];
}

export const Preview = ({ list, name, read, encoding }: PreviewProps) => {
  const { t } = useTranslation('lists');
  const { text, number } = useFormats();
  const { columns, rows, ignored } = read;
  const titleOf = (id: string) => text(list.columns.find((column) => column.id === id)?.title ?? id);
  const said = [
    t('count', { count: rows.length, shown: number(rows.length), columns: columns.length }),
    encoding && t('encoding', { encoding }),
    ignored.length > 0 && t('ignored', { names: ignored.join(t('gap')) }),
  ].filter(Boolean);
  return (
    <figure className="l-preview">
      <figcaption>
        <b>{name}</b> <span className="x-muted">{said.join(t('comma'))}</span>
      </figcaption>
      {columns.length > 0 && (
        <div className="x-scroll">
          <table className="x-table">
            <thead>
              <tr>
                {columns.map((id) => (
                  <th key={id}>{titleOf(id)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shownRows).map((cells, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a list have no name
                <tr key={index}>
                  {columns.map((id, at) => (
                    <td key={id} className="nw">
                      {shownCell(cells[at] ?? '')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </figure>
  );
};
