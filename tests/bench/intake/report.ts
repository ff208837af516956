/** What the intake measurement says at its end: a table of rows and the goals that were met or missed. */
import { median, percentile, spread, tableOf } from './figures.ts';
import type { MeasuredWindow, Memory } from './processes.ts';

export interface Row {
  readonly what: 'intake' | 'echo' | 'largest household' | 'bare store';
  readonly connections: number;
  readonly windows: readonly MeasuredWindow[];
}

const ratesOf = (row: Row | undefined): number[] =>
  (row?.windows ?? []).map(({ done, seconds }) => done / seconds);

const find = (rows: readonly Row[], what: Row['what'], connections: number) =>
  rows.find((row) => row.what === what && row.connections === connections);

/** Percent of the echo in the window beside it, so that other work on the machine strikes both. */
const sharesOfEcho = (rows: readonly Row[], row: Row): number[] => {
  const echoes = ratesOf(find(rows, 'echo', row.connections));
  return ratesOf(row).map((rate, window) => (100 * rate) / (echoes[window] ?? Number.NaN));
};

const latency = (row: Row, share: number): number =>
  median(row.windows.map(({ latencies }) => percentile(latencies, share)));

export const tableOfRows = (rows: readonly Row[]): string =>
  tableOf([
    ['', 'connections', 'per second', 'p50 ms', 'p95', 'p99', '% of echo', 'processor µs each'],
    ...rows.map((row) => [
      row.what,
      String(row.connections),
      spread(ratesOf(row)),
      ...[0.5, 0.95, 0.99].map((share) => latency(row, share).toFixed(2)),
      row.what === 'intake' || row.what === 'largest household' ? spread(sharesOfEcho(rows, row), 1) : '',
      spread(row.windows.map(({ processor, done }) => (processor / done) * 1e6)),
    ]),
  ]);

export interface Outcome {
  readonly rows: readonly Row[];
  readonly memory: Memory;
  readonly wrong: readonly string[];
  readonly receipts: number;
  readonly counted: { readonly submissions: number; readonly records: number };
}
export interface Goal {
  readonly says: string;
  readonly got: string;
  readonly met: boolean;
}

export const goalsOf = ({ rows, memory, wrong, receipts, counted }: Outcome): readonly Goal[] => {
  const intake = find(rows, 'intake', 32);
  const share = intake ? median(sharesOfEcho(rows, intake)) : 0;
  const own = memory.resident - memory.store;
  const p95 = intake ? latency(intake, 0.95) : Number.NaN;
  return [
    { says: 'at least 12 % of echo at 32 connections', got: `${share.toFixed(1)} %`, met: share >= 12 },
    { says: 'p95 at most 40 ms at 32 connections', got: `${p95.toFixed(1)} ms`, met: p95 <= 40 },
    {
      says: 'server memory at most 250 MB',
      got: `${own.toFixed(0)} MB, and ${memory.store.toFixed(0)} MB of page cache of the store`,
      met: own <= 250,
    },
    {
      says: 'no errors',
      got: wrong.length === 0 ? 'none' : `${wrong.length}, first: ${wrong[0]}`,
      met: wrong.length === 0,
    },
    {
      says: 'every receipt is in the tallies',
      got: `${receipts} receipts, ${counted.submissions} submissions, ${counted.records} records`,
      met: receipts > 0 && counted.submissions === receipts && counted.records === receipts,
    },
  ];
};
