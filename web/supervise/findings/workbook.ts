/**
 * A table as a workbook. What writes workbooks is loaded when somebody wants one. Texts stay texts, so that no cell is a formula and
 * no number of sixteen digits loses its end; days are days, so that they sort and filter.
 */
export interface Table {
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** What is not there is no text: filters know blank cells. */
const cellOf = (value: string | number) => {
  if (value === '') return null;
  return typeof value === 'string' && day.test(value) ? new Date(`${value}T00:00:00Z`) : value;
};

/** What a name of a sheet may not have, and how long it may be. */
const sheetName = (title: string): string => title.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);

export const workbookOf = async (
  title: string,
  { columns, rows }: Table,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { writeXlsx } = await import('hucre/xlsx');
  const written = await writeXlsx({
    sheets: [
      {
        name: sheetName(title),
        columns: columns.map(({ width }) => ({ width })),
        rows: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(cellOf))],
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${String.fromCharCode(64 + columns.length)}${rows.length + 1}` },
      },
    ],
  });
  return new Uint8Array(written);
};
