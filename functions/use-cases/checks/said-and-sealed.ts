/** What a run of checks takes from the records themselves: which content they have, and what their senders explained. */
import type { Hit } from '#forms/checks/check.ts';
import type { Explanation } from '#forms/findings/reconcile.ts';
import type { Family } from '../../store/dossiers.ts';

/** Leaf hashes by unit and questionnaire. */
export type Leaves = ReadonlyMap<string, { readonly [questionnaire: string]: string }>;

/** What was explained together with the record that the hit is about; the words name the check and where its row stood then. */
export const explainedIn =
  (families: readonly Family[]) =>
  (hit: Hit): Explanation | undefined => {
    const record = families
      .flatMap(({ records }) => records)
      .find(({ unit, questionnaire }) => unit === hit.unit && questionnaire === hit.questionnaire);
    const said = record?.explanations.find(
      ({ check, row }) => check === hit.check && (row === undefined || row === hit.row?.path),
    );
    return said && record ? { text: said.text, by: record.by } : undefined;
  };
