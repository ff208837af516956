/** What a correction answers: of the findings that its sender names, those about this record that wait for one (K41). */
import { answeredBy, type Finding, lettingThrough } from '#forms/findings/finding.ts';
import type { SubmissionEnvelope } from '#forms/wire/shapes.ts';
import type { Table } from '../../ports.ts';
import { findingOf } from '../../store/findings.ts';
import * as keys from '../../store/keys.ts';

/** Others are passed over: the gate then decides without them. */
export const usableFindings = async (
  envelope: SubmissionEnvelope,
  table: Pick<Table, 'get'>,
): Promise<readonly Finding[]> => {
  const { campaign, village, unit, questionnaire } = envelope;
  const items = await Promise.all(
    answeredBy(envelope).map((id) => table.get(keys.findingKey(campaign, village, id))),
  );
  return items
    .flatMap((item) => (item ? [findingOf(item)] : []))
    .filter(
      (finding) =>
        finding.unit === unit &&
        finding.questionnaire === questionnaire &&
        lettingThrough.includes(finding.state),
    );
};
