/** Receipt codes as people type them. */

/** `7F3K-92QD`, however it was typed: Crockford's base 32 reads O as 0, I and L as 1. */
export const codeAsTyped = (typed: string): string | undefined => {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : undefined;
};
