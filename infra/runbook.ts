/** An alarm's name is the heading of its article in docs/runbook.md; a test holds the two together. */
export const runbookLink = (article: string): string => `docs/runbook.md#${article}`;

/** Names of resources that a person has to find again carry this. */
export const product = 'xiangbiao';
