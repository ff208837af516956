/** What both sides of the wire must agree on before anything is parsed: small on purpose, phones load it first. */

/** W1: grows when an older phone could no longer talk to the server. */
export const wireVersion = 1;

/** W2: caps before anything is parsed, in bytes. */
export const limits = {
  answersBytes: 1024 * 1024,
  draftBytes: 2 * 1024 * 1024,
  /** Twenty thousand rows; below what a function of AWS is given at once. */
  listBytes: 4 * 1024 * 1024,
  scanBytes: 15 * 1024 * 1024,
  scanTypes: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
  /** Of a questionnaire: every phone fetches them all. Sides in pixels. */
  pictureBytes: 1024 * 1024,
  pictureSide: 4096,
} as const;

/** K41: findings that one correction may answer; with everything else they fit into its transaction. */
export const mostAnswered = 20;

/** W38: what a sender may say to checks. */
export const mostExplanations = 60;
export const leastExplained = 2;
export const mostExplained = 500;
