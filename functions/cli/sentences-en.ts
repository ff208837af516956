/** English. */
export const english = {
  usage: `Usage:
  xiangbiao verify <folder, .zip or s3://bucket/prefix> [--key <public key file or fingerprint>]
                   [--previous <folder of the seal before it>] [--record <receipt.json or code>]
  xiangbiao verify <folder of a correction annex> [--seal <folder of its seal>] [--previous <annex before it>]
  xiangbiao pack check <folder>

verify recomputes a seal from its files. With --previous, once or more, it follows the chain of seals back; with
--record it says whether one receipt (its JSON file, or the code printed on it such as 7F3K-92QD) is in the seal.
Exit code: 0 valid, 1 not valid, 2 cannot be read.`,
  unreadable: '{path} cannot be read: it is not there, or not what it should be.',
  'unreadable-bucket':
    '{path} cannot be read ({why}). Credentials and region are the terminal’s own: AWS_PROFILE, AWS_REGION.',
  'pack-good':
    '{title} ({id}, version {version}): no faults. Questionnaires: {questionnaires}, checks: {checks}, shared facts: {facts}.',
  'pack-bad': 'Faults: {faults}. The pack cannot be put to work like this.',
  // head
  'seal-head': 'Seal “{seal}” of {title}',
  'seal-when': '  sealed {date} {time} ({zone}), key {key} ({algorithm})',
  'seal-counts': '  {villages} villages · {records} records · {scans} signed pages · {late} in quarantine',
  'seal-root': '  root {root}',
  // checks that held
  'key-matches': 'It is the key that you named: {key}.',
  'signature-valid': 'The manifest is signed by key {key} ({algorithm}).',
  'files-complete': 'Exactly the {files} files of the manifest are there.',
  'previous-linked': 'It follows on the seal “{seal}”.',
  'previous-named': 'It names the seal “{seal}” as the one before it (not looked at here).',
  'first-seal': 'It is the first seal of the campaign.',
  'gates-closed': 'All {gates} gates were closed when it was made.',
  'editions-match': 'The {editions} editions of the questionnaires are unchanged.',
  'records-match': 'All {records} records and {scans} signed pages of {villages} villages are unchanged.',
  'quarantine-matches': 'All {late} late submissions in quarantine are unchanged.',
  'flows-match': '{flows} flows through workflows, as they stood at the instant, match.',
  'roots-match': 'The roots of all {areas} areas lead to the root of the campaign.',
  // verdicts
  valid: 'VALID. Nothing has been changed since it was sealed.',
  invalid: 'NOT VALID.',
  'key-from-folder':
    'No --key was given, so the key of the folder itself was used. Compare its fingerprint {key} with the printed certificate.',
  // failures
  'file-missing': 'A file is missing.',
  'manifest-unreadable': 'The manifest is not one ({says}).',
  'manifest-version-unknown': 'The manifest has version {says}; a newer xiangbiao is needed to read it.',
  'key-unreadable': 'The public key cannot be read.',
  'key-differs': 'It was made with another key: {got}, not {expected}.',
  'signature-invalid':
    'The signature over the manifest is not by key {expected}: it or the manifest was changed.',
  'file-unexpected': 'There is a file that is not in the manifest.',
  'file-twice': 'The manifest lists a file twice.',
  'file-differs': 'The file is not the one that was sealed.',
  'previous-differs': 'The seal before it, “{says}”, is not the one that it names.',
  'gate-open': 'A gate was not closed.',
  'counts-differ': 'A count is wrong ({says}): {expected} in the manifest, {got} found.',
  'root-differs': 'A root is wrong: {expected} in the manifest, {got} recomputed.',
  'leaves-unreadable': 'The list of leaves cannot be read.',
  'record-differs': 'This record is not the one that was sealed.',
  'record-cut': 'The file ends inside this record.',
  'bytes-after-last-record': 'There is something behind the last record.',
  'leaf-differs': 'The content of this record is not the one that was sealed.',
  'not-canonical': 'This record is not written as canonical JSON.',
  'not-a-record': 'This line is not a record ({says}).',
  'entry-differs': 'This record is not the one that its place calls for ({says}).',
  'out-of-order': 'This record is out of order, or there twice.',
  'scan-without-record': 'This signed page has no record before it.',
  'content-hash-differs': 'The answers of this record do not have its content code.',
  'edition-unknown': 'This record refers to an edition ({edition}) that is not in the seal.',
  'accepted-after-seal': 'This record was accepted at {got}, not before the seal at {expected}.',
  // where
  'where-file': '  file           {file}',
  'where-line': '  line           {line} ({kind})',
  'where-village': '  village        {village}',
  'where-area': '  area           {area}',
  'where-unit': '  unit           {unit}',
  'where-questionnaire': '  questionnaire  {questionnaire}',
  // annexes
  'annex-head': 'Correction annex {number} to the seal “{seal}” of {title}',
  'annex-counts': '  {corrections} records corrected: {reason}',
  'annex-signed': 'The annex is signed by key {key}.',
  'annex-two-people': 'One person asked for it ({asked}) and another agreed ({agreed}).',
  'corrections-match': 'All {corrections} corrections are unchanged; root {root}.',
  'annex-follows': 'It follows on annex {number}.',
  'annex-first': 'It is the first annex of the seal.',
  'annex-previous-named': 'It names annex {number} as the one before it (not looked at here).',
  'corrects-sealed-records': 'Every record that it corrects is in the seal “{seal}”.',
  'seal-not-at-hand': 'It speaks of the seal “{seal}” with root {root} (not looked at here; --seal does).',
  'annex-valid': 'VALID. The annex has not been changed since it was sealed; the seal stays what it is.',
  'annex-unreadable': 'The head of the annex is not one ({says}).',
  'one-person': 'The same person asked and agreed.',
  'annex-out-of-time': 'Its times contradict one another: {expected}, {got}.',
  'annex-of-another-seal': 'It corrects another seal than this one.',
  'previous-annex-differs': 'The annex before it is not the one that it names.',
  'corrects-nothing': 'The seal has no such record to correct.',
  // receipts
  'record-unreadable': '{record} is neither a receipt file nor a receipt code.',
  'in-seal': 'The record of the receipt is in the seal:',
  'in-quarantine': 'The submission of the receipt came late; it is in the quarantine of the seal:',
  superseded: 'The record of the receipt was replaced before the seal by version {version}, which is in it:',
  contradicted: 'CONTRADICTION: the receipt is genuine, but the seal holds something else in its place:',
  'not-in-seal': 'The receipt is NOT in the seal: {why}',
  'why-other-campaign': 'it belongs to another campaign.',
  'why-area-not-sealed': 'its village is not part of the seal.',
  'why-questionnaire-not-sealed': 'its questionnaire is not part of the seal.',
  'why-after-sealing': 'it was received after the sealing had begun.',
  'why-no-such-record': 'there is no such record or earlier version in it.',
  'receipt-forged': 'The receipt is forged or was changed: its signature does not hold.',
  'receipt-of-another-key': 'The receipt was signed by another key ({key}) than the seal.',
  'proof-holds': '  proof          leads from leaf {leaf} to the root of the campaign',
} as const;
